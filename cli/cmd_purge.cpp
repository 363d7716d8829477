// urp purge: cases, people, bodies of the journal and mails that are past their time. Counts them, unless it
// is told to destroy.
#include <memory>

#include <urp/desk/purge.hpp>
#include <urp/error.hpp>
#include <urp/render.hpp>
#include <urp/render_memory.hpp>
#include <urp/text.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "invocation.hpp"
#include "layout.hpp"
#include "say.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

struct PurgeOptions {
  std::vector<std::string> classes;
  std::optional<std::string> authorisation;
  bool yes = false, dry_run = false, entries = false;
};

std::string past_words(const PurgeClass& one) {
  if (one.name == "contacts")
    return say(plural("{0} person", "{0} people", one.contacts), grouped(one.contacts));
  if (one.name == "journal") {
    return say(plural("{0} delivery of WhatsApp", "{0} deliveries of WhatsApp", one.bodies),
               grouped(one.bodies));
  }
  if (one.name == "mail") return say(plural("{0} mail", "{0} mails", one.letters), grouped(one.letters));
  return say(plural("{0} case", "{0} cases", one.tickets), grouped(one.tickets)) + ", " +
         say(plural("{0} message", "{0} messages", one.messages), grouped(one.messages)) + ", " +
         say(plural("{0} attachment", "{0} attachments", one.media), grouped(one.media));
}

bool is_empty(const PurgeClass& one) {
  return one.tickets + one.contacts + one.bodies + one.letters == 0;
}

std::string state_words(const PurgeClass& one, const PurgeOptions& options) {
  if (one.destroyed) return _("destroyed");
  if (options.yes && !options.dry_run && is_empty(one)) return _("nothing to destroy");
  return one.authorisation ? _("by authorisation") : "";
}

std::string held_words(const PurgeClass& one) {
  if (one.name == "journal")
    return say(plural("{0} more must stay", "{0} more must stay", one.held), one.held);
  if (one.name == "mail") {
    return say(plural("{0} more waits to be filed or dismissed: urp mail-in --list",
                      "{0} more wait to be filed or dismissed: urp mail-in --list", one.held),
               one.held);
  }
  if (one.name == "contacts")
    return say(plural("{0} more is on hold", "{0} more are on hold", one.held), one.held);
  return say(plural("{0} more is on hold, or a letter of it has not left",
                    "{0} more are on hold, or a letter of theirs has not left", one.held),
             one.held);
}

std::string entry_words(const Destroyed& one) {
  if (one.ticket) return to_string(*one.ticket);
  PurgeClass many;
  many.name = one.retention;
  many.contacts = many.bodies = many.letters = one.number;
  return past_words(many);
}

/// What was destroyed, by whose leave.
void print_register(Invocation& call, const std::vector<Destroyed>& entries) {
  const Zone& zone = call.office().zone();
  Printer& out = call.out();
  if (!call.style().screen) {
    for (const Destroyed& one : entries) {
      out.row({iso_time(one.at, zone), one.retention, one.ticket ? std::to_string(one.ticket->value) : "",
               std::to_string(one.number), std::to_string(one.messages), std::to_string(one.media),
               one.authorisation});
    }
    return;
  }
  if (entries.empty()) return out.sentence(_("nothing was destroyed as yet"));
  std::vector<std::vector<Cell>> rows;
  for (const Destroyed& one : entries) {
    rows.push_back({{short_time(one.at, call.office().now(), zone)},
                    {one_line(one.retention)},
                    {entry_words(one)},
                    {one.ticket ? std::to_string(one.messages) : ""},
                    {one.ticket ? std::to_string(one.media) : ""},
                    {one_line(one.authorisation)}});
  }
  const std::vector<Column> columns = {{_("destroyed on")}, {_("class")},       {_("what")},
                                       {_("messages")},     {_("attachments")}, {_("authorisation")}};
  for (const std::string& line : lay_out(columns, rows, call.style().width)) out.line(line);
}

void list(Invocation& call, const PurgeOptions& options) {
  if (options.yes || options.dry_run || options.authorisation) {
    throw Error(Fault::usage, _("--register only reads: it goes with no other option"),
                "urp purge --register");
  }
  const auto entries = list_destroyed(call.office(), options.classes);
  if (call.common.json) return put_document(call, to_json(entries, call.office().zone()), true);
  print_register(call, entries);
}

void print(Invocation& call, const PurgeResult& result, const PurgeOptions& options) {
  Office& office = call.office();
  Printer& out = call.out();
  if (!call.style().screen) {
    for (const PurgeClass& one : result.classes) {
      out.row({one.name, iso_time(one.before, office.zone()), std::to_string(one.tickets),
               std::to_string(one.messages), std::to_string(one.media), std::to_string(one.held),
               one.authorisation ? "true" : "false", one.destroyed ? "true" : "false",
               std::to_string(one.contacts), std::to_string(one.bodies), std::to_string(one.letters)});
    }
    return;
  }
  std::vector<std::vector<Cell>> rows;
  for (const PurgeClass& one : result.classes) {
    rows.push_back({{one_line(one.name)},
                    {short_time(one.before, office.now(), office.zone())},
                    {past_words(one)},
                    {state_words(one, options)}});
  }
  const std::vector<Column> columns = {{_("class")}, {_("before")}, {_("past its time")}, {""}};
  for (const std::string& line : lay_out(columns, rows, call.style().width)) out.line(line);
  for (const PurgeClass& one : result.classes) {
    if (one.held > 0) out.line(one_line(one.name) + ": " + held_words(one));
  }
  if (!options.yes) out.sentence(_("nothing was changed; to destroy them: urp purge --yes"));
}

void run(Invocation& call, const PurgeOptions& options) {
  if (options.entries) return list(call, options);
  PurgeRequest request;
  request.classes = options.classes;
  request.authorisation = options.authorisation.value_or("");
  request.destroy = options.yes && !options.dry_run;
  const PurgeResult result = purge(call.office(), request);
  if (request.destroy) call.out().best_effort();
  if (result.lacks_authorisation) call.shortcoming = Fault::refused;
  if (call.common.json) {
    put_document(call, to_json(result, call.office().zone()), !result.lacks_authorisation);
  } else {
    print(call, result, options);
  }
  if (result.lacks_authorisation && !call.common.json) {
    tell(
        _("urp: some classes may be destroyed under an authorisation alone: give its number with "
          "--authorisation"));
  }
  if (result.remains && !call.common.json)
    tell(_("urp: somebody reads in the database just now; the service clears the last traces soon"));
}

}  // namespace

void add_purge(Arguments& command, Invocation& invocation) {
  auto options = std::make_shared<PurgeOptions>();
  command.add_option(_("CLASS"), options->classes, _("of [[retention]]; none: all of them"));
  command
      .add_option("--authorisation", options->authorisation, _("its number, where the class asks for one"))
      ->type_name(_("NUMBER"));
  command.add_flag("--yes", options->yes, _("destroy; else they are only counted"));
  command.add_flag("--dry-run", options->dry_run, _("say what it would do, and change nothing"));
  command.add_flag("--register", options->entries, _("list what was destroyed, without it"));
  command.footer("urp purge ordinary --authorisation 12/2026 --yes");
  invocation.action = [options](Invocation& call) { run(call, *options); };
}

}  // namespace urp::cli
