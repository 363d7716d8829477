#include "domain/template.hpp"

#include <algorithm>

#include <urp/error.hpp>
#include <urp/text.hpp>

#include "domain/say.hpp"

namespace urp {
namespace {

constexpr std::size_t longest_body = 1024, longest_header = 60;  // UTF-16 units

std::vector<std::string> placeholders(std::string_view text) {
  std::vector<std::string> names;
  for (std::size_t at = 0; (at = text.find("{{", at)) != text.npos;) {
    const auto end = text.find("}}", at);
    if (end == text.npos) break;
    std::string name(text.substr(at + 2, end - at - 2));
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    at = end + 2;
  }
  return names;
}

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// How the header's parameter is called by who fills it: apart only where the body has one of the same name.
std::string header_key(const Template& form, const std::string& name) {
  return has(placeholders(form.body), name) ? "header." + name : name;
}

const std::string* value_of(const TemplateValues& values, const std::string& key) {
  const auto found =
      std::find_if(values.begin(), values.end(), [&](const auto& value) { return value.first == key; });
  return found == values.end() ? nullptr : &found->second;
}

template <class Key>
std::string fill(std::string text, const TemplateValues& values, Key key_of) {
  std::string filled;
  for (std::size_t at = 0;;) {
    const auto begin = text.find("{{", at);
    const auto end = begin == text.npos ? text.npos : text.find("}}", begin);
    if (end == text.npos) return filled + text.substr(at);
    filled += text.substr(at, begin - at);
    const auto* value = value_of(values, key_of(text.substr(begin + 2, end - begin - 2)));
    filled += value ? *value : text.substr(begin, end + 2 - begin);
    at = end + 2;
  }
}

std::string body_text(const Template& form, const TemplateValues& values) {
  return fill(form.body, values, [](const std::string& name) { return name; });
}

std::string header_text(const Template& form, const TemplateValues& values) {
  return fill(form.header.value_or(""), values,
              [&](const std::string& name) { return header_key(form, name); });
}

std::string quoted(const std::vector<std::string>& names) {
  std::string list;
  for (const auto& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

/// These need no parameter, or one that the address names itself.
bool is_known_button(std::string_view kind) {
  constexpr std::string_view known[] = {"QUICK_REPLY", "URL", "PHONE_NUMBER", "REQUEST_CONTACT_INFO",
                                        "VOICE_CALL"};
  return std::find(std::begin(known), std::end(known), kind) != std::end(known);
}

bool is_known_header(std::string_view format) {
  constexpr std::string_view known[] = {"TEXT", "IMAGE", "VIDEO", "DOCUMENT"};
  return std::find(std::begin(known), std::end(known), format) != std::end(known);
}

/// What of the template urp cannot fill in, as WhatsApp names it.
std::optional<std::string> part_not_known(const Template& form) {
  if (form.unknown_part) return form.unknown_part;
  if (form.header_format && !is_known_header(*form.header_format)) return "HEADER " + *form.header_format;
  for (const auto& button : form.buttons) {
    if (!is_known_button(button.kind)) return "BUTTON " + button.kind;
  }
  return std::nullopt;
}

void check_can_be_sent(const Template& form) {
  if (form.status != "APPROVED") {
    throw Error(Fault::refused,
                say(_("template {0} ({1}) cannot be sent: WhatsApp says {2}{3}"), form.name, form.language,
                    form.status, form.reason ? ", " + *form.reason : std::string()),
                _("take another one: urp template list; or ask again what WhatsApp says: urp template sync"));
  }
  if (const auto part = part_not_known(form)) {
    throw Error(Fault::refused,
                say(_("template {0}: urp does not know how to fill in its part {1}"), form.name, *part),
                _("take another one: urp template list"));
  }
}

void check_value(const std::string& name, const std::string& value) {
  const char* what = nullptr;
  if (value.find_first_not_of(' ') == value.npos) {
    what = _("parameter {0} is empty");
  } else if (value.find_first_of("\r\n\t") != value.npos) {
    what = _("parameter {0}: a line break or a tab cannot stand in it");
  } else if (value.find("     ") != value.npos) {
    what = _("parameter {0}: more than four blanks in a row cannot stand in it");
  }
  if (what) throw Error(Fault::usage, say(what, name), _("the text of a template is one line"));
}

}  // namespace

std::vector<TemplateParameter> template_parameter_list(const Template& form) {
  std::vector<TemplateParameter> parameters;
  for (const auto& name : placeholders(form.body)) parameters.push_back({name, "body." + name});
  if (form.header_format == "TEXT") {
    for (const auto& name : placeholders(form.header.value_or(""))) {
      parameters.push_back({header_key(form, name), "header." + name});
    }
  }
  for (std::size_t i = 0; i < form.buttons.size(); ++i) {
    const std::string key = "button." + std::to_string(i);
    if (form.buttons[i].url && !placeholders(*form.buttons[i].url).empty()) parameters.push_back({key, key});
  }
  return parameters;
}

std::vector<std::string> template_parameters(const Template& form) {
  std::vector<std::string> names;
  for (auto& parameter : template_parameter_list(form)) names.push_back(std::move(parameter.key));
  return names;
}

std::string template_preview(const Template& form, const TemplateValues& values) {
  std::string text;
  if (form.header_format == "TEXT") text = header_text(form, values) + "\n\n";
  text += body_text(form, values);
  if (form.footer) text += "\n\n" + *form.footer;
  return text;
}

void check_template(const Template& form, const TemplateValues& values) {
  check_can_be_sent(form);
  const auto wanted = template_parameters(form);
  const std::string all = wanted.empty() ? std::string(_("the template has no parameters"))
                                         : say(_("the template has: {0}"), quoted(wanted));
  std::vector<std::string> given;
  for (const auto& [name, value] : values) {
    if (!has(wanted, name)) throw Error(Fault::usage, say(_("there is no parameter {0}"), name), all);
    if (has(given, name)) throw Error(Fault::usage, say(_("parameter {0} is given twice"), name), all);
    check_value(name, value);
    given.push_back(name);
  }
  std::vector<std::string> missing;
  for (const auto& name : wanted) {
    if (!has(given, name)) missing.push_back(name);
  }
  if (!missing.empty()) {
    throw Error(Fault::usage, say(_("template {0} wants also: {1}"), form.name, quoted(missing)),
                say(_("--param {0}=..."), missing.front()));
  }
  if (utf16_length(body_text(form, values)) > longest_body ||
      utf16_length(header_text(form, values)) > longest_header) {
    throw Error(Fault::usage, say(_("template {0}: the text is too long with these values"), form.name),
                say(_("WhatsApp takes {0} characters, and {1} in the header"), longest_body, longest_header));
  }
}

}  // namespace urp
