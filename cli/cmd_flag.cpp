// urp flag T/N GROUND: moderation of messages.
#include <memory>
#include <optional>

#include <urp/desk/archive.hpp>
#include <urp/desk/look.hpp>
#include <urp/desk/moderate.hpp>
#include <urp/render.hpp>
#include <urp/text.hpp>

#include "arguments.hpp"
#include "bulk.hpp"
#include "clerk_text.hpp"
#include "commands.hpp"
#include "interrupt.hpp"
#include "layout.hpp"
#include "message_list.hpp"
#include "options.hpp"
#include "reply_flow.hpp"
#include "say.hpp"
#include "send.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

struct FlagOptions {
  BulkOptions bulk;
  std::optional<std::string> note, block_for, report, seal_key;
  int limit = 100;
  bool hide = false, block = false, warn = false, undo = false, list = false, unseal = false;
};

void print_list(Invocation& call, const FlagOptions& options) {
  Office& office = call.office();
  FlagListRequest request;
  request.limit = options.limit;
  if (!options.bulk.words.empty()) {
    request.ground = parse_word<Ground>(_("GROUND"), joined(options.bulk.words), ground, ground_names());
  }
  const auto flags = list_flags(office, request);
  if (call.common.json) return call.out().line(to_json(flags, office.zone()));
  if (!call.style().screen) {
    for (const Flag& flag : flags) {
      const auto& suspected = flag.suspected;
      call.out().row(
          {to_string(flag.ref), suspected ? "suspect" : to_name(flag.ground), flag.hidden ? "true" : "false",
           iso_time(flag.at, office.zone()), flag.clerk, to_string(flag.contact),
           suspected ? suspected->rule + " " + suspected->word.value_or("") : flag.note.value_or("")});
    }
    return;
  }
  std::vector<std::vector<Cell>> rows;
  for (const Flag& flag : flags) {
    const std::string note = flag.note ? ": " + one_line(*flag.note) : "";
    rows.push_back({{to_string(flag.ref)},
                    {flag.suspected ? _("suspect")
                     : flag.hidden  ? _("hidden")
                                    : _("shown")},
                    {short_time(flag.at, office.now(), office.zone())},
                    {one_line(flag.clerk)},
                    {one_line(flag.contact_name)},
                    {flag.suspected ? suspect_words(call.style(), *flag.suspected)
                                    : ground_word(to_name(flag.ground)) + note}});
  }
  const std::vector<Column> columns = {{"T/N"},      {""}, {""}, {_("who")}, {_("contact"), Align::left, 16},
                                       {_("ground")}};
  for (const std::string& line : lay_out(columns, rows, call.style().width)) call.out().line(line);
  if (flags.empty()) call.out().sentence(_("no message is flagged"));
}

/// One folder is of one case.
void check_report_words(const FlagRequest& request, bool undo) {
  if (undo) throw Error(Fault::usage, _("--report goes with a ground, not with --undo"));
  for (const MessageRef ref : request.messages) {
    if (ref.ticket != request.messages.front().ticket) {
      throw Error(Fault::usage, _("a report is of one ticket"), _("report the tickets one by one"));
    }
  }
}

ReportRequest report_request(const FlagOptions& options, TicketId ticket) {
  ReportRequest report;
  report.ticket = ticket;
  report.folder = *options.report;
  report.unseal = options.unseal;
  if (options.seal_key) report.seal_key = *options.seal_key;
  return report;
}

/// Messages first, then the ground, which --undo does without.
FlagRequest make_request(Invocation& call, const FlagOptions& options) {
  FlagRequest request;
  std::vector<std::string> words = options.bulk.words;
  if (!options.undo) {
    if (words.size() < 2) {
      throw Error(Fault::usage, say(_("{0} is missing after the messages"), _("GROUND")),
                  say(_("allowed: {0}"), _(listed(ground_names()).c_str())));
    }
    request.ground = parse_word<Ground>(_("GROUND"), words.back(), ground, ground_names());
    words.pop_back();
  }
  if (words.empty()) throw Error(Fault::usage, _("no message was named"), "urp flag 415/3 offensive --hide");
  request.messages = parse_messages(words, session_sources());
  request.hide = options.hide;
  request.block = options.block;
  request.warn = options.warn;
  if (options.warn && !options.bulk.dry_run && call.style().live) {
    request.hold = resting_time(call, call.office().settings().reply.hold);
  }
  if (options.block_for) {
    if (!options.block) throw Error(Fault::usage, _("--for belongs to --block"));
    request.block_until = call.office().now() + parse_duration_of("--for", *options.block_for);
  }
  if (options.unseal && !options.report) throw Error(Fault::usage, _("--unseal belongs to --report"));
  if (options.seal_key && !options.unseal && !options.undo) {
    throw Error(Fault::usage, _("--seal-key belongs to --undo and to --report with --unseal"));
  }
  if (options.report) {
    check_report_words(request, options.undo);
    request.report = report_request(options, request.messages.front().ticket);
  }
  if (options.note) request.note = argument_text(*options.note, "--note");
  request.dry_run = options.bulk.dry_run;
  return request;
}

