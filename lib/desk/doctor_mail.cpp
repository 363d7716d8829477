#include "desk/doctor_mail.hpp"

#include "domain/mail_factory.hpp"
#include "domain/say.hpp"
#include "office/plugin.hpp"
#include "store/letters.hpp"

namespace urp {
namespace {

using Level = Finding::Level;

constexpr std::chrono::hours patience{1};

}  // namespace

std::optional<Finding> examine_mail(const Office::Local& office) {
  if (office.options.settings.mail.url.empty()) return std::nullopt;
  try {
    mail_symbol(compose_letter_name);
  } catch (const Error& trouble) {
    return Finding{Level::broken, "mail", trouble.what(), trouble.hint()};
  }
  const auto db = office.read();
  if (const auto why = store::find_letter_trouble(db)) {
    return Finding{Level::broken, "mail", say(_("letters to services wait: {0}"), *why),
                   _("it is tried again by itself; the mail server is named in [mail] of urp.toml")};
  }
  const auto queued = store::list_letters(db, Delivery::queued, 1);
  if (!queued.empty() && office.real_now() - queued.front().queued_at > patience) {
    return Finding{Level::broken, "mail", _("letters to services wait for more than an hour"),
                   _("start the service urp, or run: urp sync")};
  }
  return Finding{Level::fine, "mail", _("no letter to a service waits long"), {}};
}

}  // namespace urp
