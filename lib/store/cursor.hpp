// cursor.hpp: the numbers that upkeep remembers by name: how far it came, and whether something is due.
#pragma once

#include <cstdint>

#include "store/access.hpp"

namespace urp::store {

/// 0 when nothing was remembered as yet.
std::int64_t read_cursor(const Access& db, const char* name);
void set_cursor(Writer& db, const char* name, std::int64_t value);

}  // namespace urp::store
