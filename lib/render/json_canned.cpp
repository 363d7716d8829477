// json_canned.cpp: canned answers, for programs.
#include <urp/render.hpp>

#include "render/json_document.hpp"

namespace urp {

using render::document;
using render::JsonWriter;

std::string to_json(std::span<const CannedLine> lines, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    json.list("canned", lines, [&json](const CannedLine& line) {
      json.begin_object();
      json.field("name", line.name);
      json.field("group", line.group.empty() ? std::nullopt : std::optional(line.group));
      json.field("text", line.text);
      json.list("texts", line.texts, [&json](const auto& one) {
        json.begin_object();
        json.field("language", one.first);
        json.field("text", one.second);
        json.end_object();
      });
      json.field("expires", line.expires ? std::optional(iso_date(*line.expires)) : std::nullopt);
      json.field("expired", line.expired);
      json.field("used", line.used);
      json.field("last_used_at", line.last_used_at);
      json.end_object();
    });
  });
}

}  // namespace urp
