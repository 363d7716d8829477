#include "whatsapp/message_content.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>

#include "whatsapp/contact_cards.hpp"
#include "whatsapp/form_answers.hpp"
#include "whatsapp/plain_words.hpp"

namespace urp::whatsapp {
namespace {

constexpr std::size_t longest_kind = 64;  // bytes of an invented name that are kept

void set_text(InboundMessage& message, std::string_view text) {
  if (!text.empty()) message.text = text;
}

void read_text_message(InboundMessage& message, const Json& text) {
  set_text(message, id_at(text, "body"));  // a number, too, is what somebody wrote
}

void read_media(InboundMessage& message, const Json& object) {
  InboundMedia& media = message.media.emplace();
  media.id = id_at(object, "id");
  media.url = text_at(object, "url");
  media.mime_type = text_at(object, "mime_type");
  media.sha256 = text_at(object, "sha256");
  media.file_name = text_at(object, "filename");
  media.voice = flag_at(object, "voice").value_or(false);
  media.animated = flag_at(object, "animated").value_or(false);
  set_text(message, text_at(object, "caption"));
}

void read_old_voice(InboundMessage& message, const Json& object) {
  read_media(message, object);
  message.type = "audio";
  message.media->voice = true;
}

std::string amount_at(const Json& item, const char* key) {
  const Json* amount = member_at(item, key);
  return amount && amount->is_number() ? amount->dump() : std::string(text_at(item, key));
}

void read_location(InboundMessage& message, const Json& object) {
  const auto latitude = real_at(object, "latitude"), longitude = real_at(object, "longitude");
  const std::string_view name = text_at(object, "name"), address = text_at(object, "address");
  add_fact(message, "location_url", text_at(object, "url"));
  // Written so that "not a number" is no place either.
  const bool on_earth =
      latitude && longitude && *latitude >= -90 && *latitude <= 90 && *longitude >= -180 && *longitude <= 180;
  if (!on_earth) {
    const std::string said = amount_at(object, "latitude"), other = amount_at(object, "longitude");
    if (!said.empty() && !other.empty()) add_fact(message, "location_degrees", said + ", " + other);
    add_fact(message, "location_name", name);
    add_fact(message, "location_address", address);
    return;
  }
  Location& location = message.location.emplace();
  location.latitude = *latitude;
  location.longitude = *longitude;
  if (!name.empty()) location.name = name;
  if (!address.empty()) location.address = address;
}

void read_button(InboundMessage& message, const Json& button) {
  const std::string_view text = text_at(button, "text"), payload = text_at(button, "payload");
  set_text(message, text.empty() ? payload : text);
  add_fact(message, "payload", payload);
}

void read_choice(InboundMessage& message, const Json& choice) {
  set_text(message, text_at(choice, "title"));
  add_fact(message, "payload", id_at(choice, "id"));
  add_fact(message, "description", text_at(choice, "description"));
}

void read_form(InboundMessage& message, const Json& form) {
  const std::string body(text_at(form, "body")), answers = form_answers(at(form, "response_json"));
  set_text(message, body.empty() || answers.empty() ? body + answers : body + "\n" + answers);
  add_fact(message, "form", text_at(form, "name"));
  const Json& response = at(form, "response_json");
  if (response.is_null()) return;
  // Documented as JSON inside a text; should it come unpacked one day, the fact is still its JSON.
  add_fact(message, "response_json", response.is_string() ? as_text(response) : response.dump());
}

void read_product(InboundMessage& message, const Json& product) {
  add_fact(message, "product", id_at(product, "product_retailer_id"));
  add_fact(message, "catalog", id_at(product, "catalog_id"));
}

void read_call_permission(InboundMessage& message, const Json& reply) {
  add_fact(message, "call_permission", text_at(reply, "response"));
}

std::string list_products(const Json& order) {
  std::string list;
  const Json* items = array_at(order, "product_items");
  if (!items) return list;
  for (const Json& item : *items) {
    if (!item.is_object()) continue;
    if (!list.empty()) list += ", ";
    const std::string quantity = amount_at(item, "quantity"), price = amount_at(item, "item_price");
    const std::string_view currency = text_at(item, "currency");
    list += (quantity.empty() ? "1" : quantity) + " x " + id_at(item, "product_retailer_id");
    if (!price.empty()) list += " (" + price + (currency.empty() ? "" : " ") + std::string(currency) + ")";
  }
  return list;
}

void read_order(InboundMessage& message, const Json& order) {
  const std::string products = list_products(order);
  const std::string_view text = text_at(order, "text");
  set_text(message, text.empty() ? std::string_view(products) : text);
  add_fact(message, "catalog", id_at(order, "catalog_id"));
  add_fact(message, "products", products);
}

/// A name of WhatsApp's that we do not know, for people: cut, but not inside a character.
std::string cut_kind(std::string_view kind) {
  if (kind.size() <= longest_kind) return std::string(kind);
  std::size_t end = longest_kind;
  while (end > 0 && (static_cast<unsigned char>(kind[end]) & 0xc0) == 0x80) --end;
  return std::string(kind.substr(0, end));
}

struct KindReader {
  std::string_view kind;
  void (*read)(InboundMessage& message, const Json& object);
};

constexpr KindReader interactive_kinds[] = {
    {"button_reply", read_choice}, {"list_reply", read_choice},
    {"nfm_reply", read_form},      {"call_permission_reply", read_call_permission},
    {"product", read_product},
};

const KindReader* find_in(std::span<const KindReader> kinds, std::string_view kind) {
  const auto found = std::find_if(kinds.begin(), kinds.end(),
                                  [kind](const KindReader& reader) { return reader.kind == kind; });
  return found == kinds.end() ? nullptr : &*found;
}

void read_interactive(InboundMessage& message, const Json& interactive) {
  const std::string_view said = text_at(interactive, "type");
  const KindReader* reader = find_in(interactive_kinds, said);
  for (const KindReader& candidate : interactive_kinds) {
    if (!reader && said.empty() && object_at(interactive, candidate.kind.data())) reader = &candidate;
  }
  if (reader) {
    if (const Json* reply = object_at(interactive, reader->kind.data())) reader->read(message, *reply);
  } else if (!said.empty()) {
    set_text(message, plain_words(at(interactive, std::string(said).c_str())));
    add_fact(message, "original_type", "interactive " + cut_kind(said));
    message.understood = false;
  }
}

void read_system(InboundMessage& message, const Json& system) {
  set_text(message, text_at(system, "body"));
  add_fact(message, "event", cut_kind(text_at(system, "type")));
}

void read_unsupported(InboundMessage& message, const Json& unsupported) {
  message.type = "unsupported";  // "unknown" is its older name, and ours for something else
  add_fact(message, "original_type", cut_kind(text_at(unsupported, "type")));
}

constexpr KindReader kinds[] = {
    {"text", read_text_message},
    {"image", read_media},
    {"video", read_media},
    {"audio", read_media},
    {"voice", read_old_voice},
    {"document", read_media},
    {"sticker", read_media},
    {"location", read_location},
    {"button", read_button},
    {"interactive", read_interactive},
    {"order", read_order},
    {"system", read_system},
    {"unsupported", read_unsupported},
};

}  // namespace

void add_fact(InboundMessage& message, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  for (const auto& fact : message.facts) {
    if (fact.first == name) return;
  }
  message.facts.emplace_back(name, value);
}

void read_content(InboundMessage& message, std::string_view kind, const Json& carrier) {
  static const Json nothing = Json::object();
  message.type = kind;
  if (kind == "contacts") return read_cards(message, carrier);
  if (const KindReader* reader = find_in(kinds, kind == "unknown" ? "unsupported" : kind)) {
    const Json* object = object_at(carrier, reader->kind.data());
    reader->read(message, object ? *object : nothing);
    if (!object)
      set_text(message, as_text(at(carrier, reader->kind.data())));  // the words without their object
    return;
  }
  // A new name for what stands where we know it: its words and its file are shown all the same.
  const bool has_own_object = member_at(carrier, std::string(kind).c_str()) != nullptr;
  const std::string_view known = kind_from_members(carrier);
  const bool is_shown = known == "contacts" || (known != "unsupported" && find_in(kinds, known));
  if (!has_own_object && is_shown) {
    read_content(message, known, carrier);
  } else {
    message.type = "unknown";
    set_text(message, plain_words(at(carrier, std::string(kind).c_str())));
  }
  message.understood = false;
  add_fact(message, "original_type", cut_kind(kind));
}

std::string_view kind_from_members(const Json& message) {
  for (const KindReader& reader : kinds) {
    if (object_at(message, reader.kind.data())) return reader.kind;
  }
  if (member_at(message, "contacts")) return "contacts";
  for (const char* kind : {"reaction", "edit", "revoke"}) {
    if (object_at(message, kind)) return kind;
  }
  return member_at(message, "errors") ? "unsupported" : "";
}

}  // namespace urp::whatsapp
