// bulk.hpp: what verbs that change many tickets share: naming them, asking first, saying what was done.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <urp/desk/bulk.hpp>
#include <urp/desk/change.hpp>
#include <urp/ticket.hpp>

#include "invocation.hpp"

namespace urp::cli {

class Argument;
class Arguments;

struct BulkOptions {
  std::vector<std::string> words;  // tickets, then the verb's own value where it has one
  bool yes = false, dry_run = false;
};
/// The positional `name`, --yes and --dry-run.
Argument* add_bulk_options(Arguments& command, BulkOptions& options, const char* name,
                           const char* description, bool required = true);

/// Splits `415 420-424 verde` where the tickets end. Throws usage when there is no ticket, or nothing after
/// them although `value`, as it is called, must follow.
struct NamedTickets {
  std::vector<TicketId> tickets;
  std::vector<std::string> rest;
};
NamedTickets parse_named(const std::vector<std::string>& words, const char* value);
/// All words are tickets; `-` with nothing on standard input is none, which is no error.
std::vector<TicketId> parse_all(const std::vector<std::string>& words);

/// So many that they are asked about.
bool is_many(std::size_t count);
/// Changes of three or more are asked about at a terminal and need --yes elsewhere. `question` is "Close {0}
/// tickets?", `refusal` "{0} tickets would be closed; nothing was changed".
void confirm_many(std::size_t count, const BulkOptions& options, const char* question, const char* refusal);

/// Nothing at all was done: one error that names every reason, with the gravest fault (3, then 9, 7, 6).
[[noreturn]] void throw_gravest(std::span<const Error> errors);

ChangeRequest change_request(const BulkOptions& options, const std::vector<TicketId>& tickets,
                             std::optional<std::int64_t> if_revision = std::nullopt);

/// What is said of one ticket to a person: "closed, resolved".
using TicketWords = std::function<std::string(const Ticket&)>;
/// The result on standard output, failures on standard error, exit 8 when some failed; throws when all did.
/// For programs: number, state, turn, clerk, tab-separated.
void print_bulk(Invocation& call, const BulkResult& result, const BulkOptions& options,
                const TicketWords& words);

}  // namespace urp::cli
