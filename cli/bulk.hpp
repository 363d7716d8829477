// bulk.hpp: what verbs that change many tickets share: asking first, and saying what was done.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <urp/desk/bulk.hpp>
#include <urp/ticket.hpp>

#include "invocation.hpp"

namespace urp::cli {

/// Changes of so many ask on a terminal, and need --yes elsewhere (product.md, Confirmation).
constexpr std::size_t many = 3;

struct BulkOptions {
  std::vector<std::string> tickets;  // as typed
  bool yes = false, dry_run = false;
};
/// The tickets, --yes and --dry-run.
void add_bulk_options(CLI::App& command, BulkOptions& options);

/// The tickets that were named. Throws usage when standard input named none.
std::vector<TicketId> named_tickets(const std::vector<std::string>& words);

/// `question`: "Close {0} tickets?". Throws usage when it is not a yes.
void confirm_many(std::size_t count, const BulkOptions& options, const char* question);

/// Nothing was done: one error that names them all, with the status of the gravest (3, then 9, 7, 6).
template <class Which>
[[noreturn]] void throw_failed(const std::vector<std::pair<Which, Error>>& failed);

/// The result on stdout, failures on stderr, exit 8 when some failed; throws when all did. `line` says of one
/// ticket, for people, what it is now. For programs: number, state, clerk, tab-separated.
void print_bulk(Invocation& call, const BulkResult& result, const BulkOptions& options,
                const std::function<std::string(const Ticket&)>& line);

}  // namespace urp::cli
