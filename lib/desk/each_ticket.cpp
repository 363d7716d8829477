#include "desk/each_ticket.hpp"

#include <algorithm>

namespace urp {
namespace {

constexpr std::size_t batch = 50;  // some milliseconds of the turnstile

/// Whether the ticket itself refuses, and not the machine.
bool is_refusal(Fault fault) {
  switch (fault) {
    case Fault::usage:
    case Fault::not_found:
    case Fault::conflict:
    case Fault::refused:
    case Fault::window_closed:
      return true;
    default:
      return false;
  }
}

void change_some(db::Writer& db, std::span<const TicketId> tickets,
                 const std::function<void(db::Writer&, TicketId)>& change, BulkResult& result) {
  for (const TicketId ticket : tickets) {
    try {
      db::Savepoint savepoint(db);
      change(db, ticket);
      savepoint.release();
      result.done.push_back(ticket);
    } catch (const Error& error) {
      if (!is_refusal(error.fault())) throw;
      result.failed.emplace_back(ticket, error);
    }
  }
}

}  // namespace

BulkResult each_ticket(const Office::Local& office, std::span<const TicketId> tickets, bool dry_run,
                       const std::function<void(db::Writer&, TicketId)>& change) {
  BulkResult result;
  for (std::size_t from = 0; from < tickets.size(); from += batch) {
    BulkResult with_these = result;
    try {
      auto db = office.write();
      change_some(db, tickets.subspan(from, std::min(batch, tickets.size() - from)), change, with_these);
      if (!dry_run) db.commit();
    } catch (const Error& trouble) {
      if (result.done.empty()) throw;
      for (const TicketId ticket : tickets.subspan(from)) result.failed.emplace_back(ticket, trouble);
      return result;
    }
    result = std::move(with_these);
  }
  return result;
}

}  // namespace urp