std::string words_of(const std::optional<Flag>& flag, bool dry_run) {
  if (dry_run) return _("would be changed");
  if (!flag) return _("no flag, as it was");
  const std::string ground = ground_word(to_name(flag->ground));
  return flag->hidden ? say(_("hidden: {0}"), ground) : say(_("flagged: {0}"), ground);
}

/// The warnings rest and leave as answers do; `urp undo` takes them back.
void let_warnings_leave(Invocation& call, const FlagResult& result, const FlagRequest& request,
                        HeldInterrupt& interrupt) {
  std::vector<Leaving> people;
  for (const Warning& warning : result.warnings) {
    if (!warning.text.empty()) {
      people.push_back({{warning.sent}, warning.to, warning.text, {}});
      continue;
    }
    tell(say(_("{0}: the person was warned on this ground before, with {1}"), to_string(warning.about),
             to_string(warning.sent)));
  }
  if (people.empty() || request.dry_run) return;
  if (call.style().live && request.hold > Seconds(0) &&
      let_rest(call, people, request.hold, interrupt) == Rested::taken_back) {
    std::vector<MessageRef> messages;
    for (const Leaving& one : people)
      messages.insert(messages.end(), one.messages.begin(), one.messages.end());
    print_taken_back(call, take_back(call.office(), messages));
    return;
  }
  send_now(call);
}

void print(Invocation& call, const FlagResult& result, const FlagOptions& options) {
  if (result.done.empty() && !result.failed.empty()) {
    std::vector<Error> errors;
    for (const auto& [message, error] : result.failed) errors.push_back(error);
    throw_gravest(errors);
  }
  if (!result.failed.empty()) call.shortcoming = Fault::partial;
  const bool dry_run = options.bulk.dry_run;
  if (!dry_run) call.out().best_effort();
  Office& office = call.office();
  if (call.common.json) {
    if (result.done.size() + result.failed.size() > 1 || dry_run) {
      return call.out().line(to_json(result.done, result.failed));
    }
    const MessageRef ref = result.done.front();
    return call.out().line(
        to_json(find_ticket(office, ref.ticket), find_flag(office, ref), office.zone(), result.warnings));
  }
  for (const MessageRef ref : result.done) {
    const auto flag = find_flag(office, ref);
    if (call.style().screen) {
      call.out().sentence(fmt::format("{}: {}", to_string(ref), words_of(flag, dry_run)));
    } else {
      call.out().row(
          {to_string(ref), flag ? to_name(flag->ground) : "", flag && flag->hidden ? "true" : "false"});
    }
  }
  for (const auto& [message, error] : result.failed) tell("urp: " + escape_controls(error.what()));
}

void run(Invocation& call, const FlagOptions& options) {
  if (options.list) return print_list(call, options);
  const FlagRequest request = make_request(call, options);
  confirm_many(request.messages.size(), options.bulk, _("Change the flags of {0} messages?"),
               _("the flags of {0} messages would change; nothing was changed"));
  Office& office = call.office();
  HeldInterrupt interrupt;
  std::optional<CleanEnd> clean;
  if (options.report) clean.emplace();
  const FlagResult result =
      options.undo
          ? unflag_messages(
                office, request.messages, request.dry_run,
                options.seal_key ? std::optional<std::filesystem::path>(*options.seal_key) : std::nullopt)
          : flag_messages(office, request);
  clean.reset();
  print(call, result, options);
  if (result.report) {
    tell(say(plural("{0} file in {1}", "{0} files in {1}", result.report->files), result.report->files,
             *options.report));
  }
  let_warnings_leave(call, result, request, interrupt);
}

}  // namespace

void add_flag(Arguments& command, Invocation& invocation) {
  auto o = std::make_shared<FlagOptions>();
  add_bulk_options(
      command, o->bulk, _("T/N... GROUND"),
      _("messages, as 415/3 or 415/3-6, and why: illegal, offensive, threat, personal-data, attack, spam, "
        "promotion, copyright, fundraising"),
      false);
  command.add_flag("--hide", o->hide, _("take it out of every view, search and export; it is kept sealed"));
  command.add_flag("--block", o->block, _("its writer is not heard any more, here at once and at WhatsApp"));
  command.add_flag("--warn", o->warn,
                   _("its writer gets the warning of [moderation] warn, once in a case and on a ground"));
  command.add_option("--for", o->block_for, _("the block ends after so long, as 30d"))->type_name(_("TIME"));
  command
      .add_option("--report", o->report,
                  _("a folder for the police or the provider: transcript, attachments, hashes, audit"))
      ->type_name(_("DIR"))
      ->names_path();
  command.add_flag("--unseal", o->unseal, _("of the report: with what is hidden; of a supervisor"));
  command.add_option("--seal-key", o->seal_key, _("the private key, where what is hidden is encrypted"))
      ->type_name(_("FILE"));
  command.add_option("--note", o->note, _("what colleagues should know"))->type_name(_("TEXT"));
  command.add_flag("--undo", o->undo, _("take flag and hiding back: everything is as it was"));
  command.add_flag("--list", o->list, _("what rules suspect, then the flagged messages, the newest first"));
  add_count(command, "-n,--limit", o->limit, _("at most N in the list (0 = all; default 100)"));
  command.footer("urp flag 415/3 offensive --hide");
  invocation.action = [o](Invocation& call) { run(call, *o); };
}

}  // namespace urp::cli
