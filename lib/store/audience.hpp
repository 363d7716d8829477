// audience.hpp: who gets a notice and who does not and why, of a draft as of one under way.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <urp/notice.hpp>

#include "store/access.hpp"

namespace urp::store {

/// Who is in the audience now, and who is not and why: written down as rows.
void freeze_audience(Writer& db, const Notice& notice, TimePoint at);
/// Of the frozen rows; of a draft as if it were frozen now.
std::vector<NoticeTally> tally(const Access& db, const Notice& notice);
/// How many of those still to be sent have an open window. Of a draft: of those who would get it.
std::int64_t count_open_windows(const Access& db, const Notice& notice, TimePoint now);
/// Of a notice without a template: whoever has no open window.
void skip_closed_windows(Writer& db, const Notice& notice, TimePoint now);
/// Why this person must not get it now, looked at once more; none: they may.
std::optional<std::string> reason_against(const Access& db, const Notice& notice, ContactId contact);

}  // namespace urp::store
