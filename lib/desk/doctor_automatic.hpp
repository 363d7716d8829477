// doctor_automatic.hpp: which automatic messages are switched on, and whether they can say what they are for.
#pragma once

#include <urp/desk/doctor.hpp>
#include <urp/office.hpp>

namespace urp {

/// `written`: in this month.
Finding examine_automatic(const Office& office, std::int64_t written);

}  // namespace urp
