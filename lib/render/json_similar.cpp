// json_similar.cpp: the document of answered cases like one.
#include <urp/render.hpp>

#include "render/json_document.hpp"
#include "render/json_shapes.hpp"

namespace urp {
namespace {

using render::JsonWriter;

void put_answer(JsonWriter& json, const SimilarAnswer& answer) {
  json.begin_object();
  json.key("ticket");
  render::put_ticket(json, answer.ticket);
  json.field("message", answer.message);
  json.field("words", answer.words);
  json.field("answer", answer.answer);
  json.field("text", answer.text);
  json.field("clerk", answer.clerk.empty() ? std::nullopt : std::optional(answer.clerk));
  json.field("at", answer.at);
  json.field("score", answer.score);
  json.field("times", static_cast<std::int64_t>(answer.cases.size()));
  json.list("cases", answer.cases);
  json.end_object();
}

}  // namespace

std::string to_json(const SimilarResult& result, const Zone& zone) {
  return render::document(zone, [&](JsonWriter& json) {
    json.field("ticket", result.ticket);
    json.list("words", result.words);
    json.list("common", result.common);
    json.field("looked_at", result.looked_at);
    json.list("answers", result.answers, [&json](const SimilarAnswer& answer) { put_answer(json, answer); });
  });
}

}  // namespace urp
