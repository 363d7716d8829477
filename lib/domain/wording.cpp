#include "domain/wording.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <urp/deadlines.hpp>
#include <urp/text.hpp>

#include "domain/citizen_times.hpp"
#include "domain/citizen_words.hpp"
#include "domain/time_text.hpp"

namespace urp {
namespace {

constexpr int longest_name = 60;  // columns

std::string plain_name(const std::string& name) {
  std::string plain;
  for (const char c : name) plain += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
  return std::string(without_blanks_around(cut_to_width(plain, longest_name, "")));
}

}  // namespace

std::string fill_wording(const Settings& settings, const Zone& zone, std::string_view letter,
                         const WordingValues& values, TimePoint now) {
  const std::string& language = settings.office.language;
  const auto date = [&](TimePoint at) { return citizen_date(language, zone.local(at).date); };
  const std::string name = plain_name(values.name);
  const std::vector<std::pair<std::string_view, std::string>> filled = {
      {"ticket", to_string(values.ticket)},
      {"name", name.empty() ? citizen_word(language) : name},
      {"office", settings.office.name},
      {"presented", date(values.presented)},
      {"due", values.term_due ? date(*values.term_due) : std::string()},
      {"term", citizen_days(language, term_days(settings, values.kind))},
      {"service", values.service.empty() ? settings.office.name : values.service},
      {"next_opening",
       values.next_opening ? citizen_moment(language, zone, *values.next_opening, now) : std::string()},
      {"privacy", settings.privacy.url},
  };
  std::string text;
  while (!letter.empty()) {
    const auto open = std::min(letter.find('{'), letter.size());
    text += letter.substr(0, open);
    letter.remove_prefix(open);
    if (letter.empty()) break;
    const auto close = letter.find('}');  // the settings were checked: there is one
    const auto wanted = letter.substr(1, close - 1);
    for (const auto& [placeholder, value] : filled) {
      if (placeholder == wanted) text += value;
    }
    letter.remove_prefix(close == letter.npos ? letter.size() : close + 1);
  }
  return text;
}

std::string service_name(const Settings& settings, const std::string& slug) {
  const auto found = std::find_if(settings.services.begin(), settings.services.end(),
                                  [&](const Settings::Service& one) { return one.slug == slug; });
  return found == settings.services.end() ? slug : found->name;
}

}  // namespace urp
