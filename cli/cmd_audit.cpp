// urp audit: who did what, out of the chain of events; and its head.
#include <memory>

#include <urp/desk/audit.hpp>
#include <urp/error.hpp>
#include <urp/event_verb_words.hpp>
#include <urp/render.hpp>
#include <urp/render_memory.hpp>
#include <urp/text.hpp>

#include "arguments.hpp"
#include "clerk_text.hpp"
#include "commands.hpp"
#include "event_words.hpp"
#include "invocation.hpp"
#include "json_lines.hpp"
#include "layout.hpp"
#include "nearest.hpp"
#include "options.hpp"
#include "say.hpp"
#include "ticket_list.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

struct AuditOptions {
  std::vector<std::string> tickets, clerks, verbs;
  std::optional<std::string> contact, since, until;
  int limit = -1;  // not asked for: the newest 50 for people, all for scripts
  bool jsonl = false, end = false;
};

constexpr int for_people = 50;

/// A hundred words are more than a hint can hold.
[[noreturn]] void refuse_verb(const std::string& word) {
  const auto meant = nearest(word, event_verb_words());
  throw Error(Fault::usage, say(_("{0}: \"{1}\" is not a value of it"), "--verb", word),
              meant ? say(_("did you mean: {0}? All of them: man urp-audit"), *meant)
                    : std::string(_("all of them: man urp-audit")));
}

std::vector<EventVerb> verbs_of(const std::vector<std::string>& words) {
  std::vector<EventVerb> verbs;
  for (const auto& word : words) {
    const auto verb = event_verb(word);
    if (!verb) refuse_verb(word);
    verbs.push_back(*verb);
  }
  return verbs;
}

AuditRequest make_request(Invocation& call, const AuditOptions& options) {
  Office& office = call.office();
  AuditRequest request;
  if (!options.tickets.empty()) request.tickets = parse_tickets(options.tickets, session_sources());
  request.contact = options.contact.value_or("");
  for (const auto& clerk : options.clerks) check_text(clerk, "--clerk");
  request.clerks = options.clerks;
  request.verbs = verbs_of(options.verbs);
  if (options.since) request.since = parse_time(*options.since, office.now(), office.zone(), true);
  if (options.until) request.until = parse_until(*options.until, office.now(), office.zone());
  const bool screen = call.style().screen && !call.common.json && !options.jsonl;
  request.limit = options.limit >= 0 ? options.limit : screen ? for_people : 0;
  return request;
}

/// `state open -> closed; reason «...»`
std::string changes_text(const AuditEntry& entry) {
  if (entry.erased) return _("(erased)");
  std::string text;
  for (const Change& change : entry.event.changes) {
    if (!text.empty()) text += "; ";
    text += one_line(change.field) + " ";
    if (change.before) text += one_line(*change.before) + " -> ";
    text += change.after ? one_line(*change.after) : "-";
  }
  return text;
}

std::string place_text(const Event& event) {
  if (!event.ticket) return {};
  return event.message ? to_string(MessageRef{*event.ticket, *event.message})
                       : std::to_string(event.ticket->value);
}

std::string screen_line(const AuditEntry& entry, const Office& office, const TerminalStyle& style) {
  const Event& event = entry.event;
  const Telling telling{style, office.zone(), office.now()};
  const std::string start = fmt::format("{} {}  ", pad_left(std::to_string(event.id.value), 7),
                                        pad_right(day_and_time(event.at, office.zone()), 13));
  const std::string indent(10, ' ');
  std::string text = start + event_words(event, telling);
  if (event.actor.clerk != event.actor.login)
    text += "  (" + say(_("login {0}"), one_line(event.actor.login)) + ")";
  if (!place_text(event).empty()) text += "  " + place_text(event);
  if (entry.erased) text += "  " + std::string(_("(erased)"));
  return wrap_lines(text, style.width - display_width(indent), indent);
}

void put_row(Printer& out, const AuditEntry& entry, const Zone& zone) {
  const Event& event = entry.event;
  out.row({std::to_string(event.id.value), iso_time(event.at, zone), event.actor.clerk, event.actor.login,
           event.verb, event.ticket ? std::to_string(event.ticket->value) : "",
           event.message ? std::to_string(*event.message) : "", entry.erased ? "" : changes_text(entry),
           entry.hash});
}

void run_list(Invocation& call, const AuditOptions& options) {
  check_end(options.end, options.jsonl);
  const AuditRequest request = make_request(call, options);
  Office& office = call.office();
  Printer& out = call.out();
  const Zone& zone = office.zone();
  if (call.common.json) {
    std::vector<AuditEntry> entries;
    list_audit(office, request, [&](const AuditEntry& entry) { entries.push_back(entry); });
    return out.line(to_json(entries, zone));
  }
  std::int64_t last = 0;
  const auto rows = list_audit(office, request, [&](const AuditEntry& entry) {
    last = entry.event.id.value;
    if (options.jsonl) {
      out.put(to_json_line(entry, zone));
    } else if (call.style().screen) {
      out.line(screen_line(entry, office, call.style()));
    } else {
      put_row(out, entry, zone);
    }
  });
  if (options.jsonl && options.end) out.put(end_line(rows, std::to_string(last)));
  if (rows == 0 && call.style().screen && !options.jsonl)
    out.sentence(_("nothing of that kind was recorded"));
}

void run_head(Invocation& call, bool write) {
  Office& office = call.office();
  const AuditHead head = write ? keep_audit_head(office) : audit_head(office);
  if (write) call.out().best_effort();
  if (call.common.json) return call.out().line(to_json(head, office.zone()));
  call.out().line(to_line(head));
}

}  // namespace

void add_audit(Arguments& command, Invocation& invocation) {
  auto options = std::make_shared<AuditOptions>();
  command.add_option("--ticket", options->tickets, _("of these tickets: numbers, ranges"))
      ->comma_separated()
      ->type_name("T");
  command.add_option("--contact", options->contact, _("of this person's cases, or about them"))
      ->type_name("C");
  command.add_option("--clerk", options->clerks, _("what this clerk did; urp and whatsapp are names too"))
      ->comma_separated()
      ->type_name(_("NAME"));
  command.add_option("--verb", options->verbs, _("what was done: close, reply, contact_erase ..."))
      ->comma_separated()
      ->type_name(_("WORD"));
  command.add_option("--since", options->since, _("at this time or later"))->type_name(_("TIME"));
  command.add_option("--until", options->until, _("before this time, or up to the end of this day"))
      ->type_name(_("TIME"));
  add_count(command, "-n,--limit", options->limit,
            _("the newest N (0 = all; default: 50 on a terminal, else all)"));
  command.add_flag("--jsonl", options->jsonl, _("one JSON object a line"));
  command.add_flag("--end", options->end, _("jsonl: a last line with the number of rows"));
  auto write = std::make_shared<bool>(false);
  invocation.action = [options](Invocation& call) { run_list(call, *options); };
  Arguments* head = command.add_subcommand("head", _("the newest entry: number, hash, time"));
  head->add_flag("--write", *write, _("append it to the file of [audit] head, as the service does each day"));
  head->callback(
      [&invocation, write] { invocation.action = [write](Invocation& call) { run_head(call, *write); }; });
  command.footer("urp audit --verb contact_erase,contact_access --since 30d");
}

}  // namespace urp::cli
