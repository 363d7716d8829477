// json_writer.hpp: appends JSON to a string, in the order it is told, for documents and for millions of rows
// alike. What it writes can go to a terminal: strangers' controls and bidirectional marks leave as \u
// escapes.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <urp/ids.hpp>
#include <urp/time.hpp>

#include "render/time_cache.hpp"

namespace urp::render {

class JsonWriter {
 public:
  JsonWriter(std::string& out, TimeCache& times) : out_(&out), times_(&times) {}

  void begin_object() { open('{'); }
  void end_object() { out_->push_back('}'); }
  void begin_array() { open('['); }
  void end_array() { out_->push_back(']'); }
  /// Names are ours: nothing in them needs an escape.
  void key(std::string_view name);
  /// A name that is data.
  void free_key(std::string_view name) {
    value(name);
    out_->push_back(':');
  }

  void null();
  void value(std::string_view text);
  void value(const std::string& text) { value(std::string_view(text)); }
  void value(const char* text) { value(std::string_view(text)); }
  void value(std::same_as<bool> auto truth) { put_word(truth ? "true" : "false"); }
  void value(double number);
  void value(std::int64_t number);
  void value(int number) { value(std::int64_t{number}); }
  void value(TimePoint at);
  void value(TicketId id) { value(id.value); }
  void value(ContactId id) { value(to_string(id)); }
  void value(MessageRef ref) { value(to_string(ref)); }
  template <class Value>
  void value(const std::optional<Value>& maybe) {
    if (maybe) {
      value(*maybe);
    } else {
      null();
    }
  }

  template <class Value>
  void field(std::string_view name, const Value& content) {
    key(name);
    value(content);
  }
  void null_field(std::string_view name) {
    key(name);
    null();
  }
  /// "name": what `put` writes of it, or null.
  template <class Value, class Put>
  void maybe(std::string_view name, const std::optional<Value>& content, Put put) {
    key(name);
    if (content) {
      put(*this, *content);
    } else {
      null();
    }
  }
  /// "name":[ each item as `put` writes it ]
  template <class List, class Put>
  void list(std::string_view name, const List& items, Put put) {
    key(name);
    begin_array();
    for (const auto& item : items) put(item);
    end_array();
  }
  template <class List>
  void list(std::string_view name, const List& items) {
    list(name, items, [this](const auto& item) { this->value(item); });
  }

 private:
  /// A comma, unless this is the first thing inside its brackets or behind its name.
  void separate() {
    if (out_->empty()) return;
    const char last = out_->back();
    if (last != '{' && last != '[' && last != ':' && last != ',' && last != '\n') out_->push_back(',');
  }
  void open(char bracket) {
    separate();
    out_->push_back(bracket);
  }
  void put_word(std::string_view word) {
    separate();
    out_->append(word);
  }

  std::string* out_;
  TimeCache* times_;
};

}  // namespace urp::render
