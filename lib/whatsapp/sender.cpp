#include "whatsapp/sender.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "domain/unicode.hpp"

namespace urp::whatsapp {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

std::string_view without_blanks_around(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

/// `IT.ENT.` and more: shared by linked businesses. (`IT.ENT` alone would be a user id.)
bool is_parent_id(std::string_view id) {
  return id.size() > 7 && is_capital(id[0]) && is_capital(id[1]) && id.substr(2, 5) == ".ENT.";
}

void set_if_unknown(std::string& known, std::string_view said) {
  if (known.empty()) known = said;
}

Sender read_contact(const Json& contact) {
  Sender person;
  add_address(person, id_at(contact, "wa_id"));
  add_user_id(person, text_at(contact, "user_id"));
  set_if_unknown(person.parent_user_id, text_at(contact, "parent_user_id"));
  if (const Json* profile = object_at(contact, "profile")) {
    // A name of blanks or of what nobody can see is no name.
    if (const auto name = text_at(*profile, "name"); unicode::shows_something(name))
      person.profile_name = name;
    std::string_view username = text_at(*profile, "username");
    if (username.starts_with('@')) username.remove_prefix(1);
    person.username = username;
  }
  return person;
}

}  // namespace

// No rule of any country is applied.
std::string phone_in(std::string_view address) {
  if (address.starts_with('+')) address.remove_prefix(1);
  std::string digits;
  for (const char c : address) {
    if (c == ' ') continue;
    if (!is_digit(c)) return {};
    digits += c;
  }
  return digits;
}

void add_address(Sender& sender, std::string_view address) {
  address = without_blanks_around(address);
  if (std::string phone = phone_in(address); !phone.empty()) {
    set_if_unknown(sender.phone, phone);
  } else {
    add_user_id(sender, address);
  }
}

// The documented shape of a user id is not asked for: with an identity of a new shape a message can still be
// shown and told from others, without one it cannot.
void add_user_id(Sender& sender, std::string_view user_id) {
  user_id = without_blanks_around(user_id);
  set_if_unknown(is_parent_id(user_id) ? sender.parent_user_id : sender.user_id, user_id);
}

Contacts::Contacts(std::string_view body, const std::vector<Span>& spans) {
  people_.reserve(spans.size());
  for (const Span& span : spans) {
    // A broken contact is passed over: its message is still there, without the name.
    if (span.depth > deepest_nesting) continue;
    const Json contact = parse_json(span.of(body));
    if (contact.is_object()) people_.push_back(read_contact(contact));
  }
  for (const Sender& person : people_) {
    if (!person.phone.empty()) by_phone_.emplace(person.phone, &person);
    if (!person.user_id.empty()) by_user_id_.emplace(person.user_id, &person);
  }
}

Sender Contacts::sender_of(const Json& message) const {
  return person(message, "from", "from_user_id", "from_parent_user_id");
}
Sender Contacts::receiver_of(const Json& message) const {
  return person(message, "to", "to_user_id", "to_parent_user_id");
}
Sender Contacts::person_of(const Json& preference) const {
  return person(preference, "wa_id", "user_id", "parent_user_id");
}

Sender Contacts::person(const Json& object, const char* address, const char* user_id,
                        const char* parent) const {
  Sender sender;
  add_address(sender, id_at(object, address));
  add_user_id(sender, text_at(object, user_id));
  set_if_unknown(sender.parent_user_id, text_at(object, parent));
  if (sender.phone.empty() && sender.user_id.empty() && people_.size() == 1) {
    Sender only = people_.front();
    set_if_unknown(only.parent_user_id, sender.parent_user_id);
    return only;
  }
  complete(sender);
  return sender;
}

void Contacts::complete(Sender& sender) const {
  const Sender* person = find(sender);
  if (!person) return;
  for (auto member : {&Sender::phone, &Sender::user_id, &Sender::parent_user_id, &Sender::username,
                      &Sender::profile_name}) {
    set_if_unknown(sender.*member, person->*member);
  }
}

const Sender* Contacts::find(const Sender& sender) const {
  if (const auto found = by_phone_.find(sender.phone); found != by_phone_.end()) return found->second;
  if (const auto found = by_user_id_.find(sender.user_id); found != by_user_id_.end()) return found->second;
  return nullptr;
}

}  // namespace urp::whatsapp
