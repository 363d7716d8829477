// urp undo: takes back what this terminal session did last.
#include <algorithm>
#include <set>

#include <urp/desk/reply.hpp>
#include <urp/desk/undo.hpp>
#include <urp/error.hpp>
#include <urp/render.hpp>
#include <urp/text.hpp>

#include "arguments.hpp"
#include "bulk.hpp"
#include "commands.hpp"
#include "invocation.hpp"
#include "say.hpp"
#include "undone.hpp"

namespace urp::cli {
namespace {

std::size_t count_tickets(const UndoResult& result) {
  std::set<TicketId> tickets;
  for (const Undone& one : result.done) {
    if (one.deed.ticket) tickets.insert(*one.deed.ticket);
  }
  return tickets.size();
}

void print(Invocation& call, const UndoResult& result, bool dry_run) {
  std::set<TicketId> answered;
  for (const Undone& one : result.done) {
    for (const std::string& name : undone_names(one)) {
      if (!call.style().screen) {
        call.out().row({name, one.messages.empty() ? one.deed.verb : to_name(Delivery::cancelled)});
        continue;
      }
      call.out().line(wrap_lines(undone_words(call, one, name, dry_run), call.style().width - 2, "  "));
    }
    if (!one.messages.empty()) answered.insert(*one.deed.ticket);
  }
  for (const auto& [deed, error] : result.failed) tell("urp: " + escape_controls(error.what()));
  if (!call.style().screen || dry_run) return;
  for (const TicketId ticket : answered) {
    if (find_draft(call.office(), ticket))
      call.out().sentence(say(_("the text is kept as a draft: urp reply {0}"), ticket.value));
  }
}

UndoResult take_back(Invocation& call, const BulkOptions& options, const std::vector<EventSpan>& deeds) {
  UndoRequest request{deeds, true};
  auto result = undo(call.office(), request);
  if (options.dry_run) return result;
  confirm_many(count_tickets(result), options, _("Take back what was done to {0} tickets?"),
               _("what was done to {0} tickets would be taken back; nothing was changed"));
  request.dry_run = false;
  return undo(call.office(), request);
}

void run(Invocation& call, const BulkOptions& options) {
  const Desk desk = desk_of(call);
  const auto deeds = last_deeds(desk);
  if (deeds.empty()) {
    throw Error(Fault::not_found, _("this terminal session has done nothing that could be taken back"),
                _("an answer of another one: urp outbox, urp cancel T/N"));
  }
  const UndoResult result = take_back(call, options, deeds);
  if (result.done.empty()) {
    std::vector<Error> errors;
    for (const auto& [deed, error] : result.failed) errors.push_back(error);
    throw_gravest(errors);
  }
  if (!options.dry_run) forget_last_deeds(desk);
  call.forget_deeds();
  if (!result.failed.empty()) call.shortcoming = Fault::partial;
  call.out().best_effort();
  if (call.common.json) return call.out().line(to_json(result));
  print(call, result, options.dry_run);
}

}  // namespace

void add_undo(Arguments& command, Invocation& invocation) {
  const auto options = std::make_shared<BulkOptions>();
  command.add_flag("--dry-run", options->dry_run, _("say what would be taken back, and change nothing"));
  command.add_flag("--yes", options->yes, _("do not ask; three or more need it where nobody can be asked"));
  command.footer("urp undo");
  invocation.action = [options](Invocation& call) { run(call, *options); };
}

}  // namespace urp::cli
