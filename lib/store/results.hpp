// results.hpp: what became of a notice, person by person.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include <urp/desk/notice.hpp>

#include "store/access.hpp"

namespace urp::store {

/// Of one notice, or of all.
std::int64_t count_results(const Access& db, std::optional<std::int64_t> notice,
                           const NoticeResultFilter& filter);
void walk_results(const Access& db, std::optional<std::int64_t> notice, const NoticeResultFilter& filter,
                  const std::function<void(const NoticeResult&)>& take);

}  // namespace urp::store
