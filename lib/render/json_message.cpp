#include "render/json_shapes.hpp"

namespace urp::render {
namespace {

void put_attempt(JsonWriter& json, const DeliveryAttempt& attempt) {
  json.begin_object();
  json.field("token", attempt.token);
  json.field("at", attempt.at);
  json.field("outcome", attempt.outcome);
  json.field("code", attempt.code);
  json.end_object();
}

void put_location(JsonWriter& json, const Location& location) {
  json.begin_object();
  json.field("latitude", location.latitude);
  json.field("longitude", location.longitude);
  json.field("name", location.name);
  json.field("address", location.address);
  json.end_object();
}

void put_card_line(JsonWriter& json, const CardLine& line) {
  json.begin_object();
  json.field("card", line.card);
  json.field("kind", line.kind);
  json.field("label", line.label);
  json.field("value", line.value);
  json.end_object();
}

void put_amendment(JsonWriter& json, const Amendment& amendment) {
  json.begin_object();
  json.field("kind", to_name(amendment.kind));
  json.field("text", amendment.text);
  json.field("at", amendment.at);
  json.end_object();
}

}  // namespace

void put_media(JsonWriter& json, const Media& media, bool with_why) {
  json.begin_object();
  json.field("mime_type", media.mime_type);
  json.field("size", media.size);
  json.field("sha256", media.sha256);
  json.field("file_name", media.file_name);
  json.field("voice", media.voice);
  json.field("duration", media.duration);
  json.field("transcript", media.transcript);
  json.field("state", to_name(media.state));
  json.field("path", media.path);
  json.field("link", media.link);
  json.field("animated", media.animated);
  if (with_why) json.field("why", media.why);
  json.end_object();
}

void put_error(JsonWriter& json, const MessageError& error) {
  json.begin_object();
  json.field("code", error.code);
  json.field("message", error.message);
  json.end_object();
}

void put_failure(JsonWriter& json, const Error& error) {
  json.begin_object();
  json.field("code", fault_name(error.fault()));
  json.field("message", error.what());
  json.field("hint", error.hint().empty() ? std::nullopt : std::optional(error.hint()));
  json.end_object();
}

void put_message(JsonWriter& json, const Message& message, bool with_attempts) {
  json.begin_object();
  json.field("ticket", message.ticket);
  json.field("number", message.ticket ? std::optional(message.number) : std::nullopt);
  json.field("contact", message.contact);
  json.field("direction", to_name(message.direction));
  json.field("type", message.type);
  json.field("purpose", message.purpose);
  json.field("text", message.text);
  json.maybe("media", message.media,
             [with_attempts](JsonWriter& to, const Media& media) { put_media(to, media, with_attempts); });
  json.maybe("location", message.location, put_location);
  json.field("quote", message.quote);
  json.field("at", message.at);
  json.field("status", message.status ? std::optional(to_name(*message.status)) : std::nullopt);
  if (with_attempts) {
    json.list("attempts", message.attempts,
              [&json](const DeliveryAttempt& attempt) { put_attempt(json, attempt); });
  }
  json.maybe("error", message.error, put_error);
  json.field("provider_id", message.provider_id);
  json.field("clerk", message.clerk);
  json.field("automatic", message.automatic);
  json.field("hidden", message.hidden);
  json.field("ground", message.ground);
  json.field("revision", message.revision);
  json.field("shown_in", message.shown_in);
  json.field("gone", message.hidden);

  json.list("cards", message.cards, [&json](const CardLine& line) { put_card_line(json, line); });
  json.key("facts");
  json.begin_object();
  for (std::size_t i = 0; i < message.facts.size(); ++i) {
    const auto& [name, content] = message.facts[i];
    // A name given twice would make two readers see two things; the first wins.
    bool repeated = false;
    for (std::size_t j = 0; j < i; ++j) repeated = repeated || message.facts[j].first == name;
    if (repeated) continue;
    json.free_key(name);
    json.value(content);
  }
  json.end_object();
  json.list("amendments", message.amendments, [&json](const Amendment& one) { put_amendment(json, one); });
  json.field("received_at", message.received_at);
  if (with_attempts) json.field("status_at", message.status_at);
  json.end_object();
}

}  // namespace urp::render
