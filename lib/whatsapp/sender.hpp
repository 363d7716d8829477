// sender.hpp: who wrote, or who was written to. A person may have a phone, a user id, or both.
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/part.hpp"
#include "whatsapp/element.hpp"

namespace urp::whatsapp {

/// Puts an address where its shape belongs: digits are a phone, everything else an id of the user or of its
/// parent. What is already known stays.
void add_address(Sender& sender, std::string_view address);
/// An address that its key says to be a user id.
void add_user_id(Sender& sender, std::string_view user_id);

/// Digits only, as WhatsApp's own wa_id: a plus and blanks are taken away; empty when it is no phone.
std::string phone_in(std::string_view address);

/// The people a value introduces in contacts[]; not parallel to its messages, and often not there at all.
class Contacts {
 public:
  Contacts(std::string_view body, const std::vector<Span>& spans);
  Contacts(const Contacts&) = delete;  // the maps point into people_

  /// from, from_user_id ...; and what the contact of the same phone or user id adds. A message that names
  /// nobody is of the one contact there is.
  Sender sender_of(const Json& message) const;
  /// The same of to, to_user_id ...: of what the office sent from a telephone.
  Sender receiver_of(const Json& message) const;
  /// The same of wa_id, user_id.
  Sender person_of(const Json& preference) const;
  /// Adds what the contact of the same phone or user id says; what is already known stays.
  void complete(Sender& sender) const;

 private:
  Sender person(const Json& object, const char* address, const char* user_id, const char* parent) const;
  const Sender* find(const Sender& sender) const;

  std::vector<Sender> people_;
  std::unordered_map<std::string_view, const Sender*> by_phone_, by_user_id_;
};

}  // namespace urp::whatsapp
