#include "whatsapp/compose.hpp"

#include <nlohmann/json.hpp>

namespace urp::whatsapp {
namespace {

using Json = nlohmann::ordered_json;

/// The name of the type, which is also the name of its object.
struct Typed {
  std::string type;
  Json object;
};

Typed typed(const OutgoingText& text) {
  return {"text", {{"body", text.body}}};
}

Typed typed(const OutgoingMedia& media) {
  Json object = {{"id", media.media_id}};
  // Only some kinds have a caption. Where one stands beside another kind it goes out all the same: words that
  // WhatsApp refuses are told to the clerk, words left out here would be to nobody.
  if (media.caption) object["caption"] = *media.caption;
  if (media.file_name && media.kind == "document") object["filename"] = *media.file_name;
  if (media.voice && media.kind == "audio") object["voice"] = true;
  return {media.kind, std::move(object)};
}

Json text_parameters(const OutgoingTemplate::Parameters& given) {
  Json parameters = Json::array();
  for (const auto& [name, text] : given) {
    Json parameter = {{"type", "text"}};
    if (!name.empty()) parameter["parameter_name"] = name;
    parameter["text"] = text;
    parameters.push_back(std::move(parameter));
  }
  return parameters;
}

Typed typed(const OutgoingTemplate& sent) {
  Json object = {{"name", sent.name}, {"language", {{"code", sent.language}, {"policy", "deterministic"}}}};
  Json components = Json::array();
  Json header = text_parameters(sent.header);
  if (sent.header_media) {
    auto media = typed(*sent.header_media);
    header.push_back({{"type", media.type}, {media.type, std::move(media.object)}});
  }
  if (!header.empty()) components.push_back({{"type", "header"}, {"parameters", std::move(header)}});
  Json body = text_parameters(sent.body);
  if (!body.empty()) components.push_back({{"type", "body"}, {"parameters", std::move(body)}});
  for (const auto& [place, ending] : sent.urls) {
    components.push_back({{"type", "button"},
                          {"sub_type", "url"},
                          {"index", std::to_string(place)},
                          {"parameters", Json::array({{{"type", "text"}, {"text", ending}}})}});
  }
  if (!components.empty()) object["components"] = std::move(components);
  return {"template", std::move(object)};
}

Typed typed(const OutgoingReaction& reaction) {
  return {"reaction", {{"message_id", reaction.wamid}, {"emoji", reaction.emoji}}};
}

Typed typed(const OutgoingLocation& sent) {
  Json object = {{"latitude", sent.location.latitude}, {"longitude", sent.location.longitude}};
  if (sent.location.name) object["name"] = *sent.location.name;
  if (sent.location.address) object["address"] = *sent.location.address;
  return {"location", std::move(object)};
}

Typed typed(const OutgoingQuestion& question) {
  Json object = {{"type", "location_request_message"},
                 {"body", {{"text", question.body}}},
                 {"action", {{"name", "send_location"}}}};
  if (question.kind == OutgoingQuestion::Kind::phone) {
    object["type"] = "request_contact_info";
    object["action"] = {{"name", "request_contact_info"}};
  }
  return {"interactive", std::move(object)};
}

Typed typed(const OutgoingChoice& question) {
  constexpr std::size_t most_buttons = 3;
  Json object = {{"type", "button"}, {"body", {{"text", question.body}}}};
  Json offered = Json::array();
  const bool buttons = question.choices.size() <= most_buttons;
  for (const auto& [id, title] : question.choices) {
    Json choice = {{"id", id}, {"title", title}};
    offered.push_back(buttons ? Json{{"type", "reply"}, {"reply", std::move(choice)}} : std::move(choice));
  }
  if (buttons) {
    object["action"] = {{"buttons", std::move(offered)}};
  } else {
    object["type"] = "list";
    object["action"] = {{"button", question.opens},
                        {"sections", Json::array({{{"rows", std::move(offered)}}})}};
  }
  return {"interactive", std::move(object)};
}

/// Without its "+" a number may be taken for a national one of the office's own country.
std::string with_plus(const std::string& phone) {
  return phone.starts_with('+') ? phone : "+" + phone;
}

/// Bytes that are no UTF-8 are replaced rather than thrown at: nothing may stop the outbox.
std::string write(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string compose_message(const OutgoingMessage& message) {
  Json json = {{"messaging_product", "whatsapp"}, {"recipient_type", "individual"}};
  // Where both stand, "to" would win; "recipient" takes the user id of a citizen without a known number.
  if (!message.phone.empty()) {
    json["to"] = with_plus(message.phone);
  } else {
    json["recipient"] = message.user_id;
  }
  auto content = std::visit([](const auto& alternative) { return typed(alternative); }, message.content);
  const bool quotes = !message.quoted_wamid.empty() && content.type != "reaction";
  if (quotes) json["context"] = {{"message_id", message.quoted_wamid}};
  json["type"] = content.type;
  json[content.type] = std::move(content.object);
  if (!message.token.empty()) json["biz_opaque_callback_data"] = message.token;
  return write(json);
}

std::string compose_read_receipt(std::string_view wamid) {
  return write({{"messaging_product", "whatsapp"}, {"status", "read"}, {"message_id", std::string(wamid)}});
}

}  // namespace urp::whatsapp
