// inbound.cpp: a citizen writes: the message as the webhook has it, and what the stand-in
// remembers.
#include <fmt/format.h>

#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "provider.hpp"

namespace sim {
namespace {

struct MediaKind {
  const char* name;  // in the control API
  const char* type;  // in the webhook
  const char* mime_type;
  const char* file_name;
  std::size_t size;
};

constexpr MediaKind media_kinds[] = {
    {"image", "image", "image/jpeg", nullptr, 48'000},
    {"video", "video", "video/mp4", nullptr, 400'000},
    {"voice", "audio", "audio/ogg; codecs=opus", nullptr, 12'000},
    {"audio", "audio", "audio/mpeg", nullptr, 90'000},
    {"document", "document", "application/pdf", "modulo.pdf", 30'000},
    {"sticker", "sticker", "image/webp", nullptr, 20'000},
};

/// Types whose object goes into the webhook as it stands.
constexpr const char* plain_kinds[] = {"location",    "contacts", "reaction", "button",
                                       "interactive", "system",   "edit",     "revoke"};

std::string bytes_for(const Json& wish, const std::string& mime_type, std::size_t usual) {
  if (wish.contains("base64")) {
    auto bytes = from_base64(wish["base64"].get<std::string>());
    if (!bytes) throw std::invalid_argument("base64 is not base64");
    return *std::move(bytes);
  }
  if (wish.contains("file")) {
    const std::string path = wish["file"];
    std::ifstream stream(path, std::ios::binary);
    if (!stream) throw std::invalid_argument(path + ": cannot be read");
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  const std::size_t size = wish.value("size", usual);
  if (size > (100u << 20)) throw std::invalid_argument("citizens send 100 MB at most");
  return invent_bytes(mime_type, size);
}

Json add_media(Provider& provider, const MediaKind& kind, const Json& wish, Json& message) {
  const Json wanted = wish.is_object() ? wish : Json::object();
  const std::string mime_type = wanted.value("mime_type", kind.mime_type);
  const auto medium =
      provider.media.add_inbound(mime_type, bytes_for(wanted, mime_type, kind.size), provider.clock.now());
  Json node = {{"id", medium.id}, {"mime_type", mime_type}, {"sha256", base64(medium.digest)}};
  for (const char* key : {"caption", "filename", "animated"}) {
    if (wanted.contains(key)) node[key] = wanted[key];
  }
  if (kind.file_name != nullptr && !node.contains("filename")) node["filename"] = kind.file_name;
  if (kind.type == std::string("audio")) node["voice"] = kind.name == std::string("voice");
  if (kind.type == std::string("sticker") && !node.contains("animated")) node["animated"] = false;
  if (wanted.value("url", true)) node["url"] = media_url(provider, medium.id, provider.clock.now() + 300);
  message["type"] = kind.type;
  message[kind.type] = node;
  return medium.id;
}

/// Fills in the type and its object; returns the media id or null.
Json add_content(Provider& provider, const Json& spec, Json& message) {
  if (spec.contains("text")) {
    message["text"] = {{"body", spec["text"]}};
    message["type"] = "text";
    return nullptr;
  }
  for (const auto& kind : media_kinds) {
    if (spec.contains(kind.name)) return add_media(provider, kind, spec[kind.name], message);
  }
  for (const char* kind : plain_kinds) {
    if (!spec.contains(kind)) continue;
    message[kind] = spec[kind];
    message["type"] = kind;
    return nullptr;
  }
  if (spec.contains("unsupported")) {
    message["errors"] = Json::array({webhook_error(131051, "Message type is currently not supported.")});
    if (spec["unsupported"].is_object()) message["unsupported"] = spec["unsupported"];
    message["type"] = "unsupported";
    return nullptr;
  }
  if (spec.contains("message") && spec["message"].is_object()) {  // anything, as it stands
    message.update(spec["message"]);
    return nullptr;
  }
  throw std::invalid_argument(
      "an inbound message is text, image, video, voice, audio, document, sticker, location, contacts, "
      "reaction, "
      "button, interactive, system, edit, revoke, unsupported or message");
}

}  // namespace

Json write_inbound(Provider& provider, const Json& spec, Json& update) {
  if (!spec.is_object()) throw std::invalid_argument("an inbound message is an object");
  std::string phone = spec.value("from", "");
  if (!phone.empty() && phone.front() == '+') phone.erase(0, 1);
  if (!phone.empty() && !is_digits(phone)) throw std::invalid_argument("from is a phone number in digits");
  // Every person has a user id since 2026; "user_id": null asks for a webhook of the time before.
  std::string user_id;
  if (!spec.contains("user_id")) {
    user_id = user_id_of(phone);
  } else if (!spec["user_id"].is_null()) {
    user_id = spec["user_id"];
  }
  if (phone.empty() && (user_id.empty() || !spec.contains("user_id")))
    throw std::invalid_argument("an inbound message is from a phone number or a user_id");

  const std::int64_t at = spec.value("at", provider.clock.now());
  const std::string address = phone.empty() ? user_id : phone;
  const std::string wamid = spec.value("wamid", make_wamid(address));
  Json message;
  if (!phone.empty()) message["from"] = phone;
  if (!user_id.empty()) message["from_user_id"] = user_id;
  message["id"] = wamid;
  message["timestamp"] = std::to_string(at);
  if (spec.contains("context")) {
    message["context"] = spec["context"].is_string()
                             ? Json{{"from", provider.options.display_number}, {"id", spec["context"]}}
                             : spec["context"];
  }
  const Json media_id = add_content(provider, spec, message);

  Citizen& citizen = provider.citizens.meet(phone, user_id);
  Json result = {{"wamid", wamid}, {"media_id", media_id}, {"blocked", citizen.blocked}};
  if (citizen.blocked) return result;  // does not reach the business
  citizen.name = spec.value("name", citizen.name);
  citizen.username = spec.value("username", citizen.username);
  if (!citizen.last_inbound || *citizen.last_inbound < at) citizen.last_inbound = at;
  provider.pace.count_inbound(provider.clock.pace_time());
  provider.messages[wamid] = {at, message.value("type", ""), true, {}};
  provider.ledger.add("inbound", {{"wamid", wamid},
                                  {"from", phone},
                                  {"user_id", user_id},
                                  {"type", message.value("type", "")},
                                  {"at", at},
                                  {"media_id", media_id}});
  Json contact;
  if (!citizen.name.empty()) contact["profile"]["name"] = citizen.name;
  if (!citizen.username.empty()) contact["profile"]["username"] = citizen.username;
  if (!phone.empty()) contact["wa_id"] = phone;
  if (!user_id.empty()) contact["user_id"] = user_id;
  if (!update.contains("contacts")) update["contacts"] = update["messages"] = Json::array();
  auto& contacts = update["contacts"];
  if (std::find(contacts.begin(), contacts.end(), contact) == contacts.end()) contacts.push_back(contact);
  update["messages"].push_back(message);
  return result;
}

}  // namespace sim
