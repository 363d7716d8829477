// condition.hpp: a WHERE that is put together from filters, with the values of its question marks.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/access.hpp"

namespace urp::store {

/// `sql` is true of the rows that are wanted; the values of its question marks in order.
struct Condition {
  std::string sql;
  db::Values values;
};

/// `?, ?, ?`
inline std::string marks(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += i == 0 ? "?" : ", ?";
  return text;
}

class ConditionBuilder {
 public:
  /// `$` in what is added stands for this table.
  explicit ConditionBuilder(std::string table) : table_(std::move(table)) {}

  void add(std::string_view sql) {
    if (!condition_.sql.empty()) condition_.sql += " AND ";
    for (char c : sql) {
      if (c == '$') {
        condition_.sql += table_;
      } else {
        condition_.sql += c;
      }
    }
  }
  void bind(std::int64_t value) { condition_.values.emplace_back(value); }
  void bind(TimePoint value) { bind(value.time_since_epoch().count()); }
  void bind(std::string value) { condition_.values.emplace_back(std::move(value)); }
  void bind(const db::Values& values) {
    condition_.values.insert(condition_.values.end(), values.begin(), values.end());
  }
  void add(const Condition& other) {
    add(other.sql);
    bind(other.values);
  }

  template <class Value>
  void add_names(std::string_view column, const std::vector<Value>& values) {
    add(std::string(column) + " IN (" + marks(values.size()) + ")");
    for (const auto value : values) bind(std::string(to_name(value)));
  }

  bool empty() const { return condition_.sql.empty(); }
  /// Nothing was added: everything.
  Condition take() {
    if (condition_.sql.empty()) condition_.sql = "1";
    return std::move(condition_);
  }

 private:
  std::string table_;
  Condition condition_;
};

}  // namespace urp::store
