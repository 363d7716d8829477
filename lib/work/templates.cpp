// sync_templates: now, by a clerk's or an administrator's wish; the worker does it by itself once a day.
#include <urp/work.hpp>

#include "domain/say.hpp"
#include "office/remote.hpp"
#include "store/templates.hpp"
#include "whatsapp/client.hpp"
#include "whatsapp/faults.hpp"
#include "work/wire.hpp"

namespace urp {

int sync_templates(Office& office) {
  const auto& local = office.local();
  if (office.settings().whatsapp.business_account_id.empty()) {
    throw Error(Fault::configuration, _("[whatsapp] business_account_id is missing"),
                _("templates belong to the account: write its id into urp.toml"));
  }
  work::Wire wire(local, load_transport(local.user_agent()));
  if (wire.token().empty())
    throw Error(Fault::denied, wire.trouble(), _("run it as the user of the service"));
  const auto client = wire.client();
  std::vector<Template> templates;
  std::string after;
  do {
    const auto outcome = wire.ask(client.templates(after));
    if (outcome.kind != RequestOutcome::Kind::answered) {
      throw Error(Fault::busy, say(_("WhatsApp cannot be reached: {0}"), outcome.why), _("try again later"));
    }
    auto page = whatsapp::template_page(outcome.answer);
    if (!page) {
      const auto error = whatsapp::provider_error(outcome.answer);
      const bool token = whatsapp::judge_send(outcome).kind == whatsapp::Verdict::Kind::stop;
      throw Error(token ? Fault::denied : Fault::failed,
                  say(_("WhatsApp refuses: HTTP {0}, {1}/{2}: {3}"), outcome.answer.status, error.code,
                      error.subcode, error.details.empty() ? error.message : error.details),
                  _("see: urp doctor"));
    }
    std::move(page->templates.begin(), page->templates.end(), std::back_inserter(templates));
    after = page->next;
  } while (!after.empty());
  auto db = local.write_upkeep(office.actor());
  store::replace_templates(db, templates);
  db.commit();
  return static_cast<int>(templates.size());
}

}  // namespace urp
