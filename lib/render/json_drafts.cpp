// json_drafts.cpp: the document of what was typed and not sent.
#include <urp/render.hpp>

#include "render/json_document.hpp"
#include "render/json_shapes.hpp"

namespace urp {

std::string to_json(std::span<const DraftLine> drafts, const Zone& zone) {
  using render::JsonWriter;
  return render::document(zone, [&](JsonWriter& json) {
    json.list("drafts", drafts, [&json](const DraftLine& draft) {
      json.begin_object();
      json.field("ticket", draft.ticket);
      json.field("state", to_name(draft.state));
      json.key("contact");
      render::put_contact(json, draft.contact);
      json.field("text", draft.text);
      json.field("at", draft.at);
      json.end_object();
    });
  });
}

}  // namespace urp
