#include "whatsapp/plain_words.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

namespace urp::whatsapp {
namespace {

constexpr std::string_view names_of_words[] = {
    "address", "answer",   "body", "caption", "choices",  "comment",          "description", "emoji",
    "label",   "location", "name", "options", "question", "selected_options", "text",        "title"};

bool holds_words(std::string_view name) {
  return std::find(std::begin(names_of_words), std::end(names_of_words), name) != std::end(names_of_words);
}

void add_words(std::string& lines, const Json& value, bool words) {
  if (value.is_object()) {
    for (const auto& [name, member] : value.items()) add_words(lines, member, holds_words(name));
  } else if (value.is_array()) {
    for (const Json& element : value) add_words(lines, element, words);
  } else if (words && value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    if (!text.empty()) lines += (lines.empty() ? "" : "\n") + text;
  }
}

}  // namespace

std::string plain_words(const Json& value) {
  std::string lines;
  add_words(lines, value, value.is_string());
  return lines;
}

}  // namespace urp::whatsapp
