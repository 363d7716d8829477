#include "term_words.hpp"

#include "say.hpp"
#include "times.hpp"

namespace urp::cli {

std::string ground_words(TermGround ground) {
  return ground == TermGround::third_parties ? _("third parties are heard") : _("information is asked for");
}

std::string days_words(std::chrono::days days) {
  return say(plural("{0} day", "{0} days", days.count()), days.count());
}

std::string suspension_words(const Suspension& suspension, TimePoint now, const Zone& zone) {
  const std::string why = ground_words(suspension.ground);
  if (suspension.runs(now))
    return say(_("suspended at most until {0}: {1}"), spoken_date(suspension.until, now, zone), why);
  return say(_("suspended for {0}: {1}"), days_words(suspension.length), why);
}

}  // namespace urp::cli
