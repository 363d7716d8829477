// urp drafts: what the clerk typed and did not send.
#include <memory>

#include <urp/desk/drafts.hpp>
#include <urp/desk/reply.hpp>
#include <urp/error.hpp>
#include <urp/render.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "invocation.hpp"
#include "layout.hpp"
#include "say.hpp"
#include "ticket_list.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

struct DraftsOptions {
  std::optional<std::string> drop;
  bool dry_run = false;
};

void drop(Invocation& call, const DraftsOptions& options) {
  Office& office = call.office();
  const TicketId ticket = parse_one_ticket(*options.drop, session_sources());
  const auto draft = find_draft(office, ticket);
  if (!draft) {
    throw Error(Fault::not_found, say(_("{0}: there is no draft of yours"), to_string(ticket)),
                _("see them: urp drafts"));
  }
  if (!options.dry_run) return drop_draft(office, ticket);
  tell_rehearsal();
  if (call.style().screen) call.out().sentence(say(_("would be thrown away: {0}"), one_line(*draft)));
}

void print(Invocation& call, const std::vector<DraftLine>& drafts) {
  Office& office = call.office();
  Printer& out = call.out();
  if (call.common.json) return out.line(to_json(drafts, office.zone()));
  if (!call.style().screen) {
    for (const DraftLine& draft : drafts) {
      out.row({std::to_string(draft.ticket.value), iso_time(draft.at, office.zone()),
               to_string(draft.contact.id), draft.contact.name.value_or(""), draft.text});
    }
    return;
  }
  if (drafts.empty()) return out.sentence(_("There is no draft of yours."));
  std::vector<std::vector<Cell>> rows;
  for (const DraftLine& draft : drafts) {
    rows.push_back({{to_string(draft.ticket)},
                    {short_time(draft.at, office.now(), office.zone())},
                    {state_word(draft.state)},
                    {contact_label(draft.contact, 16)},
                    {one_line(draft.text)}});
  }
  for (const std::string& line : lay_out({{""}, {""}, {""}, {""}, {""}}, rows, call.style().width))
    out.line(line);
  out.line(rule(call.style()));
  const auto first = drafts.front().ticket.value;
  out.sentence(say(_("go on with the first: urp reply {0}    away with it: urp drafts --drop {0}"), first));
}

}  // namespace

void add_drafts(Arguments& command, Invocation& invocation) {
  auto options = std::make_shared<DraftsOptions>();
  command.add_option("--drop", options->drop, _("throw the draft of this case away"))->type_name("T");
  command.add_flag("--dry-run", options->dry_run, _("with --drop: say what it would do, and change nothing"));
  command.footer("urp drafts");
  invocation.action = [options](Invocation& call) {
    if (options->dry_run && !options->drop)
      throw Error(Fault::usage, _("--dry-run goes with --drop"), _("urp drafts alone changes nothing"));
    if (options->drop) drop(call, *options);
    if (!options->drop || call.common.json) print(call, list_drafts(call.office()));
  };
}

}  // namespace urp::cli
