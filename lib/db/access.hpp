// access.hpp: who asks and who changes: Reader, Writer, and the part of a Writer that can be taken back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <urp/event.hpp>
#include <urp/ids.hpp>
#include <urp/time.hpp>

#include "db/query.hpp"

namespace urp::db {

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

}  // namespace urp::db
