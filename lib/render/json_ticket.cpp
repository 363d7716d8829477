#include "render/json_shapes.hpp"

namespace urp::render {
namespace {}  // namespace

void put_contact(JsonWriter& json, const ContactSummary& contact) {
  json.begin_object();
  json.field("id", contact.id);
  json.field("name", contact.name);
  json.field("phone", contact.phone);
  json.field("user_id", contact.user_id);
  json.field("username", contact.username);
  json.field("blocked", contact.blocked);
  json.end_object();
}

void put_dispatch(JsonWriter& json, const Dispatch& dispatch) {
  json.begin_object();
  json.field("service", dispatch.service);
  json.field("lead", dispatch.lead);
  json.field("state", dispatch.state);
  json.field("sent_at", dispatch.sent_at);
  json.field("due_at", dispatch.due_at);
  json.field("answered_at", dispatch.answered_at);
  json.end_object();
}

void put_ticket(JsonWriter& json, const Ticket& ticket) {
  json.begin_object();
  json.field("number", ticket.id);
  json.field("kind", to_name(ticket.kind));
  json.field("state", to_name(ticket.state));
  const auto turn = turn_of(ticket.state);
  json.field("turn", turn ? std::optional(to_name(*turn)) : std::nullopt);
  json.field("urgent", ticket.urgent);
  json.field("subject", ticket.subject);
  json.key("contact");
  put_contact(json, ticket.contact);
  json.field("service", ticket.service);
  json.list("dispatches", ticket.dispatches, [&json](const Dispatch& one) { put_dispatch(json, one); });
  json.field("clerk", ticket.clerk);
  json.list("tags", ticket.tags);
  json.list("flags", ticket.flags);
  json.field("unread", ticket.unread);
  json.field("messages", ticket.messages);
  json.field("preview", ticket.preview);
  json.field("presented_at", ticket.presented_at);
  json.field("waiting_since", ticket.waiting_since);
  json.field("last_message_at", ticket.last_message_at);
  json.field("last_inbound_at", ticket.last_inbound_at);
  json.field("window_closes_at", ticket.window_closes_at);
  json.field("first_answered_at", ticket.first_answered_at);
  json.field("first_answer_due_at", ticket.first_answer_due_at);
  json.field("term_due_at", ticket.term_due_at);
  json.field("overdue", ticket.overdue);
  json.field("postponed_until", ticket.postponed_until);
  json.field("closed_at", ticket.closed_at);
  json.field("outcome", ticket.outcome ? std::optional(to_name(*ticket.outcome)) : std::nullopt);
  json.field("linked_to", ticket.linked_to);
  json.field("merged_into", ticket.merged_into);
  json.list("linked", ticket.linked);
  json.field("identified", to_name(ticket.identified));
  json.field("revision", ticket.revision);
  json.end_object();
}

}  // namespace urp::render
