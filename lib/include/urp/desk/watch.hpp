// watch.hpp: whether somebody has written since the last look, without reading anything.
#pragma once

#include <cstdint>

#include <urp/api.hpp>
#include <urp/office.hpp>

namespace urp {

/// Another number as soon as another process, or another Office of this one, has committed something.
URP_API std::int64_t data_version(Office& office);

}  // namespace urp
