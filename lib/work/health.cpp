// health.cpp: what WhatsApp says of the token, the number and the subscription.
#include <urp/desk/doctor.hpp>

#include <cstdio>
#include <random>
#include <string_view>
#include <variant>

#include "domain/say.hpp"
#include "domain/url.hpp"
#include "office/remote.hpp"
#include "whatsapp/client.hpp"
#include "whatsapp/faults.hpp"
#include "work/wire.hpp"

namespace urp {
namespace {

using Level = Finding::Level;
using whatsapp::Client;

/// The answer, or what kept it away as a finding.
std::variant<Answer, Finding> ask(work::Wire& wire, OutgoingRequest request, const char* code,
                                  bool& reached) {
  const auto outcome = wire.ask(std::move(request));
  if (outcome.kind != RequestOutcome::Kind::answered) {
    reached = false;
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

/// `Wed, 25 Nov 2026 18:20:00 GMT`
std::optional<TimePoint> http_date(const std::string& text) {
  constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  unsigned day = 0, hour = 0, minute = 0, second = 0;
  int year = 0;
  char month[4] = {};
  const int read = std::sscanf(text.c_str(), "%*3c, %2u %3s %4d %2u:%2u:%2u GMT", &day, month, &year, &hour,
                               &minute, &second);
  const auto found = months.find(month);
  if (read != 6 || found == months.npos || found % 3 != 0) return std::nullopt;
  const auto date = std::chrono::year(year) / std::chrono::month(static_cast<unsigned>(found / 3 + 1)) /
                    std::chrono::day(day);
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second);
}

/// What the token may not do.
Finding scope_finding(const whatsapp::TokenInfo& token) {
  std::string missing;
  for (const char* scope : {"whatsapp_business_messaging", "whatsapp_business_management"}) {
    if ((" " + token.scopes + " ").find(" " + std::string(scope) + " ") != std::string::npos) continue;
    missing += (missing.empty() ? "" : ", ") + std::string(scope);
  }
  if (missing.empty()) return {Level::fine, "scopes", _("the token may send and manage"), {}};
  return {Level::broken, "scopes", say(_("the token lacks: {0}"), missing),
          _("make one with both permissions in the provider's dashboard")};
}

/// WhatsApp's clock stands in its answers.
std::optional<Finding> clock_finding(const Answer& answer, TimePoint real_now) {
  constexpr Seconds most{60};
  const auto header = answer.headers.find("date");
  const auto theirs = header == answer.headers.end() ? std::nullopt : http_date(header->second);
  if (!theirs) return std::nullopt;
  const auto off = std::chrono::abs(real_now - *theirs);
  if (off <= most) return Finding{Level::fine, "clock", _("the clock of this machine is right"), {}};
  return Finding{Level::broken, "clock", say(_("the clock of this machine is {0} seconds off"), off.count()),
                 _("set it, and let it be kept: timedatectl set-ntp true")};
}

/// The road a message takes, from outside: through the public address to `urp listen` and back.
Finding webhook_finding(work::Wire& wire, const Settings& settings, const std::string& verify_token,
                        const std::string& user_agent) {
  const std::string challenge = std::to_string(std::random_device{}());
  OutgoingRequest request;
  request.url = settings.listen.public_url + "?hub.mode=subscribe&hub.challenge=" + challenge +
                "&hub.verify_token=" + encode_component(verify_token);
  request.headers = {{"User-Agent", user_agent}};
  const auto outcome = wire.ask(std::move(request));
  const char* cure =
      _("check the web server with HTTPS, its certificate, and that urp listen runs behind it");
  if (outcome.kind != RequestOutcome::Kind::answered) {
    return {Level::broken, "webhook",
            say(_("{0}: cannot be reached: {1}"), settings.listen.public_url, outcome.why), cure};
  }
  if (outcome.answer.status == 200 && outcome.answer.body == challenge)
    return {Level::fine, "webhook", say(_("{0}: answers as WhatsApp wants"), settings.listen.public_url), {}};
  return {Level::broken, "webhook",
          say(_("{0}: answers {1}, and not as WhatsApp wants"), settings.listen.public_url,
              outcome.answer.status),
          cure};
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

/// Empty when this login may not read it.
std::string verify_token(const Office::Local& office) {
  if (office.options.secrets.verify_token) return *office.options.secrets.verify_token;
  const auto& file = office.options.settings.whatsapp.verify_token_file;
  if (file.empty()) return {};
  try {
    return read_secret(file, "whatsapp.verify_token_file");
  } catch (const Error&) {
    return {};
  }
}

/// Where nobody answers, one question is enough: each would wait for it as long.
void examine_account(Office& office, work::Wire& wire, std::vector<Finding>& findings) {
  const Client client = wire.client();
  bool reached = true;
  const auto token = ask(wire, client.debug_token(), "token", reached);
  if (const auto* finding = std::get_if<Finding>(&token))
    findings.push_back(*finding);
  else if (const auto info = whatsapp::token_info(std::get<Answer>(token))) {
    findings.push_back(token_finding(*info, office.now(), office.zone()));
    if (info->valid) findings.push_back(scope_finding(*info));
    if (const auto clock = clock_finding(std::get<Answer>(token), office.local().real_now()))
      findings.push_back(*clock);
  }
  if (!reached) return;
  const auto number = ask(wire, client.number_health(), "number", reached);
  if (const auto* finding = std::get_if<Finding>(&number))
    findings.push_back(*finding);
  else if (const auto health = whatsapp::number_health(std::get<Answer>(number)))
    findings.push_back(number_finding(*health));

  if (!reached) return;
  const auto apps = ask(wire, client.subscribed_apps(), "subscription", reached);
  if (const auto* finding = std::get_if<Finding>(&apps))
    findings.push_back(*finding);
  else if (const auto names = whatsapp::subscribed_apps(std::get<Answer>(apps))) {
    findings.push_back({Level::fine, "subscription", say(_("webhooks go to the app {0}"), *names), {}});
  } else {
    findings.push_back({Level::broken, "subscription", _("no app gets the account's webhooks"),
                        _("subscribe the app: POST /{account}/subscribed_apps")});
  }
}

}  // namespace

std::vector<Finding> examine_channel(Office& office) {
  const auto& local = office.local();
  work::Wire wire(local, load_transport(local.user_agent()));
  if (wire.token().empty()) {
    return {{Level::unknown, "token", say(_("WhatsApp was not asked: {0}"), wire.trouble()),
             _("run it as the user of the service")}};
  }
  std::vector<Finding> findings;
  examine_account(office, wire, findings);
  if (office.settings().listen.public_url.empty()) return findings;
  const auto verify = verify_token(local);
  if (verify.empty()) {
    findings.push_back({Level::unknown, "webhook",
                        _("the webhook was not tried: the verify token cannot be read"),
                        _("run it as the user of the service")});
  } else {
    findings.push_back(webhook_finding(wire, office.settings(), verify, local.user_agent()));
  }
  return findings;
}

}  // namespace urp
