// csv.hpp: the cells of a CSV file (RFC 4180, but lines end in "\n"): UTF-8, quoted where any reader could
// need it, whatever separator that reader guesses.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <urp/ids.hpp>
#include <urp/time.hpp>

#include "render/time_cache.hpp"

namespace urp::render {

/// `excel`: for a person who opens the file with a double click: a byte order mark, times of the office
/// without an offset, and phones as text, because a spreadsheet makes 3,93E+11 of them.
struct CsvLayout {
  char separator = ',';
  bool excel = false;
};

/// Takes the names of the columns out of the same function that fills them.
class CsvNames {
 public:
  CsvNames(std::string& out, char separator) : out_(&out), separator_(separator) {}

  void text(std::string_view name, const auto&) { put(name); }
  void phone(std::string_view name, const auto&) { put(name); }
  void word(std::string_view name, const auto&) { put(name); }
  void number(std::string_view name, const auto&) { put(name); }
  void flag(std::string_view name, const auto&) { put(name); }
  void time(std::string_view name, const auto&) { put(name); }

 private:
  void put(std::string_view name) {
    if (!first_) out_->push_back(separator_);
    first_ = false;
    out_->append(name);
  }

  std::string* out_;
  char separator_;
  bool first_ = true;
};

/// One line; every call is a cell, what is absent is empty.
class CsvCells {
 public:
  CsvCells(std::string& out, const CsvLayout& layout, TimeCache& times)
      : out_(&out), times_(&times), layout_(layout) {}

  /// Free text: controls escaped, and an apostrophe wherever a spreadsheet could begin a formula.
  void text(std::string_view, std::string_view content) {
    next();
    put_text(content);
  }
  void text(std::string_view name, const std::string& content) { text(name, std::string_view(content)); }
  void text(std::string_view, const std::optional<std::string>& content) {
    next();
    if (content) put_text(*content);
  }
  void text(std::string_view, const std::vector<std::string>& items);  // joined by ";"
  /// "+39..." as we write it; anything else is text.
  void phone(std::string_view, const std::optional<std::string>& content);
  /// One of our own words, never a stranger's.
  void word(std::string_view, std::string_view content) {
    next();
    out_->append(content);
  }
  void word(std::string_view, const std::optional<MessageRef>& ref);
  void word(std::string_view, ContactId id) { put_number_after("c", id.value); }
  void number(std::string_view, std::int64_t content) { put_number_after({}, content); }
  void number(std::string_view, TicketId content) { put_number_after({}, content.value); }
  void number(std::string_view, double content);
  void number(std::string_view, const std::vector<TicketId>& items);  // joined by ";"
  template <class Value>
  void number(std::string_view name, const std::optional<Value>& content) {
    if (content) {
      number(name, *content);
    } else {
      next();
    }
  }
  void flag(std::string_view, bool content) {
    next();
    out_->append(content ? "true" : "false");
  }
  void flag(std::string_view name, const std::optional<bool>& content) {
    if (content) {
      flag(name, *content);
    } else {
      next();
    }
  }
  void time(std::string_view, const std::optional<TimePoint>& content) {
    next();
    if (content) put_time((*times_)(*content));
  }

 private:
  void next() {
    if (!first_) out_->push_back(layout_.separator);
    first_ = false;
  }
  void put_number_after(std::string_view prefix, std::int64_t number);
  void put_time(std::string_view iso);
  void put_text(std::string_view content);
  void put_unusual_text(std::string_view content);

  std::string* out_;
  TimeCache* times_;
  CsvLayout layout_;
  bool first_ = true;
};

}  // namespace urp::render
