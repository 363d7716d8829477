// json_template.cpp: documents about templates.
#include <urp/render.hpp>

#include "render/json_document.hpp"

namespace urp {
namespace {

using render::document;
using render::JsonWriter;

void put_template(JsonWriter& json, const Template& form) {
  json.begin_object();
  json.field("name", form.name);
  json.field("language", form.language);
  json.field("status", form.status);
  json.field("category", form.category);
  json.list("parameters", template_parameters(form));
  json.field("header_format", form.header_format);
  json.field("header", form.header);
  json.field("body", form.body);
  json.field("footer", form.footer);
  json.list("buttons", form.buttons, [&json](const TemplateButton& button) {
    json.begin_object();
    json.field("kind", button.kind);
    json.field("text", button.text);
    json.field("url", button.url);
    json.end_object();
  });
  json.field("reason", form.reason);
  json.field("quality", form.quality);
  json.end_object();
}

}  // namespace

std::string to_json(const TemplateList& list, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    json.list("templates", list.templates, [&json](const Template& form) { put_template(json, form); });
    json.field("synced_at", list.synced_at);
  });
}

std::string to_json(const Template& form, const TemplateValues& values) {
  return document([&](JsonWriter& json) {
    json.key("template");
    put_template(json, form);
    json.field("preview", template_preview(form, values));
  });
}

}  // namespace urp
