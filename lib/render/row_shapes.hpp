// row_shapes.hpp: what a row of an export holds, as cells and as an object.
#pragma once

#include <urp/event.hpp>
#include <urp/message.hpp>
#include <urp/notice.hpp>
#include <urp/ticket.hpp>

#include "domain/export_rows.hpp"
#include "render/json_shapes.hpp"

namespace urp::render {

inline std::vector<std::string> services_of(const std::vector<Dispatch>& dispatches) {
  std::vector<std::string> services;
  for (const Dispatch& dispatch : dispatches) services.push_back(dispatch.service);
  return services;
}

/// "name: Maria Serra; phone (CELL): +39..." with " | " between cards.
inline std::optional<std::string> words_of(const std::vector<CardLine>& cards) {
  if (cards.empty()) return std::nullopt;
  std::string words;
  int card = cards.front().card;
  for (const CardLine& line : cards) {
    if (!words.empty()) words.append(line.card == card ? "; " : " | ");
    card = line.card;
    words.append(line.kind);
    if (line.label) words.append(" (").append(*line.label).append(")");
    words.append(": ").append(line.value);
  }
  return words;
}

/// The columns and their order; new ones are appended, none is ever moved.
template <class Columns>
void put_columns(Columns& row, const Ticket& ticket) {
  const auto turn = turn_of(ticket.state);
  row.number("number", ticket.id);
  row.word("kind", to_name(ticket.kind));
  row.word("state", to_name(ticket.state));
  row.word("turn", turn ? to_name(*turn) : std::string_view());
  row.flag("urgent", ticket.urgent);
  row.text("subject", ticket.subject);
  row.word("contact_id", ticket.contact.id);
  row.text("contact_name", ticket.contact.name);
  row.phone("contact_phone", ticket.contact.phone);
  row.text("contact_user_id", ticket.contact.user_id);
  row.text("contact_username", ticket.contact.username);
  row.flag("contact_blocked", ticket.contact.blocked);
  row.text("service", ticket.service);
  row.text("dispatches", services_of(ticket.dispatches));
  row.text("clerk", ticket.clerk);
  row.text("tags", ticket.tags);
  row.text("flags", ticket.flags);
  row.number("unread", ticket.unread);
  row.number("messages", ticket.messages);
  row.text("preview", ticket.preview);
  row.time("presented_at", ticket.presented_at);
  row.time("waiting_since", ticket.waiting_since);
  row.time("last_message_at", ticket.last_message_at);
  row.time("last_inbound_at", ticket.last_inbound_at);
  row.time("window_closes_at", ticket.window_closes_at);
  row.time("first_answered_at", ticket.first_answered_at);
  row.time("first_answer_due_at", ticket.first_answer_due_at);
  row.time("term_due_at", ticket.term_due_at);
  row.flag("overdue", ticket.overdue);
  row.time("postponed_until", ticket.postponed_until);
  row.time("closed_at", ticket.closed_at);
  row.word("outcome", ticket.outcome ? to_name(*ticket.outcome) : std::string_view());
  row.number("linked_to", ticket.linked_to);
  row.number("linked", ticket.linked);
  row.word("identified", to_name(ticket.identified));
  row.number("revision", ticket.revision);
  row.number("merged_into", ticket.merged_into);
}

template <class Columns>
void put_columns(Columns& row, const Message& message) {
  static const Media no_media;
  static const Location nowhere;
  const Media& media = message.media ? *message.media : no_media;
  const Location& place = message.location ? *message.location : nowhere;
  row.number("ticket", message.ticket);
  row.number("number", message.ticket ? std::optional(message.number) : std::nullopt);
  row.word("contact", message.contact);
  row.word("direction", to_name(message.direction));
  row.text("type", message.type);
  row.text("purpose", message.purpose);
  row.text("text", message.text);
  row.text("media_mime_type", media.mime_type);
  row.number("media_size", media.size);
  row.text("media_sha256", media.sha256);
  row.text("media_file_name", media.file_name);
  row.flag("media_voice", message.media ? std::optional(media.voice) : std::nullopt);
  row.word("media_state", message.media ? to_name(media.state) : std::string_view());
  row.number("latitude", message.location ? std::optional(place.latitude) : std::nullopt);
  row.number("longitude", message.location ? std::optional(place.longitude) : std::nullopt);
  row.text("place_name", place.name);
  row.text("place_address", place.address);
  row.word("quote", message.quote);
  row.time("at", message.at);
  row.time("received_at", message.received_at);
  row.word("status", message.status ? to_name(*message.status) : std::string_view());
  row.number("error_code", message.error ? std::optional(message.error->code) : std::nullopt);
  row.text("error_message", message.error ? std::string_view(message.error->message) : std::string_view());
  row.text("provider_id", message.provider_id);
  row.text("clerk", message.clerk);
  row.flag("automatic", message.automatic);
  row.flag("hidden", message.hidden);
  row.text("ground", message.ground);
  row.number("revision", message.revision);
  row.text("cards", words_of(message.cards));
  row.number("shown_in", message.shown_in);
  row.flag("gone", message.hidden);
}

template <class Columns>
void put_columns(Columns& row, const NoticeResult& result) {
  row.word("contact", result.contact);
  row.phone("phone", result.phone);
  row.word("status", to_name(result.status));
  row.text("reason", result.reason);
  row.time("at", result.at);
  row.number("code", result.code);
  row.text("notice", result.notice);
}

inline void put_object(JsonWriter& json, const Ticket& ticket) {
  put_ticket(json, ticket);
}
inline void put_object(JsonWriter& json, const Message& message) {
  put_message(json, message);
}

inline void put_object(JsonWriter& json, const NoticeResult& result) {
  json.begin_object();
  json.field("notice", result.notice);
  json.field("contact", result.contact);
  json.field("phone", result.phone);
  json.field("status", to_name(result.status));
  json.field("reason", result.reason);
  json.field("code", result.code);
  json.field("at", result.at);
  json.end_object();
}

/// "field: before -> after" with "; " between them.
inline std::string words_of(const std::vector<Change>& changes) {
  std::string words;
  for (const Change& change : changes) {
    words.append(words.empty() ? "" : "; ").append(change.field).append(": ");
    if (change.before) words.append(*change.before).append(" -> ");
    words.append(change.after.value_or("-"));
  }
  return words;
}

template <class Columns>
void put_columns(Columns& row, const ExportedContact& one) {
  row.word("contact_id", one.contact.id);
  row.text("name", one.contact.name);
  row.text("profile_name", one.profile_name);
  row.phone("phone", one.contact.phone);
  row.text("user_id", one.contact.user_id);
  row.text("username", one.contact.username);
  row.flag("blocked", one.contact.blocked);
  row.text("note", one.note);
  row.time("created_at", one.created_at);
  row.number("tickets", one.tickets);
  row.number("unclosed", one.unclosed);
  row.time("last_message_at", one.last_message_at);
  row.text("topics", one.topics);
  row.text("merged_into", one.merged_into ? std::optional(to_string(*one.merged_into)) : std::nullopt);
  row.number("revision", one.revision);
}

template <class Columns>
void put_columns(Columns& row, const ExportedMedia& one) {
  row.number("ticket", one.ticket);
  row.number("number", one.ticket ? std::optional(one.number) : std::nullopt);
  row.word("contact", one.contact);
  row.word("direction", one.direction);
  row.text("type", one.type);
  row.time("at", one.at);
  row.word("state", to_name(one.media.state));
  row.text("mime_type", one.media.mime_type);
  row.number("size", one.media.size);
  row.text("sha256", one.media.sha256);
  row.text("file_name", one.media.file_name);
  row.flag("voice", one.media.voice);
  row.number("duration", one.media.duration);
  row.text("transcript", one.media.transcript);
  row.text("path", one.media.path);
  row.text("link", one.media.link);
}

template <class Columns>
void put_columns(Columns& row, const Event& one) {
  row.number("id", one.id.value);
  row.time("at", one.at);
  row.time("recorded_at", one.recorded_at);
  row.text("clerk", one.actor.clerk);
  row.text("login", one.actor.login);
  row.text("verb", one.verb);
  row.number("ticket", one.ticket);
  row.number("message", one.message);
  row.text("changes", words_of(one.changes));
}

template <class Columns>
void put_columns(Columns& row, const ExportedService& one) {
  row.text("slug", one.slug);
  row.text("name", one.name);
  row.text("mail", one.mail);
  row.number("routed", one.routed);
  row.number("dispatches", one.dispatches);
  row.number("answered", one.answered);
  row.time("last_dispatch_at", one.last_dispatch_at);
}

inline void put_object(JsonWriter& json, const ExportedContact& one) {
  json.begin_object();
  json.key("contact");
  put_contact(json, one.contact);
  json.field("profile_name", one.profile_name);
  json.field("note", one.note);
  json.field("created_at", one.created_at);
  json.field("tickets", one.tickets);
  json.field("unclosed", one.unclosed);
  json.field("last_message_at", one.last_message_at);
  json.list("topics", one.topics);
  json.field("merged_into", one.merged_into);
  json.field("revision", one.revision);
  json.end_object();
}

inline void put_object(JsonWriter& json, const ExportedMedia& one) {
  json.begin_object();
  json.field("ticket", one.ticket);
  json.field("number", one.ticket ? std::optional(one.number) : std::nullopt);
  json.field("contact", one.contact);
  json.field("direction", one.direction);
  json.field("type", one.type);
  json.field("at", one.at);
  json.key("media");
  put_media(json, one.media, false);
  json.end_object();
}

inline void put_object(JsonWriter& json, const Event& one) {
  put_event(json, one);
}

inline void put_object(JsonWriter& json, const ExportedService& one) {
  json.begin_object();
  json.field("slug", one.slug);
  json.field("name", one.name);
  json.field("mail", one.mail);
  json.field("routed", one.routed);
  json.field("dispatches", one.dispatches);
  json.field("answered", one.answered);
  json.field("last_dispatch_at", one.last_dispatch_at);
  json.end_object();
}

/// RFC 7946. Without the person: what is on a map is passed on.
inline void put_object(JsonWriter& json, const PlacedTicket& placed) {
  const Ticket& ticket = placed.ticket;
  json.begin_object();
  json.field("type", "Feature");
  json.field("id", ticket.id);
  json.key("geometry");
  json.begin_object();
  json.field("type", "Point");
  json.key("coordinates");
  json.begin_array();
  json.value(placed.place.longitude);
  json.value(placed.place.latitude);
  json.end_array();
  json.end_object();
  json.key("properties");
  json.begin_object();
  json.field("number", ticket.id);
  json.field("kind", to_name(ticket.kind));
  json.field("state", to_name(ticket.state));
  json.field("urgent", ticket.urgent);
  json.field("subject", ticket.subject);
  json.field("service", ticket.service);
  json.list("tags", ticket.tags);
  json.field("place_name", placed.place.name);
  json.field("place_address", placed.place.address);
  json.field("presented_at", ticket.presented_at);
  json.field("closed_at", ticket.closed_at);
  json.key("outcome");
  ticket.outcome ? json.value(to_name(*ticket.outcome)) : json.null();
  json.end_object();
  json.end_object();
}

}  // namespace urp::render
