// strikes.hpp: what stands against a person, with what is usual then.
#pragma once

#include <vector>

#include <urp/desk/moderate.hpp>

#include "store/access.hpp"

namespace urp {

std::vector<Strikes> strikes_of(const db::Access& db, ContactId contact);

}  // namespace urp
