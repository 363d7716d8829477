// messages.cpp: POST /{phone_number_id}/messages: what is taken, and the statuses that follow.
#include <fmt/format.h>

#include "provider.hpp"

namespace sim {
namespace {

using std::chrono::milliseconds;

/// A message that was taken, as far as its statuses need it.
struct Sent {
  std::string wamid, type, token, category;
  std::string phone, user_id;  // of the person, as far as the business may know them
  std::string name;
  bool to_phone = true;
};

bool window_open(const Citizen* citizen, std::int64_t now) {
  return citizen != nullptr && citizen->last_inbound && now - *citizen->last_inbound < day;
}

/// Updates that follow the acceptance: the status, and the error that comes with "failed".
std::vector<std::pair<std::string, int>> plan_statuses(const Provider& provider, const Sent& sent,
                                                       int fails_with) {
  if (fails_with != 0) return {{"failed", fails_with}};
  std::vector<std::pair<std::string, int>> plan;
  const auto& mode = provider.status_plan.mode;
  const int code = provider.status_plan.code;
  if (mode == "none") return {};
  if (mode == "failed") return {{"failed", code}};
  if (mode == "failed_after_sent") return {{"sent", 0}, {"failed", code}};
  if (mode == "delivered_then_failed") return {{"sent", 0}, {"delivered", 0}, {"failed", code}};
  if (mode == "read_only") return {{"read", 0}};
  for (const auto& status : provider.options.statuses) {
    if (sent.type == "reaction" && status != "sent") continue;
    plan.emplace_back(status, 0);
    if (mode == "duplicate") plan.emplace_back(status, 0);
  }
  if (mode == "reverse") return {plan.rbegin(), plan.rend()};
  return plan;
}

Json price(Provider& provider, const Sent& sent, const std::string& status) {
  Json pricing = {
      {"billable", true}, {"pricing_model", "PMP"}, {"type", "regular"}, {"category", sent.category}};
  if (sent.category == "service") {
    if (status == "delivered") ++provider.delivered_service;
    if (provider.delivered_service <= 1000) {
      pricing["billable"] = false;
      pricing["type"] = "free_customer_service";
    }
  }
  return pricing;
}

Json status_value(Provider& provider, const Sent& sent, const std::string& status, int code,
                  std::int64_t at) {
  Json entry = {{"id", sent.wamid}, {"status", status}, {"timestamp", std::to_string(at)}};
  if (!sent.phone.empty()) entry["recipient_id"] = sent.phone;
  const bool failed = status == "failed";
  if (!sent.user_id.empty() && !(failed && sent.to_phone)) entry["recipient_user_id"] = sent.user_id;
  if (!sent.token.empty()) entry["biz_opaque_callback_data"] = sent.token;
  if (status == "sent" || status == "delivered") entry["pricing"] = price(provider, sent, status);
  if (failed) entry["errors"] = Json::array({webhook_error(code, "simulated: " + error_title(code))});
  Json value;
  if ((status == "delivered" || status == "read") && !sent.user_id.empty()) {
    Json contact;
    if (!sent.name.empty()) contact["profile"] = {{"name", sent.name}};
    if (!sent.phone.empty()) contact["wa_id"] = sent.phone;
    contact["user_id"] = sent.user_id;
    value["contacts"] = Json::array({contact});
  }
  value["statuses"] = Json::array({entry});
  return value;
}

void schedule_statuses(Provider& provider, const Sent& sent, int fails_with, bool at_once) {
  int place = 0;
  const auto now = provider.clock.now();
  for (const auto& [status, code] : plan_statuses(provider, sent, fails_with)) {
    provider.messages[sent.wamid].told.emplace_back(status, now + place);
    const int delay = at_once ? 0 : provider.options.status_delay * (place + 1);
    provider.webhooks.add({.value = status_value(provider, sent, status, code, now + place)},
                          milliseconds(delay));
    ++place;
  }
}

/// For rehearsals: an invented citizen thanks; once in a minute, so that two machines never thank each other
/// for ever.
void echo(Provider& provider, Citizen& citizen) {
  const auto now = provider.clock.now();
  if (!provider.options.echo || now - citizen.last_echo_at < 60) return;
  citizen.last_echo_at = now;
  Json spec = {{"text", "Grazie!"}, {"at", now + provider.options.answer_delay / 1000}};
  if (!citizen.phone.empty()) spec["from"] = citizen.phone;
  if (!citizen.user_id.empty()) spec["user_id"] = citizen.user_id;
  Json value;
  write_inbound(provider, spec, value);
  provider.webhooks.add({.value = std::move(value)}, milliseconds(provider.options.answer_delay));
}

/// A fault of the message itself that shows only later, or the window's when it is told so; 0:
/// none.
int late_failure(const Provider& provider, const Json& message, const Citizen* citizen, std::int64_t now) {
  if (citizen != nullptr && citizen->fails_with != 0) return citizen->fails_with;
  const std::string type = message.value("type", "text");
  if (type == "reaction") {
    const auto target = provider.messages.find(message["reaction"].value("message_id", ""));
    if (target == provider.messages.end() || now - target->second.at > 30 * day ||
        target->second.type == "reaction")
      return 131009;
  }
  if (provider.window == "async" && type != "template" && !window_open(citizen, now)) return 131047;
  return 0;
}

void check_allowed(Provider& provider, const Json& message, const Citizen* citizen) {
  const double pace_now = provider.clock.pace_time();
  if (citizen != nullptr && citizen->blocked)
    throw Refusal{.code = 130403, .details = "the user is blocked by this business"};
  if (provider.window == "sync" && message.value("type", "text") != "template" &&
      !window_open(citizen, provider.clock.now())) {
    throw Refusal{.code = 131047,
                  .details =
                      "Message failed to send because more than 24 hours have passed since the customer last "
                      "replied to this number."};
  }
  if (citizen != nullptr && !provider.pace.fits_pair(citizen->paid_until, pace_now))
    throw Refusal{
        .code = 131056, .details = "too many messages to this user in a short time", .transient = true};
  if (!provider.pace.count(pace_now)) {
    throw Refusal{
        .code = 130429,
        .details = fmt::format("more than {} messages in a second", provider.pace.limits().throughput),
        .transient = true};
  }
}

Json ledger_entry(const Provider& provider, const Json& message, const Sent& sent) {
  const Json& content = message[sent.type];
  Json entry = {{"wamid", sent.wamid}};
  for (const char* key : {"to", "recipient"}) {
    if (message.contains(key)) entry[key] = message[key];
  }
  entry["type"] = sent.type;
  if (sent.type == "text") {
    entry["text"] = content["body"];
  } else if (content.is_object() && content.contains("caption")) {
    entry["text"] = content["caption"];
  }
  entry["token"] = sent.token;
  entry["at"] = provider.clock.now();
  entry["taken"] = provider.clock.pace_time();  // seconds of a steady clock: for rates
  if (content.is_object() && content.contains("id")) entry["media_id"] = content["id"];
  if (sent.type == "template") entry["template"] = content["name"];
  if (message.contains("context")) {
    const std::string quoted = message["context"].value("message_id", "");
    const auto known = provider.messages.find(quoted);
    entry["context"] = quoted;
    // Unknown or older than 30 days: it goes out all the same, without the bubble.
    entry["bubble"] =
        known != provider.messages.end() && entry["at"].get<std::int64_t>() - known->second.at <= 30 * day;
  }
  if (sent.type != "text") entry["content"] = content;
  return entry;
}

}  // namespace

Response send_message(Provider& provider, const Json& message, const std::optional<Fault>& fault) {
  const std::lock_guard lock(provider.mutex);
  check_message(provider, message);
  Sent sent;
  sent.to_phone = message.contains("to");
  const std::string address =
      sent.to_phone ? message["to"].get<std::string>().substr(1) : message.value("recipient", "");
  check_allowed(provider, message, provider.citizens.find(address));

  Citizen& citizen =
      sent.to_phone ? provider.citizens.meet(address, "") : provider.citizens.meet("", address);
  citizen.paid_until = provider.pace.after_send(citizen.paid_until, provider.clock.pace_time());
  const auto now = provider.clock.now();
  sent.wamid = make_wamid(address);
  sent.type = message.value("type", "text");
  sent.token = message.value("biz_opaque_callback_data", "");
  sent.phone = citizen.phone;
  sent.user_id = citizen.user_id;
  sent.name = citizen.name;
  sent.category = "service";
  if (sent.type == "template") {
    const auto& object = message["template"];
    const auto* form =
        provider.templates.find(object.value("name", ""), object["language"].value("code", ""));
    sent.category = form->category;
    for (char& c : sent.category) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  const int fails_with = late_failure(provider, message, &citizen, now);
  Json entry = ledger_entry(provider, message, sent);
  if (fault) entry["fault"] = fault->kind;
  if (fails_with != 0) entry["fails_with"] = fails_with;
  provider.messages[sent.wamid] = {now, sent.type, false, {}};
  provider.ledger.add("messages", entry);

  const bool before_answer = fault && fault->kind == "status_before_answer";
  schedule_statuses(provider, sent, fails_with, before_answer);
  if (fails_with == 0 && sent.type != "reaction") echo(provider, citizen);

  Json contact = {{"input", message[sent.to_phone ? "to" : "recipient"]}};
  contact[sent.to_phone ? "wa_id" : "user_id"] = address;
  Json accepted = {{"id", sent.wamid}};
  if (sent.type == "template") accepted["message_status"] = "accepted";
  Json body = {{"messaging_product", "whatsapp"},
               {"contacts", Json::array({contact})},
               {"messages", Json::array({accepted})}};
  Response response{.body = body.dump()};
  if (before_answer)
    response.before_answer = [&provider] { provider.webhooks.settle(std::chrono::seconds(10)); };
  return response;
}

Response mark_read(Provider& provider, const Json& receipt) {
  const std::lock_guard lock(provider.mutex);
  for (const auto& [key, value] : receipt.items()) {
    if (key != "messaging_product" && key != "status" && key != "message_id" && key != "typing_indicator")
      throw bad_parameter("Unexpected key \"" + key + "\" on a read receipt.");
  }
  if (receipt.value("messaging_product", "") != "whatsapp")
    throw bad_parameter("The parameter messaging_product is required.");
  if (receipt.value("status", "") != "read") throw bad_value("status must be read");
  if (receipt.contains("typing_indicator") && receipt["typing_indicator"] != Json{{"type", "text"}})
    throw bad_value("typing_indicator['type'] must be text");
  const std::string wamid = receipt.value("message_id", "");
  const auto known = provider.messages.find(wamid);
  const auto now = provider.clock.now();
  if (known == provider.messages.end() || !known->second.inbound || now - known->second.at > 30 * day)
    throw bad_value("message_id: no message of the last 30 days has this id");
  provider.ledger.add("reads",
                      {{"wamid", wamid}, {"at", now}, {"typing", receipt.contains("typing_indicator")}});
  return {.body = R"({"success":true})"};
}

}  // namespace sim
