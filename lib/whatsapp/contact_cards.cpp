#include "whatsapp/contact_cards.hpp"

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <utility>

#include "domain/contact_spelling.hpp"
#include "whatsapp/sender.hpp"

namespace urp::whatsapp {
namespace {

/// The texts under these keys, those that are there.
std::string joined(const Json& object, std::initializer_list<const char*> keys, std::string_view between) {
  std::string text;
  for (const char* key : keys) {
    const std::string_view word = text_at(object, key);
    if (word.empty()) continue;
    if (!text.empty()) text += between;
    text += word;
  }
  return text;
}

std::string digits_of(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

constexpr std::pair<std::string_view, std::string_view> vcard_kinds[] = {
    {"FN", "name"}, {"TEL", "phone"}, {"EMAIL", "email"}, {"ORG", "org"}};

class CardReader {
 public:
  CardReader(std::vector<CardLine>& lines, int card) : lines_(lines), card_(card) {}

  /// Returns the name.
  std::string read(const Json& card) {
    const std::string name = read_name(card);
    add("name", {}, name);
    each(card, "phones", "phone", [this](const Json& phone) {
      const std::string_view number = text_at(phone, "phone"), wa_id = text_at(phone, "wa_id");
      add("phone", text_at(phone, "type"), number.empty() ? wa_id : number);
      if (!number.empty() && digits_of(number) != digits_of(wa_id)) add("phone", "WhatsApp", wa_id);
    });
    each(card, "emails", "email",
         [this](const Json& email) { add("email", text_at(email, "type"), text_at(email, "email")); });
    each(card, "urls", "url",
         [this](const Json& url) { add("url", text_at(url, "type"), text_at(url, "url")); });
    each(card, "addresses", "address", [this](const Json& address) {
      const bool named = !text_at(address, "country").empty();
      add("address", text_at(address, "type"),
          joined(address, {"street", "zip", "city", "state", named ? "country" : "country_code"}, ", "));
    });
    if (const Json* org = object_at(card, "org")) {
      add("org", {}, joined(*org, {"company", "department", "title"}, ", "));
    } else {
      add("org", {}, text_at(card, "org"));
    }
    for (const char* key : {"birthday", "origin", "vcard"}) add(key, {}, text_at(card, key));
    if (name.empty() && !member_at(card, "phones")) return read_vcard(text_at(card, "vcard"));
    return name;
  }

 private:
  static std::string read_name(const Json& card) {
    const Json* name = object_at(card, "name");
    if (!name) return std::string(text_at(card, "name"));
    if (const auto formatted = text_at(*name, "formatted_name"); !formatted.empty()) {
      return std::string(formatted);
    }
    return joined(*name, {"prefix", "first_name", "middle_name", "last_name", "suffix"}, " ");
  }

  /// The objects of a list; a plain text in it is a value without a label, and a lone object is a list of
  /// one.
  template <class Read>
  void each(const Json& card, const char* key, const char* kind, Read read) {
    const Json* list = member_at(card, key);
    if (!list) return;
    if (list->is_object()) return read(*list);
    if (!list->is_array()) return;
    for (const Json& item : *list) {
      if (item.is_string()) {
        add(kind, {}, item.get_ref<const std::string&>());
      } else {
        read(item);
      }
    }
  }

  /// A card may come as vCard lines alone, `TEL;TYPE=CELL:+39 333 ...`. Returns the name.
  std::string read_vcard(std::string_view vcard) {
    std::string name;
    while (!vcard.empty()) {
      const std::size_t end = std::min(vcard.find('\n'), vcard.size());
      std::string_view line = vcard.substr(0, end);
      vcard.remove_prefix(std::min(end + 1, vcard.size()));
      if (line.ends_with('\r')) line.remove_suffix(1);
      const std::size_t colon = line.find(':');
      if (colon == line.npos) continue;
      std::string_view property = line.substr(0, colon);
      property = property.substr(0, property.find(';'));
      if (const auto dot = property.find('.'); dot != property.npos)
        property.remove_prefix(dot + 1);  // item1.TEL
      for (const auto& [said, kind] : vcard_kinds) {
        if (property != said) continue;
        add(kind, {}, line.substr(colon + 1));
        if (said == "FN") name = line.substr(colon + 1);
      }
    }
    return name;
  }

  void add(std::string_view kind, std::string_view label, std::string_view value) {
    if (value.empty()) return;
    CardLine& line = lines_.emplace_back();
    line.card = card_;
    line.kind = kind;
    if (!label.empty()) line.label = label;
    line.value = value;
  }

  std::vector<CardLine>& lines_;
  int card_;
};

}  // namespace

void read_cards(InboundMessage& message, const Json& carrier) {
  std::string names;
  int number = 0;
  const auto read = [&](const Json& card) {
    const std::string name = CardReader(message.cards, ++number).read(card);
    if (!names.empty() && !name.empty()) names += ", ";
    names += name;
  };
  if (const Json* cards = array_at(carrier, "contacts")) {
    for (const Json& card : *cards) read(card);
  } else if (const Json* card = object_at(carrier, "contacts")) {
    read(*card);
  }
  if (!names.empty()) message.text = names;
}

std::string own_phone(const Json& carrier) {
  const Json* cards = array_at(carrier, "contacts");
  if (!cards || cards->size() != 1 || text_at(cards->front(), "origin") != "contact_request") return {};
  const Json* phones = array_at(cards->front(), "phones");
  if (!phones || phones->empty()) return {};
  const Json& phone = phones->front();
  const std::string digits = phone_in(text_at(phone, "wa_id"));
  // As the citizen's telephone spells it: a national number where there is no wa_id.
  return digits.empty() ? phone_digits(text_at(phone, "phone")).value_or("") : digits;
}

}  // namespace urp::whatsapp
