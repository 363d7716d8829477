#include "whatsapp/client.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "domain/url.hpp"
#include "whatsapp/element.hpp"
#include "whatsapp/faults.hpp"

namespace urp::whatsapp {
namespace {

/// Where media are fetched with the token, by their exact names.
constexpr std::array<std::string_view, 2> media_hosts = {"lookaside.fbsbx.com", "graph.facebook.com"};

constexpr std::chrono::seconds send_timeout{30}, question_timeout{20}, media_timeout{600};

std::string without_final_slashes(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

bool is_media_address(const Url& url, const Url& base) {
  // A rehearsal fetches from its own stand-in alone, which may serve media on a second port.
  if (is_loopback(base)) return url.host == base.host;
  const bool provider = std::find(media_hosts.begin(), media_hosts.end(), url.host) != media_hosts.end();
  return provider && url.scheme == "https" && url.port == 443;
}

}  // namespace

Client::Client(const Settings::WhatsApp& settings, std::string token, std::string user_agent)
    : settings_(settings), token_(std::move(token)), user_agent_(std::move(user_agent)) {
  settings_.base_url = without_final_slashes(std::move(settings_.base_url));
}

OutgoingRequest Client::request(std::string method, std::string url, std::chrono::seconds timeout) const {
  OutgoingRequest made;
  made.method = std::move(method);
  made.url = std::move(url);
  made.headers = {{"Authorization", "Bearer " + token_}, {"User-Agent", user_agent_}};
  made.timeout = timeout;
  return made;
}

std::string Client::address(std::string_view object, std::string_view rest) const {
  return settings_.base_url + "/" + settings_.version + "/" + encode_component(object) + std::string(rest);
}

OutgoingRequest Client::send(std::string body) const {
  auto made = request("POST", address(settings_.phone_number_id, "/messages"), send_timeout);
  made.headers.emplace_back("Content-Type", "application/json");
  made.body = std::move(body);
  return made;
}

OutgoingRequest Client::media_address(std::string_view media_id) const {
  const std::string only_ours = "?phone_number_id=" + encode_component(settings_.phone_number_id);
  return request("GET", address(media_id, settings_.phone_number_id.empty() ? "" : only_ours),
                 question_timeout);
}

std::optional<OutgoingRequest> Client::media_bytes(const std::string& url, std::string save_to,
                                                   std::int64_t size_limit) const {
  const auto media = parse_url(url), base = parse_url(settings_.base_url);
  if (!media || !base || !is_media_address(*media, *base)) return std::nullopt;
  auto made = request("GET", to_string(*media), media_timeout);  // what was checked, not what was written
  made.save_to = std::move(save_to);
  made.size_limit = size_limit;
  return made;
}

OutgoingRequest Client::upload(ByteSource file, std::string file_name, std::string mime_type) const {
  auto made = request("POST", address(settings_.phone_number_id, "/media"), media_timeout);
  OutgoingRequest::Upload parts;
  parts.fields = {{"messaging_product", "whatsapp"}, {"type", mime_type}};
  parts.file = std::move(file);
  parts.file_name = std::move(file_name);
  parts.mime_type = std::move(mime_type);
  made.upload.push_back(std::move(parts));
  return made;
}

OutgoingRequest Client::templates(std::string_view after) const {
  std::string rest =
      "/message_templates?fields=name,language,status,category,components,parameter_format,quality_score,"
      "rejected_reason&limit=100";
  if (!after.empty()) rest += "&after=" + encode_component(after);
  return request("GET", address(settings_.business_account_id, rest), question_timeout);
}

OutgoingRequest Client::block_user(std::string_view phone, std::string_view user_id, bool block) const {
  auto made = request(block ? "POST" : "DELETE", address(settings_.phone_number_id, "/block_users"),
                      question_timeout);
  made.headers.emplace_back("Content-Type", "application/json");
  Json body = {{"messaging_product", "whatsapp"}};
  auto user = Json::object();
  if (phone.empty()) {
    user["user_id"] = user_id;
  } else {
    user["user"] = "+" + std::string(phone);
  }
  body["block_users"] = Json::array({user});
  made.body = body.dump();
  return made;
}

OutgoingRequest Client::forget_user(std::string_view user_id) const {
  return request("DELETE",
                 address(settings_.phone_number_id, "/contact_book?bsuid=" + encode_component(user_id)),
                 question_timeout);
}

OutgoingRequest Client::number_health() const {
  return request("GET",
                 address(settings_.phone_number_id,
                         "?fields=id,display_phone_number,verified_name,quality_rating,throughput,"
                         "whatsapp_business_manager_messaging_limit,health_status"),
                 question_timeout);
}

OutgoingRequest Client::debug_token() const {
  return request("GET", address("debug_token", "?input_token=" + encode_component(token_)), question_timeout);
}

OutgoingRequest Client::subscribed_apps() const {
  return request("GET", address(settings_.business_account_id, "/subscribed_apps"), question_timeout);
}

std::optional<MediaAddress> media_address(const Answer& answer) {
  const auto json = read_success(answer);
  if (!json) return std::nullopt;
  MediaAddress address;
  address.url = as_text(at(*json, "url"));
  address.mime_type = as_text(at(*json, "mime_type"));
  address.sha256 = as_text(at(*json, "sha256"));
  address.size = as_integer(at(*json, "file_size"));
  return address.url.empty() ? std::nullopt : std::optional(address);
}

std::optional<std::string> uploaded_id(const Answer& answer) {
  const auto json = read_success(answer);
  const std::string id = json ? as_text(at(*json, "id")) : std::string{};
  return id.empty() ? std::nullopt : std::optional(id);
}

std::optional<NumberHealth> number_health(const Answer& answer) {
  const auto json = read_success(answer);
  if (!json || (as_text(at(*json, "id")).empty() && as_text(at(*json, "display_phone_number")).empty())) {
    return std::nullopt;
  }
  NumberHealth health;
  health.display_number = as_text(at(*json, "display_phone_number"));
  health.name = as_text(at(*json, "verified_name"));
  health.quality = as_text(at(*json, "quality_rating"));
  health.throughput = as_text(at(at(*json, "throughput"), "level"));
  health.can_send = as_text(at(at(*json, "health_status"), "can_send_message"));
  health.limit = as_text(at(*json, "whatsapp_business_manager_messaging_limit"));
  return health;
}

std::optional<TokenInfo> token_info(const Answer& answer) {
  const auto json = read_success(answer);
  if (!json || !at(*json, "data").is_object()) return std::nullopt;
  const auto& data = at(*json, "data");
  TokenInfo info;
  info.valid = at(data, "is_valid") == Json(true);
  info.expires_at = as_integer(at(data, "expires_at")).value_or(0);
  for (const auto& scope : elements(at(data, "scopes"))) {
    if (!info.scopes.empty()) info.scopes += ' ';
    info.scopes += as_text(scope);
  }
  return info;
}

std::optional<std::string> subscribed_apps(const Answer& answer) {
  const auto json = read_success(answer);
  if (!json) return std::nullopt;
  std::string names;
  for (const auto& entry : elements(at(*json, "data"))) {
    // Two shapes are met: the app itself, or the app inside of an object.
    const auto& inner = at(entry, "whatsapp_business_api_data");
    const auto& app = inner.is_object() ? inner : entry;
    const std::string name = as_text(at(app, "name"));
    if (!names.empty()) names += ", ";
    names += name.empty() ? as_text(at(app, "id")) : name;
  }
  return names.empty() ? std::nullopt : std::optional(names);
}

namespace {

std::optional<std::string> filled(std::string value) {
  return value.empty() ? std::nullopt : std::optional(std::move(value));
}

void read_component(const Json& component, Template& form) {
  const std::string type = as_text(at(component, "type"));
  if (type == "BODY") form.body = as_text(at(component, "text"));
  if (type == "FOOTER") form.footer = filled(as_text(at(component, "text")));
  if (type == "HEADER") {
    form.header_format = filled(as_text(at(component, "format")));
    form.header = filled(as_text(at(component, "text")));
  }
  const bool known = type == "BODY" || type == "FOOTER" || type == "HEADER" || type == "BUTTONS";
  if (!known && !type.empty() && !form.unknown_part) form.unknown_part = type;
  if (type != "BUTTONS") return;
  for (const auto& button : elements(at(component, "buttons"))) {
    form.buttons.push_back(
        {as_text(at(button, "type")), as_text(at(button, "text")), filled(as_text(at(button, "url")))});
  }
}

Template read_template(const Json& entry) {
  Template form;
  form.name = as_text(at(entry, "name"));
  form.language = as_text(at(entry, "language"));
  form.status = as_text(at(entry, "status"));
  form.category = as_text(at(entry, "category"));
  form.named = as_text(at(entry, "parameter_format")) == "NAMED";
  form.reason = filled(as_text(at(entry, "rejected_reason")));
  if (form.reason == "NONE") form.reason.reset();
  const auto& quality = at(entry, "quality_score");
  form.quality = filled(quality.is_object() ? as_text(at(quality, "score")) : as_text(quality));
  for (const auto& component : elements(at(entry, "components"))) read_component(component, form);
  return form;
}

}  // namespace

std::optional<TemplatePage> template_page(const Answer& answer) {
  const auto json = read_success(answer);
  if (!json || !at(*json, "data").is_array()) return std::nullopt;
  TemplatePage page;
  for (const auto& entry : elements(at(*json, "data"))) {
    auto form = read_template(entry);
    if (!form.name.empty() && !form.language.empty()) page.templates.push_back(std::move(form));
  }
  const auto& paging = at(*json, "paging");
  // The cursors stay on the last page; `next` does not.
  if (!as_text(at(paging, "next")).empty()) page.next = as_text(at(at(paging, "cursors"), "after"));
  return page;
}

BlockVerdict judge_block(const RequestOutcome& outcome) {
  constexpr std::int64_t partly = 139100, not_lately = 131047;
  BlockVerdict verdict;
  if (outcome.kind != RequestOutcome::Kind::answered) return verdict;
  const auto& answer = outcome.answer;
  const auto error = provider_error(answer);
  if (error.code == 0) {
    if (answer.status == 200) verdict.kind = BlockVerdict::Kind::done;
    return verdict;
  }
  verdict.code = error.code;
  verdict.why = error.details.empty() ? error.message : error.details;
  if (error.code == partly) {
    const auto json = read_answer(answer.body);
    const auto& users = json ? at(*json, "block_users") : at(Json(), "");
    const auto& item = nth(at(nth(at(users, "failed_users"), 0), "errors"), 0);
    verdict.code = as_integer(at(item, "code")).value_or(partly);
    if (const auto words = as_text(at(at(item, "error_data"), "details")); !words.empty())
      verdict.why = words;
  }
  switch (verdict.code) {
    case not_lately:
      verdict.kind = BlockVerdict::Kind::waits;
      break;
    case 139102:  // the list changed under us
    case 139103:  // internal
    case 130429:
    case partly:
      break;
    default: {
      const auto kind = judge_send(outcome).kind;
      if (kind == Verdict::Kind::failed) verdict.kind = BlockVerdict::Kind::refused;
    }
  }
  return verdict;
}

}  // namespace urp::whatsapp
