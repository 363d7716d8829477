// notice_authors.hpp: the logins behind a notice: names of clerks may be chosen, logins may not.
#pragma once

#include <cstdint>
#include <string>

#include "store/access.hpp"

namespace urp::store {

/// Whoever acts now wrote or scheduled it.
void add_notice_author(Writer& db, std::int64_t notice);
bool is_notice_author(const Access& db, std::int64_t notice, const std::string& login);

}  // namespace urp::store
