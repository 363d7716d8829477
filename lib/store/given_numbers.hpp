// given_numbers.hpp: the numbers of cases and people that were ever given. They are cited to citizens and
// kept by who reads exports, so that none is given twice.
#pragma once

#include <cstdint>

#include "store/access.hpp"

namespace urp::store {

/// The highest of each; 0: none.
struct GivenNumbers {
  std::int64_t ticket = 0, contact = 0;
};
GivenNumbers find_given_numbers(const Access& db);
/// Those up to these count as given, also where nothing has them.
void skip_given_numbers(Writer& db, const GivenNumbers& given);

}  // namespace urp::store
