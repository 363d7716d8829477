// audit.hpp: the chain of events: digests of salted details, each entry hashed with the one before.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <urp/event.hpp>

#include "db/access.hpp"

namespace urp::db {

/// Lines of field, before, after, separated by tabs; absent is \N; tab, newline and backslash are escaped.
std::string encode_changes(const std::vector<Change>& changes);
std::vector<Change> decode_changes(std::string_view body);

/// SHA-256(previous || every other column, each with its length).
std::string chain_hash(std::string_view previous, std::int64_t id, TimePoint at, TimePoint recorded_at,
                       const Actor& actor, std::string_view verb, std::optional<std::int64_t> ticket,
                       std::optional<std::int64_t> message, std::string_view detail_digest);

/// Where the chain is not what was written.
struct ChainFault {
  enum class Kind {
    altered,         // it does not follow from the one before: changed, inserted, in another's place
    missing,         // there is no such entry
    detail_altered,  // the payload is another one
    detail_alone,    // a payload without an entry
  };
  Kind kind = Kind::altered;
  EventId first, last;  // a run of entries; mostly one
};
struct ChainCheck {
  std::int64_t events = 0;
  std::int64_t erased = 0, lost = 0;  // payloads destroyed on purpose; gone, and no erasure says so
  std::vector<ChainFault> faults;     // in the order of the chain
  std::optional<EventId> broken;      // the first place of them
};
/// Holds as well after payloads were erased. What was cut off at the end and put together again by somebody
/// who knows how is found by a head that was kept elsewhere alone.
ChainCheck check_chain(const Access& db);

/// How far a register has come: its last entry, and the beginning of that entry's hash. Kept beside the
/// database it tells whether an older copy, or one that went its own way, lies in its place.
struct RegisterMark {
  std::int64_t event = 0;
  std::string hash;  // hexadecimal
};
RegisterMark mark_of(const Access& db);
/// False when that entry is missing, or another one has its number.
bool has_mark(const Access& db, const RegisterMark& mark);

/// The newest entry: whoever keeps it elsewhere can prove what stood in the chain until then.
struct ChainHead {
  EventId event;
  std::string hash;  // 32 bytes
  TimePoint at{};    // recorded
};
std::optional<ChainHead> chain_head(const Access& db);
std::optional<ChainHead> find_link(const Access& db, EventId event);

}  // namespace urp::db
