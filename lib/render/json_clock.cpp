// json_clock.cpp: the terms of a ticket, for programs.
#include <urp/render.hpp>

#include "render/json_document.hpp"
#include "render/json_shapes.hpp"

namespace urp {

using render::document;
using render::JsonWriter;

namespace {

void put_suspension(JsonWriter& json, const Suspension& one) {
  json.begin_object();
  json.field("ground", to_name(one.ground));
  json.field("law", law_of(one.ground));
  json.field("since", one.since);
  json.field("until", one.until);
  json.field("resumed_at", one.resumed_at);
  json.field("days", one.length.count());
  json.field("clerk", one.clerk);
  json.field("resumed_by", one.resumed_by);
  json.field("note", one.note);
  json.end_object();
}

void put_first_answer(JsonWriter& json, const TicketClock& clock) {
  json.begin_object();
  json.field("clock", "first_answer");
  json.field("due_at", clock.ticket.first_answer_due_at);
  json.field("done_at", clock.ticket.first_answered_at);
  json.field("office_seconds", clock.first_answer.count());
  json.end_object();
}

void put_term(JsonWriter& json, const TicketClock& clock) {
  json.begin_object();
  json.field("clock", "term");
  json.field("due_at", clock.ticket.term_due_at);
  json.field("done_at", clock.ticket.closed_at);
  json.field("days", clock.days.count());
  json.field("extended_days", clock.extended.count());
  json.field("law", clock.law);
  json.field("set_by_office", clock.by_office);
  json.end_object();
}

void put_service(JsonWriter& json, const Dispatch& dispatch) {
  json.begin_object();
  json.field("clock", "service");
  json.field("service", dispatch.service);
  json.field("state", dispatch.state);
  json.field("due_at", dispatch.due_at);
  json.field("done_at", dispatch.answered_at);
  json.end_object();
}

}  // namespace

std::string to_json(const TicketClock& clock, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    json.key("ticket");
    render::put_ticket(json, clock.ticket);
    json.field("presented_at", clock.ticket.presented_at);
    json.field("suspended", clock.suspended);
    json.key("terms");
    json.begin_array();
    put_first_answer(json, clock);
    put_term(json, clock);
    for (const Dispatch& dispatch : clock.ticket.dispatches) put_service(json, dispatch);
    json.end_array();
    json.list("suspensions", clock.suspensions,
              [&json](const Suspension& one) { put_suspension(json, one); });
  });
}

}  // namespace urp
