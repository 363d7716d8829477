// access.hpp: who asks and who changes: Reader, Writer, and the part of a Writer that can be taken back.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <urp/event.hpp>
#include <urp/ids.hpp>
#include <urp/time.hpp>

#include "db/row.hpp"
#include "db/sql.hpp"

namespace urp::db {

/// Makes a value of a row, reading each of its columns.
template <class F>
concept RowReader = std::invocable<const F&, Row&>;

/// What both kinds of access can do: ask.
class Access {
 public:
  /// Every row, as `read` makes it.
  template <class T, RowReader Read, class... Args>
  std::vector<T> all(Sql sql, const Read& read, const Args&... args) const {
    std::vector<T> rows;
    Query asked = ask(sql, args...);
    while (asked.step()) rows.push_back(take(asked, read));
    return rows;
  }
  /// Of a SELECT of one column.
  template <class T, class... Args>
  requires(!RowReader<Args> && ...) std::vector<T> all(Sql sql, const Args&... args)
  const { return all<T>(sql, column<T>, args...); }

  /// The first row, if there is one.
  template <class T, RowReader Read, class... Args>
  std::optional<T> first(Sql sql, const Read& read, const Args&... args) const {
    Query asked = ask(sql, args...);
    if (!asked.step()) return std::nullopt;
    return take(asked, read);
  }
  template <class T, class... Args>
  requires(!RowReader<Args> && ...) std::optional<T> first(Sql sql, const Args&... args)
  const { return first<T>(sql, column<T>, args...); }

  /// The one column of a SELECT that always has a row: a count, EXISTS.
  template <class T, class... Args>
  T value(Sql sql, const Args&... args) const {
    return first<T>(sql, column<T>, args...).value();
  }

  /// Row by row, so that memory does not grow with their number.
  template <RowReader Visit, class... Args>
  void each(Sql sql, const Visit& visit, const Args&... args) const {
    Query asked = ask(sql, args...);
    while (asked.step()) {
      Row row(asked);
      visit(row);
      asked.expect_columns(row.taken());
    }
  }

  /// `sql` is a literal: the statement is kept under its address. Queries throw ContentError, or Error: busy,
  /// denied, failed, each saying which file.
  Query query(const char* sql) const;
  /// For text that was put together (filters): prepared for this once.
  Query query_once(const std::string& sql) const;
  Store& store() const { return *store_; }

 protected:
  explicit Access(Store& store) : store_(&store) {}
  template <class... Args>
  Query ask(Sql sql, const Args&... args) const {
    Query asked = sql.kept() ? query(sql.kept()) : query_once(sql.composed());
    asked.bind_all(args...);
    return asked;
  }
  Store* store_;

 private:
  template <class Read>
  static auto take(const Query& query, const Read& read) {
    Row row(query);
    auto value = read(row);
    query.expect_columns(row.taken());
    return value;
  }
};

/// One view of the data: a deferred transaction, as short as the question.
class Reader : public Access {
 public:
  explicit Reader(Store& store);
  ~Reader();
  Reader(const Reader&) = delete;
};

/// A change: the turnstile, BEGIN IMMEDIATE, and an entry in the audit chain. Rolls back unless committed.
class Writer : public Access {
 public:
  /// What keeps no audit entry: the journal, indexes and cursors.
  enum class Kind { change, upkeep };

  /// Waits for its turn; throws busy after five seconds.
  Writer(Store& store, Actor actor, TimePoint now, TimePoint recorded_at, Kind kind = Kind::change);
  ~Writer();
  Writer(const Writer&) = delete;

  const Actor& actor() const { return actor_; }
  TimePoint now() const { return now_; }
  TimePoint recorded_at() const { return recorded_at_; }

  /// Carries out a change; how many rows it changed.
  template <class... Args>
  int run(Sql sql, const Args&... args) {
    Query asked = ask(sql, args...);
    asked.run();
    return asked.changes();
  }

  /// Adds the entry and returns its id, which is the revision of the rows it changed.
  EventId record(std::string_view verb, std::optional<TicketId> ticket, std::optional<std::int64_t> message,
                 const std::vector<Change>& changes);
  /// The id that record() will give next: rows may carry it as their revision before the entry is complete.
  EventId next_event() const { return EventId{head_.event + 1}; }
  std::int64_t last_insert_id() const;
  /// Throws std::logic_error when rows changed and nothing was recorded.
  void commit();

 private:
  friend class Savepoint;
  struct Head {  // of the audit chain
    std::int64_t event = 0;
    std::string hash;
  };
  Actor actor_;
  TimePoint now_, recorded_at_;
  Kind kind_;
  Head head_;
  std::int64_t first_event_ = 0;
  std::int64_t changes_before_ = 0;
  bool open_ = false;
};

/// The part of a Writer that can be taken back alone: rolled back unless released, its audit entries too.
class Savepoint {
 public:
  explicit Savepoint(Writer& writer);
  ~Savepoint();
  Savepoint(const Savepoint&) = delete;
  void release();

 private:
  Writer* writer_;
  Writer::Head head_;
  std::int64_t changes_before_;
  bool open_ = true;
};

}  // namespace urp::db
