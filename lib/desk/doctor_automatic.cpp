#include "desk/doctor_automatic.hpp"

#include <algorithm>

#include "domain/calendar.hpp"
#include "domain/say.hpp"

namespace urp {
namespace {

using Level = Finding::Level;

std::string switched_on(const Settings::Automatic& words) {
  std::string names;
  const auto add = [&names](bool on, const char* name) {
    if (on) names += (names.empty() ? "" : ", ") + std::string(name);
  };
  add(!words.welcome.empty(), "welcome");
  add(!words.receipt.empty(), "receipt");
  add(!words.away.empty(), "away");
  add(!words.closed.empty(), "closed");
  add(!words.reminder.empty(), "reminder");
  add(words.survey, "survey");
  return names;
}

bool names_privacy(const Settings::Automatic& words) {
  const std::string* const letters[] = {&words.welcome, &words.receipt, &words.away, &words.closed,
                                        &words.reminder};
  return std::any_of(std::begin(letters), std::end(letters),
                     [](const std::string* letter) { return letter->find("{privacy}") != letter->npos; });
}

}  // namespace

Finding examine_automatic(const Office& office, std::int64_t written) {
  const auto& settings = office.settings();
  const Settings::Automatic& words = settings.automatic;
  const std::string on = switched_on(words);
  constexpr const char* code = "automatic";
  if (on.empty()) return {Level::fine, code, _("no automatic message is switched on"), {}};
  if (names_privacy(words) && settings.privacy.url.empty()) {
    return {Level::broken, code, _("an automatic message names {privacy}, but there is no address"),
            _("name it in urp.toml: privacy.url")};
  }
  const auto opening = opening_at(settings.hours, office.zone(), office.now());
  if (!words.away.empty() && opening.open && !opening.next) {
    return {Level::broken, code, _("automatic.away is never said: the office has no hours"),
            _("write the hours into urp.toml: [hours]")};
  }
  if (written >= words.budget) {
    return {Level::broken, code,
            say(_("automatic messages: {0} of {1} this month: only receipts still go out"), written,
                words.budget),
            _("they go out again next month; more: automatic.budget")};
  }
  return {Level::fine,
          code,
          say(_("automatic messages: {0}; {1} of {2} this month"), on, written, words.budget),
          {}};
}

}  // namespace urp
