// check.cpp: whether a message is one that the provider takes: shapes, lengths, ids. What
// it takes is not known to be deliverable.
#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <set>

#include "provider.hpp"

namespace sim {
namespace {

using Keys = std::initializer_list<const char*>;

void only(const Json& object, const std::string& where, Keys keys) {
  if (!object.is_object()) throw bad_parameter(where + " must be an object");
  for (const auto& [key, value] : object.items()) {
    if (std::none_of(keys.begin(), keys.end(), [&](const char* k) { return key == k; }))
      throw bad_parameter(fmt::format("Unexpected key \"{}\" on param \"{}\".", key, where));
  }
}

const Json& member(const Json& object, const std::string& where, const char* key) {
  if (!object.contains(key)) throw missing(fmt::format("{}['{}']", where, key));
  return object[key];
}

std::string text(const Json& object, const std::string& where, const char* key, std::size_t limit) {
  const Json& value = member(object, where, key);
  if (!value.is_string()) throw bad_value(fmt::format("{}['{}'] must be a string", where, key));
  std::string result = value;
  const auto length = utf16_length(result);
  if (length == 0) throw bad_parameter(fmt::format("The parameter {}['{}'] is required.", where, key));
  if (length > limit) {
    throw bad_parameter(fmt::format("Param {}['{}'] must be at most {} characters long.", where, key, limit));
  }
  return result;
}

void optional_text(const Json& object, const std::string& where, const char* key, std::size_t limit) {
  if (object.contains(key)) text(object, where, key, limit);
}

void check_medium(const Provider& provider, const Json& medium, const std::string& kind) {
  if (kind == "audio") {
    only(medium, kind, {"id", "link", "voice"});
  } else if (kind == "sticker") {
    only(medium, kind, {"id", "link"});
  } else if (kind == "document") {
    only(medium, kind, {"id", "link", "caption", "filename"});
  } else {
    only(medium, kind, {"id", "link", "caption"});
  }
  optional_text(medium, kind, "caption", 1024);
  optional_text(medium, kind, "filename", 255);
  if (medium.contains("voice") && !medium["voice"].is_boolean())
    throw bad_value("audio['voice'] must be a boolean");
  if (medium.contains("id") == medium.contains("link"))
    throw bad_parameter(fmt::format("{}: exactly one of id and link must be given", kind));
  if (medium.contains("link")) {
    const std::string link = text(medium, kind, "link", 2048);
    if (link.rfind("https://", 0) != 0 && link.rfind("http://", 0) != 0)
      throw bad_value(fmt::format("{}['link'] is no URL", kind));
    return;
  }
  const std::string id = text(medium, kind, "id", 255);
  const auto now = provider.clock.now();
  provider.media.check_sendable(id, kind, now);
  if (medium.value("voice", false) && bare_mime(provider.media.get(id, now).mime_type) != "audio/ogg")
    throw Refusal{.code = 131053, .details = "a voice message must be audio/ogg with OPUS"};
}

void check_buttons(const Json& action) {
  only(action, "interactive['action']", {"buttons"});
  const Json& buttons = member(action, "interactive['action']", "buttons");
  if (!buttons.is_array() || buttons.empty() || buttons.size() > 3)
    throw bad_value("interactive['action']['buttons'] must have 1 to 3 buttons");
  std::set<std::string> ids, titles;
  for (const auto& button : buttons) {
    only(button, "buttons", {"type", "reply"});
    if (button.value("type", "") != "reply") throw bad_value("buttons['type'] must be reply");
    const Json& reply = member(button, "buttons", "reply");
    only(reply, "reply", {"id", "title"});
    const std::string id = text(reply, "reply", "id", 256);
    if (id.front() == ' ' || id.back() == ' ') throw bad_value("reply['id'] begins or ends with a blank");
    if (!ids.insert(id).second || !titles.insert(text(reply, "reply", "title", 20)).second)
      throw bad_value("ids and titles of buttons must differ");
  }
}

void check_list(const Json& action) {
  only(action, "interactive['action']", {"button", "sections"});
  text(action, "interactive['action']", "button", 20);
  const Json& sections = member(action, "interactive['action']", "sections");
  if (!sections.is_array() || sections.empty() || sections.size() > 10)
    throw bad_value("interactive['action']['sections'] must have 1 to 10 sections");
  std::set<std::string> ids;
  for (const auto& section : sections) {
    only(section, "sections", {"title", "rows"});
    if (sections.size() > 1) text(section, "sections", "title", 24);
    const Json& rows = member(section, "sections", "rows");
    if (!rows.is_array()) throw bad_value("sections['rows'] must be an array");
    for (const auto& row : rows) {
      only(row, "rows", {"id", "title", "description"});
      text(row, "rows", "title", 24);
      optional_text(row, "rows", "description", 72);
      if (!ids.insert(text(row, "rows", "id", 200)).second) throw bad_value("ids of rows must differ");
    }
  }
  if (ids.empty() || ids.size() > 10) throw bad_value("a list has 1 to 10 rows in all");
}

void check_interactive(const Json& interactive) {
  only(interactive, "interactive", {"type", "header", "body", "footer", "action"});
  const std::string type = text(interactive, "interactive", "type", 64);
  const Json& body = member(interactive, "interactive", "body");
  only(body, "interactive['body']", {"text"});
  text(body, "interactive['body']", "text", 1024);
  if (interactive.contains("footer")) text(interactive["footer"], "interactive['footer']", "text", 60);
  const Json& action = member(interactive, "interactive", "action");
  if (type == "button") {
    check_buttons(action);
  } else if (type == "list") {
    check_list(action);
  } else if (type == "location_request_message" || type == "request_contact_info") {
    const char* name = type == "request_contact_info" ? "request_contact_info" : "send_location";
    if (interactive.contains("header") || interactive.contains("footer"))
      throw bad_parameter(type + " has a body only");
    if (action.value("name", "") != name)
      throw bad_value(fmt::format("interactive['action']['name'] must be {}", name));
  } else if (type == "cta_url") {
    const Json& parameters = member(action, "interactive['action']", "parameters");
    text(parameters, "parameters", "display_text", 20);
    text(parameters, "parameters", "url", 2000);
  } else {
    throw Refusal{.code = 131051, .details = "interactive of type " + type};
  }
}

void check_contacts(const Json& cards) {
  if (!cards.is_array() || cards.empty() || cards.size() > 5)
    throw bad_value("contacts must have 1 to 5 cards");
  for (const auto& card : cards) {
    only(card, "contacts", {"name", "phones", "emails", "urls", "addresses", "org", "birthday"});
    const Json& name = member(card, "contacts", "name");
    text(name, "contacts['name']", "formatted_name", 1024);
    if (name.size() < 2) throw missing("contacts['name']: one more than formatted_name");
  }
}

void check_location(const Json& location) {
  only(location, "location", {"latitude", "longitude", "name", "address"});
  for (const auto& [key, limit] : {std::pair{"latitude", 90.0}, std::pair{"longitude", 180.0}}) {
    const Json& value = member(location, "location", key);
    const auto degrees = value.is_string() ? Json::parse(value.get<std::string>(), nullptr, false) : value;
    if (!degrees.is_number() || degrees.get<double>() > limit || degrees.get<double>() < -limit)
      throw bad_value(fmt::format("location['{}'] is out of range", key));
  }
}

void check_recipient(const Provider& provider, const Json& message) {
  if (message.contains("to")) {
    const std::string to = text(message, "message", "to", 64);
    const bool plus = to.front() == '+';
    const std::string digits = to.substr(plus ? 1 : 0);
    if (!is_digits(digits)) throw bad_value("to is no phone number");
    if (digits == provider.options.display_number)
      throw Refusal{.code = 131021, .details = "to is the sender"};
    // Without a plus the number is a national one, with the business's country code in front: nobody's.
    if (!plus || digits.size() < 8 || digits.size() > 15)
      throw Refusal{.code = 131026, .details = fmt::format("'{}' is not a WhatsApp number", to)};
    return;
  }
  if (!message.contains("recipient")) throw bad_parameter("The parameter to is required.");
  const std::string id = text(message, "message", "recipient", 160);
  const auto alphanumeric = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  const bool begins = id.size() > 3 && is_capital(id[0]) && is_capital(id[1]) && id[2] == '.';
  const auto rest = begins ? id.substr(id.rfind("ENT.", 3) == 3 ? 7 : 3) : "";
  if (rest.empty() || rest.size() > 128 || !std::all_of(rest.begin(), rest.end(), alphanumeric))
    throw bad_value("recipient is no business-scoped user id");
}

void check_envelope(const Provider& provider, const Json& message) {
  if (message.value("messaging_product", "") != "whatsapp")
    throw bad_parameter("The parameter messaging_product is required.");
  if (message.value("recipient_type", "individual") != "individual")
    throw bad_value("recipient_type must be individual");
  check_recipient(provider, message);
  if (message.contains("biz_opaque_callback_data")) text(message, "message", "biz_opaque_callback_data", 512);
  if (message.contains("context")) {
    only(message["context"], "context", {"message_id"});
    text(message["context"], "context", "message_id", 4096);
  }
}

}  // namespace

void check_message(Provider& provider, const Json& message) {
  const std::string type = message.value("type", "text");
  constexpr const char* types[] = {"text",     "image",    "audio",    "video",       "document", "sticker",
                                   "location", "contacts", "reaction", "interactive", "template"};
  if (std::find(std::begin(types), std::end(types), type) == std::end(types))
    throw bad_parameter(fmt::format("Param type must be one of the types of messages, not '{}'", type));
  only(message, "message",
       {"messaging_product", "recipient_type", "to", "recipient", "type", type.c_str(), "context",
        "biz_opaque_callback_data", "messaging_account_id", "paid_messaging_account_id",
        "recipient_identity_key_hash"});
  check_envelope(provider, message);
  if (!message.contains(type)) throw missing(type);
  const Json& content = message[type];
  if (type != "contacts" && !content.is_object()) throw bad_parameter(type + " must be an object");
  if (type == "text") {
    only(content, "text", {"body", "preview_url"});
    text(content, "text", "body", 4096);
    if (content.contains("preview_url") && !content["preview_url"].is_boolean())
      throw bad_value("text['preview_url'] must be a boolean");
  } else if (type == "location") {
    check_location(content);
  } else if (type == "contacts") {
    check_contacts(content);
  } else if (type == "reaction") {
    only(content, "reaction", {"message_id", "emoji"});
    text(content, "reaction", "message_id", 4096);
    if (!member(content, "reaction", "emoji").is_string())
      throw bad_value("reaction['emoji'] must be a string");
    if (message.contains("context")) throw bad_parameter("a reaction has no context");
  } else if (type == "interactive") {
    check_interactive(content);
  } else if (type == "template") {
    only(content, "template", {"name", "language", "components"});
    check_template(provider.templates, content, [&](const Json& medium, const std::string& kind) {
      check_medium(provider, medium, kind);
    });
  } else {
    check_medium(provider, content, type);
  }
}

}  // namespace sim
