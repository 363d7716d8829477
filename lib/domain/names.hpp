// names.hpp: the words for machines: one table a word list.
#pragma once

#include <array>
#include <cctype>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace urp {

template <class Value>
struct Name {
  Value value;
  std::string_view english;                 // written to machines and to the database
  std::array<std::string_view, 4> italian;  // accepted from people; unused places are empty
};

inline std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

template <class Value, std::size_t size>
std::string_view name_in(const Name<Value> (&table)[size], Value value) {
  for (const auto& name : table) {
    if (name.value == value) return name.english;
  }
  return {};
}

template <class Value, std::size_t size>
std::vector<Value> values_in(const Name<Value> (&table)[size]) {
  std::vector<Value> values;
  for (const auto& name : table) values.push_back(name.value);
  return values;
}

/// What value_in understands.
template <class Value, std::size_t size>
std::vector<std::string> all_words(const Name<Value> (&table)[size]) {
  std::vector<std::string> words;
  for (const auto& name : table) {
    words.emplace_back(name.english);
    for (std::string_view word : name.italian) {
      if (!word.empty()) words.emplace_back(word);
    }
  }
  return words;
}

template <class Value, std::size_t size>
std::optional<Value> value_in(const Name<Value> (&table)[size], std::string_view text) {
  const std::string lower = lower_ascii(text);
  for (const auto& name : table) {
    if (name.english == lower) return name.value;
    for (std::string_view word : name.italian) {
      if (!word.empty() && word == lower) return name.value;
    }
  }
  return std::nullopt;
}

}  // namespace urp
