// json_document.hpp: what every JSON document of urp begins with.
#pragma once

#include <optional>
#include <string>

#include "render/json_writer.hpp"

namespace urp::render {

/// One document: {"version":1, and what `fill` adds}
template <class Fill>
std::string document(const Zone& zone, Fill fill) {
  std::string out;
  TimeCache times(zone);
  JsonWriter json(out, times);
  json.begin_object();
  json.field("version", 1);
  fill(json);
  json.end_object();
  return out;
}
template <class Fill>
std::string document(Fill fill) {
  return document(Zone(), fill);
}

/// "channel":{"sending","reason","since"}
inline void put_channel(JsonWriter& json, std::optional<TimePoint> stopped_since, const std::string& reason) {
  json.key("channel");
  json.begin_object();
  json.field("sending", stopped_since ? "stopped" : "ok");
  json.field("reason", stopped_since ? std::optional(reason) : std::nullopt);
  json.field("since", stopped_since);
  json.end_object();
}

}  // namespace urp::render
