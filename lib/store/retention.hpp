// retention.hpp: cases that are past the time for which their class keeps them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <urp/destroyed.hpp>
#include <urp/ticket.hpp>

#include "store/access.hpp"
#include "store/withheld.hpp"

namespace urp::store {

/// Closed before this time, and not destroyed yet; those of people on hold at `now`, and those of which a
/// letter has neither left nor been given up, are left out.
std::vector<TicketId> list_past(const Access& db, const std::vector<TicketKind>& kinds, TimePoint before,
                                TimePoint now);
std::int64_t count_past_kept(const Access& db, const std::vector<TicketKind>& kinds, TimePoint before,
                             TimePoint now);

struct Contents {
  std::int64_t messages = 0, media = 0;
};
Contents count_contents(const Access& db, TicketId ticket);
/// The register of what was destroyed, without it.
void enter_destroyed(Writer& db, TicketId ticket, const std::string& retention,
                     const std::string& authorisation);

/// People whom nobody needs any more: all their cases were destroyed, or there was none; not one of their
/// messages is younger than this time or waits; they take no notices, are not blocked, nor on hold at `now`.
std::vector<ContactId> list_idle_contacts(const Access& db, TimePoint before, TimePoint now);
std::int64_t count_idle_on_hold(const Access& db, TimePoint before, TimePoint now);

/// Bodies of the journal that came before this time, the oldest first; those of people on hold at `now`, and
/// those with a part that is unhandled still, are left out.
std::vector<JournalId> list_old_bodies(const Access& db, TimePoint before, TimePoint now);
std::int64_t count_old_bodies_kept(const Access& db, TimePoint before, TimePoint now);
/// What they say; that one came, and when, stays.
void destroy_bodies(Writer& db, const std::vector<JournalId>& bodies);

/// Mails that belong to no case and came before this time: those that a clerk has dismissed. One that waits
/// for a clerk still is left out.
std::vector<std::int64_t> list_old_mails(const Access& db, TimePoint before);
std::int64_t count_old_mails_kept(const Access& db, TimePoint before);
/// What they say, and who sent them; that one came, and when, stays, and the same mail is known again.
void destroy_mails(Writer& db, const std::vector<std::int64_t>& mails);

/// The same register, of what is no case.
void enter_destruction(Writer& db, std::string_view what, const std::string& authorisation,
                       std::int64_t number);

std::vector<Destroyed> list_destroyed(const Access& db);
std::optional<Destroyed> find_destroyed(const Access& db, TicketId ticket);

// What was destroyed in another database of the office and is still whole in this one, an older backup:
// destroyed once more. How many.
int destroy_cases_again(Writer& db, const std::vector<Withheld>& register_lines);
int destroy_bodies_again(Writer& db, const std::vector<Withheld>& register_lines);
int destroy_mails_again(Writer& db, const std::vector<Withheld>& register_lines);

}  // namespace urp::store
