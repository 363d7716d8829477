// urp later T... TIME: out of sight until then, or until the citizen writes.
#include <algorithm>
#include <cctype>
#include <memory>

#include <urp/desk/change.hpp>
#include <urp/error.hpp>
#include <urp/time.hpp>

#include "arguments.hpp"
#include "bulk.hpp"
#include "commands.hpp"
#include "options.hpp"
#include "say.hpp"
#include "times.hpp"

namespace urp::cli {
namespace {

/// `tomorrow 08:00` may come as two words. Now takes a delay back, by its name alone: `0d` is a slip.
std::optional<TimePoint> parse_until_when(const std::vector<std::string>& words, const Office& office) {
  const std::string word = joined(words);
  const TimePoint until = parse_time(word, office.now(), office.zone());
  if (until != office.now()) return until;
  const auto is_digit = [](unsigned char byte) { return std::isdigit(byte) != 0; };
  if (std::any_of(word.begin(), word.end(), is_digit)) {
    throw Error(Fault::usage, say(_("\"{0}\" is now: it puts nothing off"), word),
                _("say until when, as tomorrow 09:00 or 3d; the word now takes a delay back"));
  }
  return std::nullopt;
}

void run(Invocation& call, const BulkOptions& options) {
  Office& office = call.office();
  const auto named = parse_named(options.words, _("TIME"));
  const auto until = parse_until_when(named.rest, office);
  const auto request = change_request(options, named.tickets);
  confirm_many(request.tickets.size(), options, _("Put {0} tickets off?"),
               _("{0} tickets would be put off; nothing was changed"));
  print_bulk(call, postpone_tickets(office, request, until), options, [&office](const Ticket& ticket) {
    if (!ticket.postponed_until) return std::string(_("back in sight"));
    return say(_("put off {0}, or until the citizen writes"),
               until_time(*ticket.postponed_until, office.now(), office.zone()));
  });
}

}  // namespace

void add_later(Arguments& command, Invocation& invocation) {
  auto options = std::make_shared<BulkOptions>();
  add_bulk_options(command, *options, _("T... TIME"),
                   _("tickets, and until when: tomorrow 09:00, 3d, 2026-12-01; now takes it back"));
  command.footer("urp later 415 tomorrow 09:00");
  invocation.action = [options](Invocation& call) { run(call, *options); };
}

}  // namespace urp::cli
