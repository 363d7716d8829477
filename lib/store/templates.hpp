// templates.hpp: the templates as WhatsApp last told.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <urp/template.hpp>

#include "domain/part.hpp"
#include "store/access.hpp"

namespace urp::store {

std::vector<Template> list_templates(const Access& db);
/// Every language of this name.
std::vector<Template> find_templates(const Access& db, const std::string& name);
std::optional<Template> find_template(const Access& db, const std::string& name, const std::string& language);
/// All there are: what is not among them is gone.
void replace_templates(Writer& db, const std::vector<Template>& templates);
/// A webhook about one of them. False: it is not known here, or says nothing new.
bool change_template(Writer& db, const TemplateChange& change);
/// When they were last asked for; nothing: never.
std::optional<TimePoint> templates_synced_at(const Access& db);
/// Whether WhatsApp said since that something about them changed.
bool templates_stale(const Access& db);
void set_templates_stale(Writer& db);

}  // namespace urp::store
