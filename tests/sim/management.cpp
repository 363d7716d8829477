// management.cpp: the number, the account's templates and subscription, blocks, the token.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "http_client.hpp"
#include "provider.hpp"

namespace sim {
namespace {

Response success() {
  return {.body = R"({"success":true})"};
}

/// The members that `fields` names, and the id; without `fields` the `usual` ones. Of `health{can_send}` only
/// the name counts.
Json chosen(const Json& whole, std::string_view fields, std::string_view usual) {
  const std::string wanted = "," + std::string(fields.empty() ? usual : fields) + ",";
  Json result = Json::object();
  for (const auto& [key, value] : whole.items()) {
    if (key == "id" || wanted.find("," + key + ",") != std::string::npos ||
        wanted.find("," + key + "{") != std::string::npos)
      result[key] = value;
  }
  return result;
}

/// One page of a list. Cursors stand there on the last page too; only `next` is missing then.
Json page_of(const Request& request, const Json& all, std::size_t usual) {
  std::size_t limit = usual, from = 0;
  const auto wish = request.argument("limit");
  std::from_chars(wish.data(), wish.data() + wish.size(), limit);
  if (limit < 1 || limit > 100) throw bad_parameter("limit is 1 to 100");
  if (const auto after = request.argument("after"); !after.empty()) {
    const auto place = from_base64(after);
    if (!place || !is_digits(*place)) throw bad_parameter("after is no cursor");
    std::from_chars(place->data(), place->data() + place->size(), from);
  }
  Json data = Json::array();
  for (std::size_t i = from; i < all.size() && data.size() < limit; ++i) data.push_back(all[i]);
  const auto cursor = [](std::size_t place) { return base64(std::to_string(place)); };
  Json page = {{"data", data}};
  if (data.empty()) return page;
  page["paging"] = {{"cursors", {{"before", cursor(from)}, {"after", cursor(from + data.size())}}}};
  if (from + data.size() < all.size()) {
    std::string next = fmt::format("http://{}{}?", request.header("host"), request.path);
    for (const auto& [name, value] : request.query) {
      if (name != "after") next += percent_encode(name) + "=" + percent_encode(value) + "&";
    }
    page["paging"]["next"] = next + "after=" + percent_encode(cursor(from + data.size()));
  }
  return page;
}

/// The provider asks the URL before it takes it. No lock is held.
void shake_hands(const std::string& url, const std::string& token) {
  const std::string challenge =
      std::to_string(1'000'000'000 + static_cast<unsigned char>(random_bytes(1)[0]));
  try {
    require_loopback(url);
    const Url target = parse_url(url);
    HttpClient client(target);
    const auto answer = client.request(
        "GET",
        target.path + (target.path.find('?') == std::string::npos ? "?" : "&") +
            "hub.mode=subscribe&hub.challenge=" + challenge + "&hub.verify_token=" + percent_encode(token),
        "", "");
    if (answer && answer->status == 200 && answer->body == challenge) return;
    throw bad_parameter(fmt::format("the callback URL answered {}", answer ? answer->status : 0));
  } catch (const std::exception& error) {
    throw bad_parameter(std::string("the callback URL could not be validated: ") + error.what());
  }
}

Response answer_templates(Provider& provider, const Request& request) {
  if (request.method == "POST") {
    Json wish = parse_object(request);
    wish["status"] = "PENDING";
    const std::lock_guard lock(provider.mutex);
    try {
      const auto& made = provider.templates.put(parse_template(wish));
      return {.body = Json{{"id", made.id}, {"status", made.status}, {"category", made.category}}.dump()};
    } catch (const std::invalid_argument& error) {
      throw bad_parameter(error.what());
    }
  }
  const std::lock_guard lock(provider.mutex);
  const std::string name(request.argument("name"));
  if (request.method == "DELETE") {
    if (name.empty()) throw missing("name");
    if (provider.templates.remove(name, std::string(request.argument("hsm_id"))) == 0)
      throw bad_parameter("no template has this name");
    return success();
  }
  const auto status = request.argument("status");
  Json all = Json::array();
  for (const auto& form : provider.templates.all()) {
    if ((status.empty() || status == form.status) && (name.empty() || name == form.name))
      all.push_back(chosen(form.as_json(), request.argument("fields"),
                           "name,parameter_format,components,language,status,category"));
  }
  return {.body = page_of(request, all, 25).dump()};
}

Response answer_subscriptions(Provider& provider, const Request& request) {
  if (request.method == "POST") {
    const Json wish = request.body.empty() ? Json::object() : parse_object(request);
    const std::string url = wish.value("override_callback_uri", "");
    if (!url.empty()) shake_hands(url, wish.value("verify_token", ""));
    if (!url.empty()) provider.webhooks.configure({{"url", url}});
    const std::lock_guard lock(provider.mutex);
    provider.apps =
        Json::array({{{"whatsapp_business_api_data",
                       {{"id", "900000000000001"}, {"name", "urp"}, {"link", "https://example.org/"}}}}});
    if (!url.empty()) provider.apps[0]["override_callback_uri"] = url;
    return success();
  }
  const std::lock_guard lock(provider.mutex);
  if (request.method == "DELETE") {
    provider.apps = Json::array();
    return success();
  }
  return {.body = Json{{"data", provider.apps}}.dump()};
}

/// Blocks or unblocks one; returns the code with which it fails, or 0.
int change_block(Provider& provider, const std::string& phone, bool block) {
  Citizen* citizen = provider.citizens.find(phone);
  const bool wrote =
      citizen != nullptr && citizen->last_inbound && provider.clock.now() - *citizen->last_inbound < day;
  if (phone == provider.options.display_number) return 131021;
  if (block && !wrote) return 131047;
  if (citizen != nullptr) citizen->blocked = block;
  return 0;
}

}  // namespace

Response answer_blocks(Provider& provider, const Request& request) {
  if (request.method == "GET") {
    const std::lock_guard lock(provider.mutex);
    Json all = Json::array();
    for (const auto& citizen : provider.citizens.all()) {
      if (citizen.blocked) all.push_back({{"messaging_product", "whatsapp"}, {"wa_id", citizen.phone}});
    }
    return {.body = page_of(request, all, 10).dump()};
  }
  const bool block = request.method == "POST";
  if (!block && request.method != "DELETE") throw bad_parameter("Unsupported request");
  const Json wish = parse_object(request);
  if (wish.value("messaging_product", "") != "whatsapp")
    throw bad_parameter("The parameter messaging_product is required.");
  const Json users = wish.value("block_users", Json::array());
  if (!users.is_array() || users.empty() || users.size() > 1000)
    throw bad_value("block_users must have 1 to 1000 users");
  const std::lock_guard lock(provider.mutex);
  Json changed = Json::array(), failed = Json::array();
  for (const auto& object : users) {
    const std::string user_id = object.value("user_id", "");
    const std::string user = user_id.empty() ? object.value("user", "") : user_id;
    const std::string phone = user.substr(!user.empty() && user.front() == '+' ? 1 : 0);
    // Who hides the phone may have written by a body that was posted past this stand-in.
    const bool stranger = !user_id.empty() && provider.citizens.find(user_id) == nullptr;
    if (const int code = stranger ? 0 : change_block(provider, phone, block); code == 0) {
      changed.push_back({{"input", user}, {user_id.empty() ? "wa_id" : "user_id", phone}});
    } else {
      failed.push_back({{"input", user},
                        {"errors", Json::array({{{"message", error_title(code)},
                                                 {"code", code},
                                                 {"error_data", {{"details", error_title(code)}}}}})}});
    }
  }
  Json result = {{block ? "added_users" : "removed_users", changed}};
  if (failed.empty())
    return {.body = Json{{"messaging_product", "whatsapp"}, {"block_users", result}}.dump()};
  result["failed_users"] = failed;
  throw Refusal{.code = 139100,
                .details = "Failed to block or unblock some users",
                .beside = {{"messaging_product", "whatsapp"}, {"block_users", result}}};
}

Response answer_contact_book(Provider& provider, const Request& request) {
  if (request.method != "DELETE") throw bad_parameter("Unsupported request");
  const std::string user_id(request.argument("bsuid"));
  if (user_id.empty()) throw missing("bsuid");
  const std::lock_guard lock(provider.mutex);
  provider.ledger.add("contact_book", {{"removed", user_id}});
  return success();
}

Response answer_number(Provider& provider, const Request& request, const std::string& edge) {
  Json& object = edge.empty() ? provider.number : provider.profile;
  if (request.method == "POST") {
    const Json wish = parse_object(request);
    const Json hook = edge.empty() ? wish.value("webhook_configuration", Json::object()) : Json::object();
    const std::string url = hook.value("override_callback_uri", "");
    if (!url.empty()) {
      shake_hands(url, hook.value("verify_token", ""));
      provider.webhooks.configure({{"url", url}});
    }
    const std::lock_guard lock(provider.mutex);
    if (edge.empty()) {
      object["webhook_configuration"]["phone_number"] = url;
    } else {
      object.update(wish);
    }
    return success();
  }
  if (request.method != "GET") throw bad_parameter("Unsupported request");
  const std::lock_guard lock(provider.mutex);
  if (!edge.empty())
    return {.body =
                Json{{"data", Json::array({chosen(object, request.argument("fields"), "messaging_product")})}}
                    .dump()};
  return {.body =
              chosen(object, request.argument("fields"), "display_phone_number,verified_name,quality_rating")
                  .dump()};
}

Response answer_account(Provider& provider, const Request& request, const std::string& edge) {
  if (edge == "message_templates") return answer_templates(provider, request);
  if (edge == "subscribed_apps") return answer_subscriptions(provider, request);
  const std::lock_guard lock(provider.mutex);
  if (edge == "phone_numbers") {
    const Json number = chosen(provider.number, request.argument("fields"),
                               "display_phone_number,verified_name,quality_rating");
    return {.body = page_of(request, Json::array({number}), 25).dump()};
  }
  const Json account = {{"id", provider.options.account},
                        {"name", "Comune di prova"},
                        {"timezone_id", "48"},
                        {"currency", "EUR"},
                        {"country", "IT"},
                        {"account_review_status", "APPROVED"},
                        {"business_verification_status", "verified"}};
  return {.body = chosen(account, request.argument("fields"), "name,timezone_id").dump()};
}

/// What became of one message, by its wamid.
Response answer_history(Provider& provider, const Request& request) {
  const std::string wamid(request.argument("message_id"));
  if (wamid.empty()) throw missing("message_id");
  const std::lock_guard lock(provider.mutex);
  const auto known = provider.messages.find(wamid);
  Json events = Json::array(), data = Json::array();
  if (known != provider.messages.end() && !known->second.inbound) {
    for (const auto& [status, at] : known->second.told) {
      std::string name = status;
      for (char& c : name) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
      events.push_back({{"delivery_status", name}, {"webhook_update_state", "DELIVERED"}, {"timestamp", at}});
    }
    data.push_back({{"id", "history-" + wamid}, {"message_id", wamid}, {"events", {{"data", events}}}});
  }
  return {.body = page_of(request, data, 25).dump()};
}

Response answer_debug_token(Provider& provider, const Request& request) {
  const auto asked = request.argument("input_token");
  if (asked.empty()) throw missing("input_token");
  const std::lock_guard lock(provider.mutex);
  const bool valid = asked == provider.options.token && provider.token_state == "ok";
  Json data = {{"app_id", "900000000000001"}, {"type", "SYSTEM_USER"}, {"is_valid", valid}};
  if (valid) {
    data["expires_at"] = 0;
    data["scopes"] = {"whatsapp_business_management", "whatsapp_business_messaging"};
    data["granular_scopes"] = Json::array(
        {{{"scope", "whatsapp_business_management"}, {"target_ids", Json::array({provider.options.account})}},
         {{"scope", "whatsapp_business_messaging"},
          {"target_ids", Json::array({provider.options.account})}}});
  } else {
    data["error"] = {{"code", 190}, {"message", "The access token is not valid."}};
    data["scopes"] = Json::array();
  }
  return {.body = Json{{"data", data}}.dump()};
}

}  // namespace sim
