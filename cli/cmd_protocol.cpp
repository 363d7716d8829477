// urp protocol T NUMBER/YEAR: the reference to the register.
#include <memory>

#include <urp/desk/archive.hpp>
#include <urp/error.hpp>
#include <urp/render.hpp>

#include "arguments.hpp"
#include "clerk_text.hpp"
#include "commands.hpp"
#include "invocation.hpp"
#include "layout.hpp"
#include "say.hpp"
#include "ticket_list.hpp"

namespace urp::cli {
namespace {

struct ProtocolOptions {
  std::string ticket, number;
  std::optional<std::string> reg, date;
  bool dry_run = false;
};

ProtocolRequest make_request(const ProtocolOptions& options, TicketId ticket, const Office& office) {
  ProtocolRequest request;
  request.ticket = ticket;
  const auto number = parse_protocol_number(options.number);
  if (!number) {
    throw Error(Fault::usage, say(_("{0} is no number of a register"), one_line(options.number)),
                options.number.starts_with('-')
                    ? std::string(_("after -- there are words alone, no options: put them before it"))
                    : "urp protocol 415 0001234/2026");
  }
  request.number = *number;
  if (options.reg) request.reg = argument_text(*options.reg, "--register");
  if (options.date) {
    request.date = office.zone().local(parse_time(*options.date, office.now(), office.zone(), true)).date;
  }
  request.dry_run = options.dry_run;
  return request;
}

void print_entry(Printer& out, const TerminalStyle& style, const ProtocolEntry& entry) {
  const std::string number = entry.number + "/" + std::to_string(entry.year);
  if (!style.screen) {
    return out.row(
        {std::to_string(entry.ticket.value), entry.reg, number, entry.date, entry.sha256, entry.clerk});
  }
  out.line(fmt::format("{}  {} {}  {}  {}", to_string(entry.ticket), one_line(entry.reg), number, entry.date,
                       one_line(entry.clerk)));
  out.line("  SHA-256 " + entry.sha256);
}

void run(Invocation& call, const ProtocolOptions& options) {
  const TicketId ticket = parse_one_ticket(options.ticket, session_sources());
  Office& office = call.office();
  if (options.number.empty()) {
    const auto entries = list_protocol(office, ticket);
    if (call.common.json) return call.out().line(to_json(entries, office.zone()));
    for (const auto& entry : entries) print_entry(call.out(), call.style(), entry);
    if (entries.empty() && call.style().screen) {
      call.out().sentence(say(_("{0} is in no register yet"), to_string(ticket)));
    }
    return;
  }
  const ProtocolResult result = enter_protocol(office, make_request(options, ticket, office));
  if (!options.dry_run) call.out().best_effort();
  if (options.dry_run) tell_rehearsal();
  if (call.common.json) return call.out().line(to_json(result, office.zone()));
  if (!result.added && call.style().screen) tell(std::string(_("it was entered before")));
  print_entry(call.out(), call.style(), result.entry);
}

}  // namespace

void add_protocol(Arguments& command, Invocation& invocation) {
  auto o = std::make_shared<ProtocolOptions>();
  command.add_option("T", o->ticket, _("415, URP-415, or @ for the last one shown"))->required();
  command.add_option(_("NUMBER/YEAR"), o->number,
                     _("as the register gave it, 0001234/2026; without it, what was entered is listed"));
  command.add_option("--register", o->reg, _("which register; [archive] area where there is one"))
      ->type_name(_("NAME"));
  command.add_option("--date", o->date, _("of the entry, as 2026-11-23; today"))->type_name(_("DATE"));
  command.add_flag("--dry-run", o->dry_run, _("say what it would do, and change nothing"));
  command.footer("urp protocol 415 0001234/2026");
  invocation.action = [o](Invocation& call) { run(call, *o); };
}

}  // namespace urp::cli
