#include "whatsapp/form_answers.hpp"

#include <nlohmann/json.hpp>

namespace urp::whatsapp {
namespace {

/// "screen_0_Nome_0" is the name that Meta's form editor makes up: what people wrote stands in the middle.
std::string readable(std::string name) {
  constexpr std::string_view made_up = "screen_";
  if (name.starts_with(made_up)) {
    const auto begin = name.find('_', made_up.size());
    const auto end = name.rfind('_');
    if (begin != name.npos && end != name.npos && end > begin + 1)
      name = name.substr(begin + 1, end - begin - 1);
  }
  for (char& c : name) {
    if (c == '_') c = ' ';
  }
  return name;
}

bool is_too_deep(std::string_view json) {
  Span whole;
  return JsonWalk(json).skip(whole) && whole.depth > deepest_nesting;
}

/// One value on one line: lists by commas, of a file its name.
std::string flat(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_object()) {
    for (const char* name : {"file_name", "title", "value"}) {
      if (const auto words = as_text(at(value, name)); !words.empty()) return words;
    }
  }
  if (!value.is_array()) return value.is_null() ? std::string() : value.dump();
  std::string list;
  for (const Json& element : value) {
    const std::string words = flat(element);
    if (!words.empty()) list += (list.empty() ? "" : ", ") + words;
  }
  return list;
}

void add_lines(std::string& lines, const Json& answers) {
  for (const auto& [name, value] : answers.items()) {
    if (name == "flow_token") continue;
    if (value.is_object() && at(value, "file_name").is_null() && at(value, "title").is_null()) {
      add_lines(lines, value);  // an address stands in `values`
      continue;
    }
    const std::string words = flat(value);
    if (!words.empty()) lines += (lines.empty() ? "" : "\n") + readable(name) + ": " + words;
  }
}

}  // namespace

std::string form_answers(const Json& response) {
  if (response.is_null()) return {};
  Json answers = response;
  if (response.is_string()) {
    const auto& words = response.get_ref<const std::string&>();
    answers = is_too_deep(words) ? Json() : parse_json(words);
    if (answers.is_discarded() || answers.is_null()) return words;
  }
  if (!answers.is_object()) return flat(answers);
  std::string lines;
  add_lines(lines, answers);
  return lines;
}

}  // namespace urp::whatsapp
