// control.cpp: /sim/...: how tests and rehearsals make citizens write and things go wrong. No token: this is
// loopback.
#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <stdexcept>

#include "provider.hpp"

namespace sim {
namespace {

using Choices = std::initializer_list<const char*>;

std::string choice(const Json& body, const char* key, Choices allowed) {
  const std::string value = body.value(key, "");
  std::string all;
  for (const char* each : allowed) {
    if (value == each) return value;
    all += std::string(all.empty() ? "" : ", ") + each;
  }
  throw std::invalid_argument(fmt::format("{} is one of {}", key, all));
}

Json write_all(Provider& provider, const Json& body) {
  const std::lock_guard lock(provider.mutex);
  Json results = Json::array(), update;
  // A list is one body, as the provider sends after an outage.
  const Json specs = body.is_array() ? body : Json::array({body});
  for (const auto& spec : specs) results.push_back(write_inbound(provider, spec, update));
  if (update.contains("messages") && !provider.apps.empty()) {
    provider.webhooks.add({.value = std::move(update)}, std::chrono::milliseconds(0));
  }
  return body.is_array() ? results : results[0];
}

Json set_clock(Provider& provider, const Json& body) {
  if (body.contains("advance")) {
    provider.clock.advance(body["advance"].get<std::int64_t>());
  } else if (body.contains("set")) {
    provider.clock.set(body["set"].is_null() ? std::nullopt
                                             : std::optional<std::int64_t>(body["set"].get<std::int64_t>()));
  } else {
    throw std::invalid_argument("clock: set (UTC seconds, or null for the machine's) or advance (seconds)");
  }
  return {{"now", provider.clock.now()}};
}

Json set_statuses(Provider& provider, const Json& body) {
  const std::lock_guard lock(provider.mutex);
  provider.status_plan = {choice(body, "mode",
                                 {"normal", "none", "duplicate", "reverse", "read_only", "failed",
                                  "failed_after_sent", "delivered_then_failed"}),
                          body.value("code", StatusPlan().code)};
  return Json::object();
}

Json set_pace(Provider& provider, const Json& body) {
  const std::lock_guard lock(provider.mutex);
  auto limits = provider.pace.limits();
  limits.pair = body.value("pair", limits.pair);
  limits.pair_seconds = body.value("pair_seconds", limits.pair_seconds);
  limits.pair_burst = body.value("pair_burst", limits.pair_burst);
  limits.throughput = body.value("throughput", limits.throughput);
  provider.pace.set_limits(limits);
  return Json::object();
}

Json set_citizens(Provider& provider, const Json& body) {
  const std::lock_guard lock(provider.mutex);
  for (const auto& object : body.is_array() ? body : Json::array({body})) {
    std::string phone = object.value("to", "");
    if (!phone.empty() && phone.front() == '+') phone.erase(0, 1);
    if (phone.empty() && !object.contains("user_id"))
      throw std::invalid_argument("a citizen has a \"to\" or a user_id");
    auto& citizen = provider.citizens.meet(phone, object.value("user_id", ""));
    citizen.name = object.value("name", citizen.name);
    citizen.fails_with = object.value("fails", 0);
    if (object.contains("last_inbound")) citizen.last_inbound = object["last_inbound"].get<std::int64_t>();
  }
  return Json::object();
}

Json put_templates(Provider& provider, const Json& body) {
  const std::lock_guard lock(provider.mutex);
  Json made = Json::array();
  for (const auto& object : body.is_array() ? body : Json::array({body})) {
    const auto& form = provider.templates.put(parse_template(object));
    made.push_back(form.as_json());
    if (!object.value("tell", false)) continue;
    provider.webhooks.add({.field = "message_template_status_update",
                           .value = {{"event", form.status},
                                     {"message_template_id", std::stoll(form.id)},
                                     {"message_template_name", form.name},
                                     {"message_template_language", form.language},
                                     {"reason", nullptr}}},
                          std::chrono::milliseconds(0));
  }
  return made;
}

/// Any bytes as a body, or any change in an envelope: for what the provider is not known to send.
Json send_raw(Provider& provider, const Json& body) {
  Update update;
  if (body.contains("raw")) {
    update.raw = body["raw"].get<std::string>();
  } else if (body.contains("body")) {
    update.raw = body["body"].dump(-1, ' ', provider.webhooks.settings().escape);
  } else {
    update.field = body.value("field", "messages");
    update.value = body.value("value", Json::object());
  }
  provider.webhooks.add(std::move(update), std::chrono::milliseconds(0));
  return Json::object();
}

Json answer(Provider& provider, const Request& request, const std::string& verb, const Json& body) {
  if (verb == "ledger") {
    if (request.argument("by").empty()) return provider.ledger.all();
    return provider.ledger.count_messages_by(std::string(request.argument("by")));
  }
  if (verb == "inbound") return write_all(provider, body);
  if (verb == "faults") {
    if (body.value("clear", false)) provider.faults.clear();
    if (body.contains("next")) provider.faults.add(body["next"]);
    return {{"waiting", provider.faults.waiting()}};
  }
  if (verb == "clock")
    return request.method == "GET" ? Json{{"now", provider.clock.now()}} : set_clock(provider, body);
  if (verb == "statuses") return set_statuses(provider, body);
  if (verb == "pace") return set_pace(provider, body);
  if (verb == "citizens") return set_citizens(provider, body);
  if (verb == "templates") return put_templates(provider, body);
  if (verb == "raw") return send_raw(provider, body);
  if (verb == "settle") {
    const auto patience =
        std::chrono::milliseconds(static_cast<std::int64_t>(body.value("seconds", 20.0) * 1000));
    return {{"pending", provider.webhooks.settle(patience)}};
  }
  if (verb == "webhooks") {
    if (request.method == "POST") provider.webhooks.configure(body);
    return {{"url", provider.webhooks.settings().url}, {"pending", provider.webhooks.pending()}};
  }
  if (verb == "reset") {
    provider.reset();
    return Json::object();
  }
  const std::lock_guard lock(provider.mutex);
  if (verb == "token") {
    provider.token_state = choice(body, "state", {"ok", "expired", "revoked"});
  } else if (verb == "window") {
    provider.window = choice(body, "check", {"sync", "async", "off"});
  } else if (verb == "number") {
    provider.number.update(body);
  } else if (verb == "usage") {
    provider.usage.update(body);
  } else {
    throw std::out_of_range(verb);
  }
  return Json::object();
}

}  // namespace

Response answer_control(Provider& provider, const Request& request) {
  const std::string verb = request.path.substr(std::string("/sim/").size());
  try {
    if (request.method != "GET" && request.method != "POST") throw std::out_of_range(request.method);
    const Json body = request.body.empty() ? Json::object() : Json::parse(request.body);
    const Json result = answer(provider, request, verb, body);
    return {.body = result.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n"};
  } catch (const std::out_of_range&) {
    return {.status = 404, .body = Json{{"error", "there is no /sim/" + verb}}.dump() + "\n"};
  } catch (const std::invalid_argument& error) {
    return {.status = 400, .body = Json{{"error", error.what()}}.dump() + "\n"};
  } catch (const Json::exception& error) {
    return {.status = 400, .body = Json{{"error", error.what()}}.dump() + "\n"};
  }
}

}  // namespace sim
