#include "templates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>

#include "errors.hpp"

namespace sim {
namespace {

/// The names between {{ and }}, each once, in order.
std::vector<std::string> placeholders(const std::string& text) {
  std::vector<std::string> names;
  for (std::size_t at = 0; (at = text.find("{{", at)) != std::string::npos;) {
    const auto end = text.find("}}", at);
    if (end == std::string::npos) break;
    auto name = text.substr(at + 2, end - at - 2);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    at = end + 2;
  }
  return names;
}

Template simple(const char* name, const char* category, const char* text) {
  Json body = {{"type", "BODY"}, {"text", text}};
  for (const auto& parameter : placeholders(text)) {
    body["example"]["body_text_named_params"].push_back({{"param_name", parameter}, {"example", "esempio"}});
  }
  return {"", name, "it", category, "APPROVED", true, Json::array({body})};
}

/// What a text parameter may not hold.
void check_text(const std::string& where, const std::string& text) {
  if (text.empty()) throw Refusal{.code = 132018, .details = where + ": the parameter is empty"};
  if (text.find_first_of("\n\r\t") != std::string::npos || text.find("     ") != std::string::npos) {
    throw Refusal{.code = 132018,
                  .details = where +
                             ": a parameter cannot have new-line or tab characters or more than 4 "
                             "consecutive spaces"};
  }
}

std::string value_of(const Json& parameter, const std::string& where) {
  const std::string type = parameter.value("type", "");
  if (type == "text") {
    if (!parameter.contains("text") || !parameter["text"].is_string()) throw missing(where + "['text']");
    const std::string text = parameter["text"];
    check_text(where, text);
    return text;
  }
  if ((type == "currency" || type == "date_time") && parameter.contains(type))
    return parameter[type].value("fallback_value", "");
  throw Refusal{.code = 132012,
                .details = fmt::format("{}: a parameter of type '{}' does not fit", where, type)};
}

/// One text with placeholders, and the parameters that came for it.
void check_parameters(const Template& form, const std::string& where, std::string text,
                      const Json& parameters, std::size_t limit) {
  const auto names = placeholders(text);
  if (parameters.size() != names.size()) {
    throw Refusal{.code = 132000,
                  .details = fmt::format("{}: number of localizable_params ({}) does not match the expected "
                                         "number of params ({})",
                                         where, parameters.size(), names.size())};
  }
  std::set<std::string> filled;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string value = value_of(parameters[i], where);
    const std::string name = parameters[i].value("parameter_name", "");
    if (form.named && name.empty()) throw bad_parameter(where + ": parameter name is missing or empty");
    if (!form.named && !name.empty()) throw bad_parameter(where + ": a positional parameter has no name");
    const std::string& slot = form.named ? name : names[i];
    if (std::find(names.begin(), names.end(), slot) == names.end() || !filled.insert(slot).second)
      throw bad_parameter(fmt::format("{}: there is no parameter '{}', or it is given twice", where, slot));
    const std::string marked = "{{" + slot + "}}";
    for (std::size_t at = 0; (at = text.find(marked, at)) != std::string::npos; at += value.size())
      text.replace(at, marked.size(), value);
  }
  if (utf16_length(text) > limit)
    throw Refusal{.code = 132005, .details = fmt::format("{}: more than {} characters", where, limit)};
}

Json parameters_of(const Json* component) {
  if (component == nullptr) return Json::array();
  const Json parameters = component->value("parameters", Json::array());
  if (!parameters.is_array()) throw bad_parameter("template components: parameters must be an array");
  for (const auto& parameter : parameters) {
    if (!parameter.is_object()) throw bad_parameter("template components: a parameter must be an object");
  }
  return parameters;
}

}  // namespace

Json Template::as_json() const {
  return {{"name", name},
          {"parameter_format", named ? "NAMED" : "POSITIONAL"},
          {"components", components},
          {"language", language},
          {"status", status},
          {"category", category},
          {"id", id}};
}

Template parse_template(const Json& object) {
  Template made;
  made.id = object.value("id", "");
  made.name = object.value("name", "");
  made.language = object.value("language", "it");
  made.category = object.value("category", "UTILITY");
  made.status = object.value("status", "APPROVED");
  made.components = object.value("components", Json::array());
  // For tests: the body alone.
  if (object.contains("body")) made.components = Json::array({{{"type", "BODY"}, {"text", object["body"]}}});
  if (made.name.empty() || made.name.size() > 512 ||
      made.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != std::string::npos)
    throw std::invalid_argument("a template's name is 1 to 512 of a-z, 0-9 and _");
  bool numbers = false;
  bool has_body = false;
  for (const auto& component : made.components) {
    if (component.value("type", "") != "BODY") continue;
    has_body = true;
    for (const auto& name : placeholders(component.value("text", ""))) numbers = numbers || is_digits(name);
  }
  if (!has_body) throw std::invalid_argument("template " + made.name + " has no BODY");
  made.named = object.value("parameter_format", numbers ? "POSITIONAL" : "NAMED") == "NAMED";
  return made;
}

