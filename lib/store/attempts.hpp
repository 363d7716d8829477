// attempts.hpp: one try of one message, on record before its first byte leaves; the pace is counted in them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/access.hpp"

namespace urp::store {

struct Attempt {
  std::int64_t id = 0;
  MessageId message;
  std::string token;
  TimePoint claimed_at{};  // real clock
  TimePoint at{};          // office clock
  std::string outcome;
  std::optional<std::int64_t> code;
  std::optional<std::string> wamid;
};
/// Opens an attempt with a fresh token of 128 random bits. `opens`: the person's window is closed, so that it
/// counts against the daily limit.
Attempt open_attempt(Writer& db, MessageId message, ContactId contact, bool opens);
void end_attempt(Writer& db, std::int64_t attempt, std::string_view outcome, int http, std::int64_t code,
                 const std::string& wamid);
/// Nobody waits for their answers any more: the process that made them died.
void lose_open_attempts(Writer& db);

std::vector<Attempt> list_attempts(const Access& db, MessageId message);
/// How many attempts began in the last `span`, by the real clock; of one person when given.
std::int64_t count_attempts(const Access& db, TimePoint real_now, Seconds span,
                            std::optional<ContactId> contact = std::nullopt);
/// How many people were written to outside of their window since then.
std::int64_t count_opened(const Access& db, TimePoint real_since);
bool was_opened(const Access& db, ContactId contact, TimePoint real_since);

}  // namespace urp::store
