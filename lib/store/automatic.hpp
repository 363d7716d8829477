// automatic.hpp: what may be said by itself, when, and what the rule needs to know: the table automatic_due.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/automatic.hpp"
#include "store/access.hpp"

namespace urp::store {

struct DueAutomatic {
  TicketId ticket;
  Occasion occasion = Occasion::presented;
  TimePoint since{};
};

/// It happened again: what was settled may be said anew; what waits goes on waiting.
void note_occasion(Writer& db, const DueAutomatic& due, TimePoint not_before);
std::vector<DueAutomatic> list_due_automatic(const Access& db, TimePoint now, int limit);
void postpone_automatic(Writer& db, const DueAutomatic& due, TimePoint not_before);
/// Said, or it will not be.
void settle_automatic(Writer& db, const DueAutomatic& due);
/// All that is due. How many.
int settle_due_automatic(Writer& db, TimePoint now);

/// Closed since then, by a clerk, and nothing was noted of it yet.
std::vector<DueAutomatic> list_newly_closed(const Access& db, TimePoint since, int limit);
/// Waiting for a citizen who wrote since then, and nothing was noted of it yet.
struct SilentCitizen {
  DueAutomatic due;  // since: the citizen's last message
  TimePoint window_closes{}, last_word{};
};
std::vector<SilentCitizen> list_newly_waiting(const Access& db, TimePoint since, int limit);

/// What the rows say; whether the office is open is not theirs to know.
struct AutomaticCase {
  AutomaticFacts facts;
  WordingValues values;
  std::string service;  // slug; empty: none
  ContactId contact;
  std::int64_t number = 0;
};
AutomaticCase read_automatic(const Access& db, const DueAutomatic& due, TimePoint now, TimePoint month_begin);

/// Automatic messages of the office, without those of notices.
std::int64_t count_automatic(const Access& db, TimePoint since);

}  // namespace urp::store