void Templates::reset() {
  templates_.clear();
  put(simple("risposta_pronta", "UTILITY",
             "Buongiorno {{nome}}, la risposta alla sua richiesta è pronta: scriva un messaggio qualsiasi "
             "per riceverla."));
  put(simple("pratica_aggiornata", "UTILITY", "La pratica {{protocollo}} è stata aggiornata."));
  put(simple("allerta_meteo", "UTILITY",
             "Allerta meteo della Protezione civile: {{testo}} Segua i canali del Comune."));
}

Template& Templates::put(Template made) {
  if (made.id.empty()) made.id = make_graph_id();
  for (auto& old : templates_) {
    if (old.name == made.name && old.language == made.language) return old = std::move(made);
  }
  return templates_.emplace_back(std::move(made));
}

const Template* Templates::find(const std::string& name, const std::string& language) const {
  const auto found = std::find_if(templates_.begin(), templates_.end(),
                                  [&](const auto& t) { return t.name == name && t.language == language; });
  return found == templates_.end() ? nullptr : &*found;
}

std::size_t Templates::remove(const std::string& name, const std::string& id) {
  const auto before = templates_.size();
  templates_.erase(
      std::remove_if(templates_.begin(), templates_.end(),
                     [&](const auto& t) { return t.name == name && (id.empty() || t.id == id); }),
      templates_.end());
  return before - templates_.size();
}

const Template& check_template(const Templates& templates, const Json& sent,
                               const std::function<void(const Json&, const std::string&)>& check_media) {
  const std::string name = sent.value("name", "");
  if (name.empty()) throw missing("template['name']");
  const Json language = sent.value("language", Json::object());
  if (!language.is_object() || language.value("code", "").empty())
    throw missing("template['language']['code']");
  if (language.value("policy", "deterministic") != "deterministic")
    throw bad_value("template['language']['policy'] must be deterministic");
  const std::string code = language.value("code", "");
  const auto* form = templates.find(name, code);
  if (form == nullptr ||
      (form->status != "APPROVED" && form->status != "PAUSED" && form->status != "DISABLED")) {
    throw Refusal{.code = 132001,
                  .details = fmt::format("template name ({}) does not exist in {}", name, code)};
  }
  if (form->status == "PAUSED") throw Refusal{.code = 132015, .details = name + " is paused"};
  if (form->status == "DISABLED") throw Refusal{.code = 132016, .details = name + " is disabled"};

  const Json* header = nullptr;
  const Json* body = nullptr;
  const Json given = sent.value("components", Json::array());
  if (!given.is_array()) throw bad_parameter("template['components'] must be an array");
  for (const auto& component : given) {
    const std::string type = component.is_object() ? component.value("type", "") : "";
    if (type == "header") {
      header = &component;
    } else if (type == "body") {
      body = &component;
    } else if (type != "button") {
      throw bad_parameter(fmt::format("template['components']: there is no component '{}'", type));
    }
  }
  bool takes_header = false;
  for (const auto& component : form->components) {
    const std::string type = component.value("type", "");
    takes_header = takes_header || type == "HEADER";
    if (type == "BODY")
      check_parameters(*form, "body", component.value("text", ""), parameters_of(body), 1024);
    if (type != "HEADER") continue;
    const std::string format = component.value("format", "TEXT");
    const Json parameters = parameters_of(header);
    if (format == "TEXT") {
      check_parameters(*form, "header", component.value("text", ""), parameters, 60);
      continue;
    }
    std::string kind = format;
    std::transform(kind.begin(), kind.end(), kind.begin(), [](unsigned char c) { return std::tolower(c); });
    if (parameters.size() != 1 || parameters[0].value("type", "") != kind || !parameters[0].contains(kind)) {
      throw Refusal{.code = 132012, .details = fmt::format("header: Format mismatch, expected {}", format)};
    }
    check_media(parameters[0][kind], kind);
  }
  if (header != nullptr && !takes_header) {
    throw Refusal{.code = 132000, .details = "header: the template has none"};
  }
  return *form;
}

}  // namespace sim
