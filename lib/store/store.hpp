// store.hpp: the SQLite file, its locks and its two kinds of access. One Store a thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <urp/error.hpp>
#include <urp/event.hpp>
#include <urp/ids.hpp>
#include <urp/time.hpp>

struct sqlite3;
namespace SQLite {
class Database;
class Statement;
}  // namespace SQLite

namespace urp::store {

class Store;

/// What was to be written is at fault (a constraint, a size), not the file or the machine.
class ContentError : public Error {
 public:
  using Error::Error;
};

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
  Query& bind_null(int index);
  template <class T>
  Query& bind(int index, const std::optional<T>& value) {
    return value ? bind(index, *value) : bind_null(index);
  }

  bool step();  // true: there is a row
  void run();   // to the end, throwing the rows away
  /// The rows changed by the last run().
  int changes() const;

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
  Query(Store& store, Prepared* prepared, bool once) : store_(&store), prepared_(prepared), once_(once) {}
  Store* store_;
  Prepared* prepared_;  // null after a move
  bool once_;           // not kept: deleted when the loan ends
};

/// What both kinds of access can do: ask.
class Access {
 public:
  /// `sql` is a literal: the statement is kept under its address. Queries throw ContentError, or Error: busy,
  /// denied, failed, each saying which file.
  Query query(const char* sql) const;
  /// For text that was put together (filters): prepared for this once.
  Query query_once(const std::string& sql) const;
  Store& store() const { return *store_; }

 protected:
  explicit Access(Store& store) : store_(&store) {}
  Store* store_;
};

/// One view of the data: a deferred transaction, as short as the question.
class Reader : public Access {
 public:
  explicit Reader(Store& store);
  ~Reader();
  Reader(const Reader&) = delete;
};

/// A lock of the kernel on a file beside the database; freed at death.
class FileLock {
 public:
  enum class Mode { shared, exclusive };
  FileLock() = default;  // of no file: always free
  /// Opens the file, creating it with this mode. Does not lock yet. Throws denied, failed.
  FileLock(const std::filesystem::path& file, unsigned mode);
  ~FileLock();
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;

  bool try_lock(Mode mode);
  /// False when it did not get it in this time.
  bool lock(Mode mode, std::chrono::milliseconds wait);
  void unlock();
  /// What the holder says of itself: shown, never obeyed.
  void write_line(std::string_view line);
  /// Whether another process holds it now in a way that keeps `mode` out.
  bool is_held_by_another(Mode mode);

 private:
  int fd_ = -1;
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

struct StoreOptions {
  std::filesystem::path path;
  bool migrate = false;    // walk the steps instead of throwing schema_older
  bool create = true;      // when there is no file
  bool exclusive = false;  // nobody else may use it, now or until this Store is gone: migration, restore
  std::function<void(Store&, int from)>
      before_migration{};  // of a database that is not new; what it throws ends it
};

class Store {
 public:
  /// Throws schema_newer, schema_older, busy, denied (no access), failed.
  static std::unique_ptr<Store> open(const StoreOptions& options);
  static std::unique_ptr<Store> in_memory();
  ~Store();

  const std::filesystem::path& path() const;  // empty in memory
  std::filesystem::path media_folder() const;
  SQLite::Database& database();
  sqlite3* handle();
  int schema_version();

  /// The lock files of architecture.md ("users", "upkeep", "sender", "gate", "turn") and "listener", which
  /// who receives holds shared. A store in memory has none: its locks are always free.
  FileLock lock_file(std::string_view name) const;
  /// True when SQLite rolled the transaction back by itself (a full disk does that).
  bool lost_transaction() const;

 private:
  friend class Access;
  friend class Query;
  friend class Writer;
  struct Inside;
  explicit Store(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace urp::store
