// change.hpp: what clerks decide about a case besides answering it: close, reopen, put off, classify.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <urp/api.hpp>
#include <urp/desk/bulk.hpp>
#include <urp/office.hpp>
#include <urp/ticket.hpp>

namespace urp {

struct ChangeRequest {
  std::vector<TicketId> tickets;
  std::optional<std::int64_t> if_revision;  // of the one ticket, as the caller read it
  bool dry_run = false;
};

// What ends or puts off a case fails with conflict when a colleague holds it. What is so already counts as
// done. Every ticket that does not exist fails with not_found.

/// Without an outcome: answered when the office has answered, else resolved. Closed already: conflict.
URP_API BulkResult close_tickets(Office& office, const ChangeRequest& request,
                                 std::optional<Outcome> outcome);
/// The office's turn again: a question that was closed without an answer has waited all the time, anything
/// else waits from now on. Not closed: conflict.
URP_API BulkResult reopen_tickets(Office& office, const ChangeRequest& request);
/// Out of sight until then, or until the citizen writes; midnight stands for the opening of that day; without
/// a time: back in sight. Throws usage when it is not later than now; conflict when it is not the office's
/// turn.
URP_API BulkResult postpone_tickets(Office& office, const ChangeRequest& request,
                                    std::optional<TimePoint> until);
URP_API BulkResult set_urgent(Office& office, const ChangeRequest& request, bool urgent);
/// The legal term follows the kind, from the day of presentation (L. 241/1990, art. 2).
URP_API BulkResult set_kind(Office& office, const ChangeRequest& request, TicketKind kind);
/// One line of at most 200 characters; empty: none. Throws usage.
URP_API BulkResult set_subject(Office& office, const ChangeRequest& request, const std::string& subject);
URP_API BulkResult set_identified(Office& office, const ChangeRequest& request, Identified identified);

struct TagRequest {
  std::vector<std::string> add, remove;  // letters, digits, - _ . : of any alphabet, at most 40 characters
};
/// Throws usage: a word that cannot be a tag.
URP_API BulkResult change_tags(Office& office, const ChangeRequest& request, const TagRequest& tags);
/// A tag as it is kept: in small letters. Throws usage.
URP_API std::string tag_name(const std::string& word);
/// Every tag of tickets that are not closed, with how many.
URP_API std::vector<std::pair<std::string, std::int64_t>> list_tags(Office& office);

}  // namespace urp
