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

struct ChainCheck {
  std::int64_t events = 0;
  std::optional<EventId>
      broken;  // the first entry that does not follow from the one before, or whose detail differs
};
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

}  // namespace urp::db
