// json_moderation.cpp: what stands against messages and people, and what was masked.
#include <urp/render.hpp>

#include "render/json_document.hpp"
#include "render/json_shapes.hpp"

namespace urp {

using render::document;
using render::JsonWriter;

namespace {

void put_suspect(JsonWriter& json, const Suspect& suspect) {
  json.begin_object();
  json.field("ticket", suspect.ref.ticket);
  json.field("number", suspect.ref.number);
  json.field("rule", suspect.rule);
  json.field("word", suspect.word);
  json.end_object();
}

void put_flag(JsonWriter& json, const Flag& flag) {
  const bool suspected = flag.suspected.has_value();
  json.begin_object();
  json.field("ticket", flag.ref.ticket);
  json.field("number", flag.ref.number);
  json.field("contact", flag.contact);
  json.field("ground", suspected ? std::nullopt : std::optional(to_name(flag.ground)));
  json.field("hidden", flag.hidden);
  json.field("note", flag.note);
  json.field("clerk", suspected ? std::nullopt : std::optional(flag.clerk));
  json.field("at", flag.at);
  json.field("rule", suspected ? std::optional(flag.suspected->rule) : std::nullopt);
  json.field("word", suspected ? flag.suspected->word : std::nullopt);
  json.end_object();
}

}  // namespace

namespace render {

void put_strikes(JsonWriter& json, const std::vector<Strikes>& strikes) {
  json.list("by_ground", strikes, [&json](const Strikes& one) {
    json.begin_object();
    json.field("ground", to_name(one.ground));
    json.field("count", one.count);
    json.field("usual", one.block_is_usual ? "block" : "warn");
    json.end_object();
  });
}

void put_suspects(JsonWriter& json, const std::vector<Suspect>& suspects) {
  json.list("suspects", suspects, [&json](const Suspect& one) { put_suspect(json, one); });
}

}  // namespace render

std::string to_json(const Ticket& ticket, const std::optional<Flag>& flag, const Zone& zone,
                    const std::vector<Warning>& warnings) {
  return document(zone, [&](JsonWriter& json) {
    json.key("ticket");
    render::put_ticket(json, ticket);
    json.maybe("flag", flag, put_flag);
    json.field("warning", warnings.empty() ? std::nullopt : std::optional(warnings.front().sent));
  });
}

std::string to_json(std::span<const Flag> flags, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    json.list("flags", flags, [&json](const Flag& flag) { put_flag(json, flag); });
  });
}

std::string to_json(const RedactView& view) {
  return document([&](JsonWriter& json) {
    json.field("message", to_string(view.ref));
    json.field("redacted", view.redacted);
    json.list("proposals", view.proposals, [&json](const RedactProposal& one) {
      json.begin_object();
      json.field("kind", one.kind);
      json.field("text", one.words);
      json.field("span", one.span.empty() ? std::nullopt : std::optional(one.span));
      json.end_object();
    });
  });
}

std::string to_json(const RedactResult& result) {
  return document([&](JsonWriter& json) {
    json.field("message", to_string(result.ref));
    json.field("redacted", result.redacted);
    json.field("masked", static_cast<std::int64_t>(result.masked.size()));
  });
}

}  // namespace urp
