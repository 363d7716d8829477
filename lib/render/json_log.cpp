#include <urp/error.hpp>
#include <urp/render_log.hpp>

#include "render/json_document.hpp"
#include "render/json_shapes.hpp"
#include "render/json_writer.hpp"

namespace urp {

std::string to_json(std::span<const LoggedDeed> log, const Zone& zone) {
  return render::document(zone, [&](render::JsonWriter& json) {
    json.list("deeds", log, [&json](const LoggedDeed& one) {
      const Event& event = one.what.deed;
      json.begin_object();
      json.list("names", undone_names(one.what));
      json.field("at", event.at);
      json.field("verb", event.verb);
      json.field("ticket", event.ticket);
      json.field("message", event.message);
      json.field("event", event.id.value);
      json.field("undo", one.undo);
      json.maybe("error", one.why, render::put_failure);
      json.end_object();
    });
  });
}

}  // namespace urp
