// tree.hpp: a TOML text as plain values with the line of each; tree.cpp alone knows toml++.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace urp::config {

struct Member;

struct Item {
  enum class Type { text, integer, real, boolean, date, clock, list, table };

  Type type = Type::table;
  int line = 1;
  std::string text;
  std::int64_t integer = 0;
  double real = 0;
  bool boolean = false;
  std::chrono::year_month_day date{};
  std::vector<Item> items;      // of a list
  std::vector<Member> members;  // of a table

  const Item* find(std::string_view key) const;
};

struct Member {
  std::string key;
  int line = 1;
  Item item;
};

/// Throws configuration, with the line, for what is no TOML.
Item parse_tree(std::string_view toml, const std::string& origin);

/// What an item is, for "a number is expected, not text"; translated.
std::string type_words(const Item& item);

}  // namespace urp::config
