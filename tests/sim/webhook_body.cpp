// webhook_body.cpp: the ways in which updates share a body.
#include <algorithm>
#include <stdexcept>

#include "http_client.hpp"
#include "webhooks.hpp"

namespace sim {
namespace {

Json dressed(const Webhooks::Sender& sender, const Update& update) {
  if (update.field != "messages") return update.value;
  Json value;
  value["messaging_product"] = "whatsapp";
  value["metadata"] = {{"display_phone_number", sender.display_number},
                       {"phone_number_id", sender.phone_number_id}};
  value.update(update.value);
  return value;
}

/// Arrays are joined; a contact stands there once.
void join(Json& into, const Json& from) {
  for (const auto& [key, list] : from.items()) {
    if (!list.is_array()) continue;
    if (!into.contains(key)) into[key] = Json::array();
    for (const auto& item : list) {
      if (key != "contacts" || std::find(into[key].begin(), into[key].end(), item) == into[key].end())
        into[key].push_back(item);
    }
  }
}

}  // namespace

Json make_body(const Webhooks::Sender& sender, const std::vector<Update>& updates, const std::string& shape) {
  Json changes = Json::array();
  for (const auto& update : updates) {
    if (shape == "value" && !changes.empty() && changes.back()["field"] == update.field &&
        update.field == "messages") {
      join(changes.back()["value"], update.value);
    } else {
      changes.push_back({{"value", dressed(sender, update)}, {"field", update.field}});
    }
  }
  Json entries = Json::array();
  if (shape == "entries") {
    for (auto& change : changes)
      entries.push_back({{"id", sender.account}, {"changes", Json::array({std::move(change)})}});
  } else {
    entries.push_back({{"id", sender.account}, {"changes", std::move(changes)}});
  }
  return {{"object", "whatsapp_business_account"}, {"entry", std::move(entries)}};
}

void require_loopback(const std::string& url) {
  const auto host = parse_url(url).host;
  if (host != "127.0.0.1" && host != "::1" && host != "localhost")
    throw std::invalid_argument("webhooks go to this machine only: " + url);
}

}  // namespace sim
