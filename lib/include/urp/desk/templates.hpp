// templates.hpp: the templates of the account, as WhatsApp last told. How they are asked for is work.hpp.
#pragma once

#include <string>
#include <vector>

#include <urp/api.hpp>
#include <urp/office.hpp>
#include <urp/template.hpp>

namespace urp {

struct TemplateList {
  std::vector<Template> templates;     // by name, then language
  std::optional<TimePoint> synced_at;  // real clock; none: never asked
};
URP_API TemplateList list_templates(Office& office);
/// `name` or `name:language`. Throws not_found.
URP_API Template find_template(Office& office, const std::string& name);

}  // namespace urp
