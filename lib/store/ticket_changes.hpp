// ticket_changes.hpp: what clerks change on a ticket. Every change carries the revision of the event that
// will be recorded for it; one by the holder counts as a move, and keeps the claim alive.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <urp/ticket.hpp>

#include "store/access.hpp"

namespace urp::store {

/// A ticket as a change looks at it.
struct ChangeView {
  ContactId contact;
  TicketKind kind = TicketKind::request;
  TicketState state = TicketState::open_new;
  bool urgent = false;
  std::optional<std::string> subject, clerk;
  std::optional<TicketId> merged_into;
  std::optional<TimePoint> postponed_until, first_answered_at;
  TimePoint presented_at{};
  Identified identified = Identified::none;
};
[[noreturn]] void throw_unknown(TicketId ticket);

/// Throws not_found.
ChangeView get_change_view(const Access& db, TicketId ticket);
/// Throws not_found.
std::int64_t get_revision(const Access& db, TicketId ticket);

/// The new holder, or nobody. A new case is an open one as soon as somebody holds it.
void set_holder(Writer& db, TicketId ticket, const std::optional<std::string>& clerk);
void close_ticket(Writer& db, TicketId ticket, Outcome outcome);
/// The office's turn again, waiting since now.
void reopen_ticket(Writer& db, TicketId ticket);
void set_postponed(Writer& db, TicketId ticket, std::optional<TimePoint> until);
void set_urgent(Writer& db, TicketId ticket, bool urgent);
void set_kind(Writer& db, TicketId ticket, TicketKind kind, TimePoint term_due_at);
void set_subject(Writer& db, TicketId ticket, const std::optional<std::string>& subject);
void set_identified(Writer& db, TicketId ticket, Identified identified);
/// False: it has the tag already, or has it not.
bool add_tag(Writer& db, TicketId ticket, const std::string& tag);
bool remove_tag(Writer& db, TicketId ticket, const std::string& tag);
/// Of tickets that are not closed, by name, with how many carry it.
std::vector<std::pair<std::string, std::int64_t>> list_tags(const Access& db);
/// Nothing of the ticket's own row changed, but it did: its revision, and the holder's last move.
void note_change(Writer& db, TicketId ticket);

/// Who entered it has read it.
void read_all(Writer& db, TicketId ticket);

/// Not closed and held by this clerk, by number.
std::vector<TicketId> list_held(const Access& db, const std::string& clerk);

/// Claims of the office's turn without a move since `until`, on which nothing has waited for less: at most
/// `limit`. Those that are put off rest.
std::vector<TicketId> list_lapsed(const Access& db, TimePoint until, TimePoint now, int limit);
/// Gives them back, an event each; how many.
int lapse_claims(Writer& db, TimePoint until, int limit);
/// The same for one ticket: whether its claim had lapsed.
bool lapse_claim(Writer& db, TicketId ticket, TimePoint until);

}  // namespace urp::store
