// query.hpp: a question to SQLite: bind, step, read the columns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <urp/error.hpp>
#include <urp/ids.hpp>
#include <urp/time.hpp>

namespace urp::db {

class Store;

/// What was to be written is at fault (a constraint, a size), not the file or the machine.
class ContentError : public Error {
 public:
  using Error::Error;
};

/// Bytes, as opposed to text.
struct Blob {
  std::string_view bytes;
};
/// Values that were gathered along with the text of a statement (filters), in their order.
using Values = std::vector<std::variant<std::int64_t, std::string>>;

/// What is empty, or 0, stands in the table as NULL.
inline std::optional<std::string_view> or_null(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(text);
}
inline std::optional<std::int64_t> or_null(std::int64_t value) {
  return value == 0 ? std::nullopt : std::optional(value);
}
template <class Tag>
std::optional<Id<Tag>> or_null(Id<Tag> id) {
  return id.value == 0 ? std::nullopt : std::optional(id);
}

/// A prepared statement on loan: kept between calls under its text, reset and cleared when the loan ends.
class Query {
 public:
  Query(Query&& other) noexcept;
  Query& operator=(Query&&) = delete;
  ~Query();

  Query& bind(int index, std::int64_t value);
  Query& bind(int index, int value) { return bind(index, std::int64_t{value}); }
  Query& bind(int index, bool value) { return bind(index, std::int64_t{value}); }
  Query& bind(int index, double value);
  Query& bind(int index, const std::string& value);  // not copied: must live until the loan ends
  Query& bind(int index, std::string&&) = delete;
  Query& bind(int index, std::string_view value);  // copied
  Query& bind(int index, const char* value) { return bind(index, std::string_view(value)); }
  Query& bind(int index, TimePoint value) {
    return bind(index, std::int64_t{value.time_since_epoch().count()});
  }
  template <class Tag>
  Query& bind(int index, Id<Tag> value) {
    return bind(index, value.value);
  }
  Query& bind_blob(int index, std::string_view value);  // copied
  Query& bind(int index, Blob value) { return bind_blob(index, value.bytes); }
  Query& bind_null(int index);
  Query& bind(int index, std::nullopt_t) { return bind_null(index); }
  template <class T>
  Query& bind(int index, const std::optional<T>& value) {
    return value ? bind(index, *value) : bind_null(index);
  }

  /// The values of all parameters, in their order. Throws std::logic_error when their number is another one.
  template <class... Args>
  Query& bind_all(const Args&... args) {
    expect_parameters((std::size_t{0} + ... + count(args)));
    [[maybe_unused]] int index = 0;
    (bind_next(index, args), ...);
    return *this;
  }

  bool step();  // true: there is a row
  void run();   // to the end, throwing the rows away
  /// The rows changed by the last run().
  int changes() const;

  /// Throws std::logic_error when the row has another number of columns.
  void expect_columns(int taken) const;
  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string_view text(int column) const;  // valid until the next step
  std::string string(int column) const { return std::string(text(column)); }
  TimePoint time(int column) const { return TimePoint(Seconds(integer(column))); }
  std::optional<std::string> maybe_string(int column) const;
  std::optional<std::int64_t> maybe_integer(int column) const;
  std::optional<TimePoint> maybe_time(int column) const;

 private:
  friend class Access;
  friend class Store;
  struct Prepared;
  void expect_parameters(std::size_t given) const;
  template <class T>
  static std::size_t count(const T&) {
    return 1;
  }
  static std::size_t count(const Values& values) { return values.size(); }
  template <class T>
  void bind_next(int& index, const T& value) {
    bind(++index, value);
  }
  void bind_next(int& index, const Values& values) {
    for (const auto& value : values) std::visit([&](const auto& one) { bind(++index, one); }, value);
  }
  Query(Store& store, Prepared* prepared, bool once) : store_(&store), prepared_(prepared), once_(once) {}
  Store* store_;
  Prepared* prepared_;  // null after a move
  bool once_;           // not kept: deleted when the loan ends
};

}  // namespace urp::db
