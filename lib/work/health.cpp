// health.cpp: what WhatsApp says of the token, the number and the subscription.
#include <urp/desk/doctor.hpp>

#include "domain/say.hpp"
#include "office/remote.hpp"
#include "whatsapp/client.hpp"
#include "whatsapp/faults.hpp"
#include "work/sender.hpp"

namespace urp {
namespace {

using Level = Finding::Level;
using whatsapp::Client;

/// The answer, or what kept it away as a finding.
std::variant<Answer, Finding> ask(Transport& transport, OutgoingRequest request, const char* code) {
  const auto outcome = perform(transport, std::move(request));
  if (outcome.kind != RequestOutcome::Kind::answered) {
    return Finding{Level::broken, code, say(_("WhatsApp cannot be reached: {0}"), outcome.why),
                   _("check the network and [whatsapp] base_url")};
  }
  const auto error = whatsapp::provider_error(outcome.answer);
  if (error.code != 0 || outcome.answer.status != 200) {
    return Finding{Level::broken, code,
                   say(_("WhatsApp refuses: HTTP {0}, {1}/{2}: {3}"), outcome.answer.status, error.code,
                       error.subcode, error.details),
                   _("the token needs whatsapp_business_messaging and whatsapp_business_management")};
  }
  return outcome.answer;
}

Finding token_finding(const whatsapp::TokenInfo& token, TimePoint now, const Zone& zone) {
  if (!token.valid)
    return {Level::broken, "token", _("the token is not valid"),
            _("make a new one and write it into the token file")};
  if (token.expires_at == 0) return {Level::fine, "token", _("the token is valid and does not expire"), {}};
  const TimePoint expires{Seconds(token.expires_at)};
  const std::string when = iso_time(expires, zone);
  if (expires - now < std::chrono::days(7)) {
    return {Level::broken, "token", say(_("the token expires on {0}"), when),
            _("make one that does not expire")};
  }
  return {Level::fine, "token", say(_("the token is valid until {0}"), when), {}};
}

Finding number_finding(const whatsapp::NumberHealth& number) {
  const std::string text =
      say(_("number {0} ({1}): quality {2}, throughput {3}, limit {4}, sending {5}"), number.display_number,
          number.name, number.quality, number.throughput, number.limit, number.can_send);
  const bool well = number.can_send.empty() || number.can_send == "AVAILABLE";
  if (well && number.quality != "RED") return {Level::fine, "number", text, {}};
  return {Level::broken, "number", text,
          _("see the account's quality and limits in the provider's dashboard")};
}

}  // namespace

std::vector<Finding> examine_channel(Office& office) {
  const auto& local = office.local();
  work::TokenSource source(local);
  if (source.current().empty()) {
    return {{Level::unknown, "token", say(_("WhatsApp was not asked: {0}"), source.trouble()),
             _("run it as the user of the service")}};
  }
  auto transport = load_transport(local.user_agent());
  const Client client(office.settings().whatsapp, source.current(), local.user_agent());
  std::vector<Finding> findings;

  const auto token = ask(transport, client.debug_token(), "token");
  if (const auto* finding = std::get_if<Finding>(&token))
    findings.push_back(*finding);
  else if (const auto info = whatsapp::token_info(std::get<Answer>(token))) {
    findings.push_back(token_finding(*info, office.now(), office.zone()));
  }
  const auto number = ask(transport, client.number_health(), "number");
  if (const auto* finding = std::get_if<Finding>(&number))
    findings.push_back(*finding);
  else if (const auto health = whatsapp::number_health(std::get<Answer>(number)))
    findings.push_back(number_finding(*health));

  const auto apps = ask(transport, client.subscribed_apps(), "subscription");
  if (const auto* finding = std::get_if<Finding>(&apps))
    findings.push_back(*finding);
  else if (const auto names = whatsapp::subscribed_apps(std::get<Answer>(apps))) {
    findings.push_back({Level::fine, "subscription", say(_("webhooks go to the app {0}"), *names), {}});
  } else {
    findings.push_back({Level::broken, "subscription", _("no app gets the account's webhooks"),
                        _("subscribe the app: POST /{account}/subscribed_apps")});
  }
  return findings;
}

}  // namespace urp
