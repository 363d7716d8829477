#include "domain/pseudonym.hpp"

#include <cmath>

#include "domain/detect.hpp"
#include "domain/hash.hpp"
#include "domain/mask.hpp"

namespace urp {
namespace {

void mask_text(std::optional<std::string>& text) {
  if (text) text = mask_detected(*text);
}

double blurred(double degrees) {
  constexpr double steps = 1'000;
  return std::round(degrees * steps) / steps;
}

}  // namespace

/// The key has one length, and what follows is parted by bytes that no value has: nothing can be moved
/// across.
std::string Pseudonyms::word(std::string_view kind, std::string_view value) const {
  constexpr std::size_t bytes = 6;
  std::string whole = key_;
  whole += kind;
  whole += '\0';
  whole += value;
  return std::string(kind) + "-" + hex(sha256(whole).substr(0, bytes));
}

std::int64_t Pseudonyms::number(std::string_view kind, std::int64_t value) const {
  const std::string digest = sha256(key_ + std::string(kind) + '\0' + std::to_string(value));
  std::int64_t made = 0;
  constexpr int bytes = 6;  // what a double of another program holds exactly
  for (int i = 0; i < bytes; ++i)
    made = made * 256 + static_cast<unsigned char>(digest[static_cast<std::size_t>(i)]);
  return made + 1;
}

TicketId Pseudonyms::other(TicketId ticket) const {
  return TicketId{number("ticket", ticket.value)};
}
ContactId Pseudonyms::other(ContactId contact) const {
  return ContactId{number("contact", contact.value)};
}

void Pseudonyms::replace(std::optional<std::string>& value, std::string_view kind) const {
  if (value) value = word(kind, *value);
}

void Pseudonyms::apply(ContactSummary& contact) const {
  contact.id = other(contact.id);
  replace(contact.name, "name");
  replace(contact.phone, "phone");
  replace(contact.user_id, "user");
  replace(contact.username, "username");
}

void Pseudonyms::apply(Ticket& ticket) const {
  ticket.id = other(ticket.id);
  apply(ticket.contact);
  mask_text(ticket.subject);
  mask_text(ticket.preview);
  replace(ticket.clerk, "clerk");
  if (ticket.linked_to) ticket.linked_to = other(*ticket.linked_to);
  if (ticket.merged_into) ticket.merged_into = other(*ticket.merged_into);
  for (auto& linked : ticket.linked) linked = other(linked);
}

void Pseudonyms::apply(Media& media) const {
  replace(media.sha256, "file");
  mask_text(media.transcript);
  media.file_name.reset();
  media.path.reset();
  media.link.reset();
}

void Pseudonyms::apply(Location& location) {
  location.latitude = blurred(location.latitude);
  location.longitude = blurred(location.longitude);
  location.name.reset();
  location.address.reset();
}

void Pseudonyms::apply(PlacedTicket& placed) const {
  apply(placed.ticket);
  apply(placed.place);
}

void Pseudonyms::apply(ExportedContact& contact) const {
  apply(contact.contact);
  replace(contact.profile_name, "name");
  contact.note.reset();
  if (contact.merged_into) contact.merged_into = other(*contact.merged_into);
}

void Pseudonyms::apply(ExportedMedia& attachment) const {
  if (attachment.ticket) attachment.ticket = other(*attachment.ticket);
  attachment.contact = other(attachment.contact);
  apply(attachment.media);
}

void Pseudonyms::apply(Message& message) const {
  message.contact = other(message.contact);
  if (message.ticket) message.ticket = other(*message.ticket);
  if (message.shown_in) message.shown_in = other(*message.shown_in);
  if (message.quote) message.quote->ticket = other(message.quote->ticket);
  mask_text(message.text);
  for (auto& amendment : message.amendments) mask_text(amendment.text);
  if (message.media) apply(*message.media);
  if (message.location) apply(*message.location);
  for (auto& line : message.cards) line.value = std::string(mask);
  for (auto& [name, value] : message.facts) value = mask_detected(value);
  replace(message.provider_id, "message");
  replace(message.clerk, "clerk");
  replace(message.flagged_by, "clerk");
}

void Pseudonyms::apply(NoticeResult& result) const {
  result.contact = other(result.contact);
  replace(result.phone, "phone");
}

}  // namespace urp
