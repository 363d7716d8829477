// canned.hpp: answers that the office wrote beforehand, with what they stand for in a case.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <urp/api.hpp>
#include <urp/ids.hpp>
#include <urp/office.hpp>

namespace urp {

struct CannedLine {
  std::string name, group, text;                           // in the language of the office
  std::vector<std::pair<std::string, std::string>> texts;  // in other languages, by "en", "de" ...
  std::optional<std::chrono::year_month_day> expires;      // its last day
  bool expired = false;
  std::int64_t used = 0;  // answers that were made of it, and not taken back
  std::optional<TimePoint> last_used_at;
};
/// By group, then by name.
URP_API std::vector<CannedLine> list_canned(Office& office);
/// Throws not_found, with the names there are.
URP_API CannedLine get_canned(Office& office, std::string_view name);

/// Its words for this case, in the language of the office or another one. `named`: NAME or NAME:LANGUAGE.
/// Throws not_found (the answer, its language, the ticket); refused: its last day is over.
URP_API std::string canned_words(Office& office, std::string_view named, TicketId ticket);

}  // namespace urp
