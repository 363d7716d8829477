// json_event.cpp: an entry of the audit chain.
#include "render/json_shapes.hpp"

namespace urp::render {

void put_event_fields(JsonWriter& json, const Event& event) {
  json.field("id", event.id.value);
  json.field("at", event.at);
  json.field("recorded_at", event.recorded_at);
  json.field("clerk", event.actor.clerk);
  json.field("login", event.actor.login);
  json.field("verb", event.verb);
  json.field("ticket", event.ticket);
  json.field("message", event.message);
  json.list("changes", event.changes, [&json](const Change& change) {
    json.begin_object();
    json.field("field", change.field);
    json.field("before", change.before);
    json.field("after", change.after);
    json.end_object();
  });
}

void put_event(JsonWriter& json, const Event& event) {
  json.begin_object();
  put_event_fields(json, event);
  json.end_object();
}

}  // namespace urp::render
