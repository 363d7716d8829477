// row.hpp: the columns of one row, read in the order of the SELECT, so that inserting one moves nothing by
// number.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "db/query.hpp"

namespace urp::db {

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

/// `row >> ticket.id >> ticket.subject`: the member's type says how its column is read. An optional takes
/// NULL.
class Row {
 public:
  explicit Row(const Query& query) : query_(&query) {}

  template <class T>
  Row& operator>>(T& value) {
    value = next<T>();
    return *this;
  }
  /// A std::string_view is valid until the next row.
  template <class T>
  T next() {
    return get<T>(column_++);
  }
  bool next_is_null() const { return query_->is_null(column_); }
  Row& skip(int columns) {
    column_ += columns;
    return *this;
  }
  /// How many columns were read or skipped.
  int taken() const { return column_; }

 private:
  template <class T>
  T get(int column) const {
    if constexpr (is_optional<T>) {
      return query_->is_null(column) ? T{} : T{get<typename T::value_type>(column)};
    } else if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, std::string_view>) {
      return T(query_->text(column));
    } else if constexpr (std::is_same_v<T, bool>) {
      return query_->integer(column) != 0;
    } else if constexpr (std::is_floating_point_v<T>) {
      return static_cast<T>(query_->real(column));
    } else if constexpr (std::is_integral_v<T>) {
      return static_cast<T>(query_->integer(column));
    } else if constexpr (std::is_same_v<T, TimePoint>) {
      return query_->time(column);
    } else {
      return T{query_->integer(column)};  // an Id
    }
  }

  const Query* query_;
  int column_ = 0;
};

/// For a SELECT of one column.
template <class T>
T column(Row& row) {
  return row.next<T>();
}

}  // namespace urp::db
