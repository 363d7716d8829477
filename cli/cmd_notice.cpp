// urp notice: one text for all who subscribed: write, look, schedule, approve, send, stop, account for it.
#include <unistd.h>

#include <chrono>
#include <memory>

#include <urp/desk/export.hpp>
#include <urp/desk/notice.hpp>
#include <urp/error.hpp>
#include <urp/render.hpp>
#include <urp/text.hpp>
#include <urp/work.hpp>

#include "arguments.hpp"
#include "ask.hpp"
#include "commands.hpp"
#include "exit_status.hpp"
#include "interrupt.hpp"
#include "invocation.hpp"
#include "json_lines.hpp"
#include "layout.hpp"
#include "notice_view.hpp"
#include "options.hpp"
#include "output_option.hpp"
#include "own_configuration.hpp"
#include "pass_plan.hpp"
#include "provider_words.hpp"
#include "say.hpp"
#include "send.hpp"
#include "ticket_list.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

struct NoticeOptions {
  std::string name, topic, text, form, attach, people, expires, at, to, format, output, separator;
  std::vector<std::string> parameters, statuses;
  bool replace = false, dry_run = false, all = false, yes = false, log = false, jsonl = false, end = false,
       failed = false, excel = false;
  int limit = 50;
};

std::optional<TimePoint> time_of(const std::string& text, const Office& office) {
  if (text.empty()) return std::nullopt;
  return parse_time(text, office.now(), office.zone());
}

void say_rehearsal(const NoticeOptions& options) {
  if (options.dry_run) tell_rehearsal();
}

/// One notice for programs.
void print_row(Printer& out, const Notice& notice, const NoticeSums& sums, const Zone& zone) {
  const auto time = [&zone](std::optional<TimePoint> at) { return at ? iso_time(*at, zone) : ""; };
  out.row({notice.name, to_name(notice.state), notice.topic, time(notice.due_at), time(notice.expires_at),
           std::to_string(sums.people), std::to_string(sums.left), std::to_string(sums.reached),
           std::to_string(sums.failed), std::to_string(sums.uncertain), std::to_string(sums.skipped)});
}

void print_page(Invocation& call, const NoticePage& page) {
  Office& office = call.office();
  if (call.common.json) return call.out().line(to_json(page, office.zone()));
  if (call.style().screen) return show_notice_page(call.out(), page, office);
  print_row(call.out(), page.notice, page.sums, office.zone());
}

/// Every row by its line; nothing was written.
void refuse_rows(Invocation& call, const NoticeOptions& options, const std::vector<BadRow>& bad) {
  const auto count = static_cast<std::int64_t>(bad.size());
  const Error error(Fault::usage,
                    say(plural("{0}: {1} row cannot be used; nothing was changed",
                               "{0}: {1} rows cannot be used; nothing was changed", count),
                        options.people, count),
                    _("fix the rows and try again"));
  call.shortcoming = Fault::usage;
  if (call.common.json) return put_error(error_json(error, exit_status(error.fault()), bad) + "\n");
  std::string text;
  for (const BadRow& row : bad)
    text += fmt::format("{}:{}: {}\n", one_line(options.people), row.line, escape_controls(row.why));
  tell(text + "urp: " + escape_controls(error.what()));
}

void run_new(Invocation& call, const NoticeOptions& options) {
  Office& office = call.office();
  NoticeRequest request;
  request.name = options.name;
  request.topic = options.topic;
  if (!options.text.empty()) request.text = typed_words(options.text, session_sources());
  if (!options.form.empty()) {
    request.use_template = parse_template(options.form, options.parameters);
  } else if (!options.parameters.empty()) {
    throw Error(Fault::usage, _("--param belongs to --template"));
  }
  if (!options.attach.empty()) request.attach = options.attach;
  if (!options.people.empty()) request.people = options.people == "-" ? "/dev/stdin" : options.people;
  request.expires = time_of(options.expires, office);
  request.replace = options.replace;
  request.dry_run = options.dry_run;
  const NoticeCreated created = create_notice(office, request);
  if (!created.bad.empty()) return refuse_rows(call, options, created.bad);
  say_rehearsal(options);
  if (!options.dry_run) call.out().best_effort();
  if (call.common.json) return call.out().line(to_json(created, office.zone()));
  if (options.dry_run) return call.out().sentence(say(_("notice {0} can be written"), options.name));
  print_page(call, show_notice(office, options.name));
}

void run_list(Invocation& call, const NoticeOptions& options) {
  Office& office = call.office();
  const auto lines = list_notices(office, options.all, options.limit);
  if (call.common.json) return call.out().line(to_json(lines, office.zone()));
  if (call.style().screen) return show_notice_list(call.out(), lines, office);
  for (const auto& [notice, sums] : lines) print_row(call.out(), notice, sums, office.zone());
}

void run_show(Invocation& call, const NoticeOptions& options) {
  print_page(call, show_notice(call.office(), options.name));
}

void run_rehearse(Invocation& call, const NoticeOptions& options) {
  const std::string words = rehearse_notice(call.office(), options.name, options.to, options.dry_run);
  if (!options.dry_run) {
    call.out().best_effort();
    send_now(call);
  }
  say_rehearsal(options);
  if (call.common.json) {
    const std::pair<std::string, std::string> values[] = {{"to", options.to}, {"text", words}};
    return call.out().line(to_json(values));
  }
  if (!call.style().screen) return call.out().row({options.to, words});
  call.out().sentence(say(_("goes to {0}:"), one_line(options.to)));
  call.out().line(wrap_lines(escape_controls(words, true), call.style().width, ""));
}

void run_schedule(Invocation& call, const NoticeOptions& options) {
  Office& office = call.office();
  ScheduleRequest request{options.name, time_of(options.at, office), time_of(options.expires, office), true};
  const NoticePage plan = schedule_notice(office, request);
  const std::int64_t people = plan.will_get();
  if (!options.yes && !options.dry_run && can_ask()) {
    const std::string question =
        say(plural("Send {0} to {1} person, {2}?", "Send {0} to {1} people, {2}?", people), options.name,
            grouped(people), spoken_time(*plan.notice.due_at, office.now(), office.zone()));
    if (!ask_yes(question)) throw Error(Fault::usage, _("nothing was changed"));
  }
  request.dry_run = options.dry_run;
  const NoticePage page = options.dry_run ? plan : schedule_notice(office, request);
  if (!options.dry_run) call.out().best_effort();
  // Said loudly: whoever was meant to get it and will not.
  if (!page.notice.template_name && page.closed > 0) {
    tell(say(plural("urp: {0} person has no open window and gets NOTHING: there is no template",
                    "urp: {0} people have no open window and get NOTHING: there is no template", page.closed),
             grouped(page.closed)));
  }
  if (page.forecast.too_late > 0) {
    tell(say(plural("urp: {0} person does not get it before it expires",
                    "urp: {0} people do not get it before it expires", page.forecast.too_late),
             grouped(page.forecast.too_late)));
  }
  if (page.notice.waits_for_approval()) {
    tell(say(_("urp: it waits for a second clerk: urp notice approve {0}"), options.name));
  }
  say_rehearsal(options);
  print_page(call, page);
}

/// Verbs that change the state alone, and show it.
template <class Change>
NoticeChange run_change(Invocation& call, const NoticeOptions& options, Change change) {
  NoticeChange done = change(call.office(), options.name, options.dry_run);
  if (!options.dry_run) call.out().best_effort();
  say_rehearsal(options);
  print_page(call, done.page);
  return done;
}

void run_cancel(Invocation& call, const NoticeOptions& options) {
  if (!options.yes && !options.dry_run && can_ask()) {
    const NoticePage page = show_notice(call.office(), options.name);
    const std::string question = say(
        plural("Cancel {0}? {1} person will not get it, and it cannot be taken up again.",
               "Cancel {0}? {1} people will not get it, and it cannot be taken up again.", page.sums.left),
        options.name, grouped(page.sums.left));
    if (!ask_yes(question)) throw Error(Fault::usage, _("nothing was changed"));
  }
  run_change(call, options, cancel_notice);
}

void run_retry(Invocation& call, const NoticeOptions& options) {
  if (run_change(call, options, retry_notice).people == 0)
    tell(say(_("urp: nobody to try again: those who failed cannot be reached")));
}

std::vector<RecipientStatus> statuses_of(const std::vector<std::string>& words) {
  std::vector<RecipientStatus> statuses;
  for (const std::string& word : words)
    statuses.push_back(
        parse_word<RecipientStatus>("--status", word, recipient_status, recipient_status_names()));
  return statuses;
}

void show_results(Invocation& call, const NoticeOptions& options) {
  Office& office = call.office();
  NoticeResultFilter filter;
  filter.statuses = statuses_of(options.statuses);
  filter.limit = options.limit;
  std::vector<std::vector<Cell>> rows;
  notice_results(office, options.name, filter, [&](const NoticeResult& one) {
    rows.push_back({{to_string(one.contact)},
                    {one.phone ? phone_words(*one.phone) : "-"},
                    {recipient_status_word(one.status)},
                    {short_time(one.at, office.now(), office.zone())},
                    {result_words(one.reason.value_or(""), one.code)}});
  });
  if (rows.empty()) return call.out().sentence(_("nobody"));
  for (const std::string& line :
       lay_out({{"C"}, {_("phone")}, {_("state")}, {_("since")}, {_("why")}}, rows, call.style().width))
    call.out().line(line);
  if (options.limit > 0 && static_cast<int>(rows.size()) == options.limit)
    call.out().sentence(say(_("only the first {0}; all: -n 0"), options.limit));
}

void run_results(Invocation& call, const NoticeOptions& options) {
  if (options.jsonl && !options.format.empty())
    throw Error(Fault::usage, _("--jsonl and --format do not go together"), _("say one of them"));
  const bool plain = options.format.empty() && !options.jsonl && options.output.empty() && !options.excel &&
                     !call.common.json;
  if (plain && call.style().screen) return show_results(call, options);
  Office& office = call.office();
  Printer& out = call.out();
  if (plain) {
    NoticeResultFilter filter;
    filter.statuses = statuses_of(options.statuses);
    // Collected, not streamed: a reader who stalls must not keep our view of the database open.
    return notice_results(office, options.name, filter, [&](const NoticeResult& one) {
      out.row({to_string(one.contact), one.phone.value_or(""), to_name(one.status), one.reason.value_or(""),
               iso_time(one.at, office.zone()), one.code ? std::to_string(*one.code) : ""});
    });
  }
  ExportRequest request;
  request.what = ExportWhat::notices;
  request.notice = options.name;
  request.statuses = statuses_of(options.statuses);
  request.end_line = options.end;
  const std::string format = options.jsonl                                            ? "jsonl"
                             : !options.format.empty()                                ? options.format
                             : call.common.json && is_standard_output(options.output) ? "json"
                                                                                      : "csv";
  check_word("--format", format, {"csv", "jsonl", "json"});
  check_end(options.end, format == "jsonl");
  request.format = format == "jsonl"  ? ExportFormat::jsonl
                   : format == "json" ? ExportFormat::json
                                      : ExportFormat::csv;
  set_csv_layout(request, options.separator, options.excel);
  if (is_standard_output(options.output)) {
    out.stream();
    request.write = [&out](std::string_view bytes) { out.put(bytes); };
    export_rows(office, request);
    return;
  }
  refuse_configuration(call, options.output);
  request.output = options.output;
  const ExportResult result = export_rows(office, request);
  if (call.common.json) return out.line(to_json(result));
  tell(say(plural("{0} row in {1}", "{0} rows in {1}", result.written), result.written, options.output));
}

/// The bar of a terminal: one line, drawn over itself.
class ProgressBar {
 public:
  ProgressBar(Office& office, const TerminalStyle& style) : office_(office), style_(style) {}
  ~ProgressBar() {
    if (drawn_) put_error("\n");
  }
  ProgressBar(const ProgressBar&) = delete;

  void draw() {
    for (const auto& [notice, sums] : list_notices(office_, false, 0)) {
      if (notice.state != NoticeState::running) continue;
      const auto now = std::chrono::steady_clock::now();
      const std::int64_t ended = sums.reached + sums.failed + sums.uncertain;
      if (name_ != notice.name) {
        name_ = notice.name;
        begun_ = now;
        ended_before_ = ended;
      }
      const double seconds = std::chrono::duration<double>(now - begun_).count();
      const double rate = seconds < 1 ? -1 : static_cast<double>(ended - ended_before_) / seconds;
      const std::string line =
          cut_to_width(name_ + "  " + progress_words(style_, sums, rate), style_.width - 1);
      put_error("\r\x1b[K" + line);
      drawn_ = true;
      return;
    }
  }

 private:
  Office& office_;
  const TerminalStyle& style_;
  std::string name_;
  std::chrono::steady_clock::time_point begun_{};
  std::int64_t ended_before_ = 0;
  bool drawn_ = false;
};

void run_run(Invocation& call, const NoticeOptions& options) {
  Office& office = call.machine_office();
  if (options.dry_run) return print_plan(call, plan_pass(office, WorkOrder::Kind::notices));
  // A login that cannot read the token must not stop the channel for those who can.
  call.may_read_token(true);
  const bool draws = call.style().live && isatty(STDERR_FILENO) != 0 && !call.common.json && !options.log;
  PassResult result;
  bool interrupted = false;
  {
    HeldStop stop;
    ProgressBar bar(office, call.style());
    const auto told = [&](const PassResult& news) {
      if (options.log) {
        for (const NoticeStep& step : news.notices)
          put_error(log_line(step, iso_time(office.now(), office.zone())));
      }
      if (draws) bar.draw();
    };
    result = Worker(office).run({WorkOrder::Kind::notices, [&stop] { return stop.came(); }, told});
    interrupted = stop.came();
  }
  // Where cron mails it; each cause once.
  for (const std::string& alarm : result.alarms) tell("urp: " + escape_controls(alarm));
  const bool stopped_itself = std::any_of(result.notices.begin(), result.notices.end(),
                                          [](const NoticeStep& step) { return step.what == "paused"; });
  if (stopped_itself) call.shortcoming = Fault::failed;
  if (result.stopped) call.shortcoming = Fault::denied;
  if (call.common.json) return put_document(call, to_json(result), !call.shortcoming);
  if (call.style().screen) {
    for (const NoticeStep& step : result.notices) {
      if (step.what == "progress") continue;
      call.out().line(
          wrap_lines(say(_("{0}: {1}; reached {2}, failed {3}, uncertain {4}, to be sent {5}"), step.name,
                         step.what == "started"   ? _("begun")
                         : step.what == "done"    ? _("done")
                         : step.what == "expired" ? _("expired")
                                                  : _("stopped by itself"),
                         grouped(step.sums.reached), grouped(step.sums.failed), grouped(step.sums.uncertain),
                         grouped(step.sums.left)),
                     call.style().width - 2, "  "));
    }
    if (result.had_lock && result.notices.empty() && !result.did_something())
      call.out().sentence(_("nothing is due"));
    if (!result.had_lock) call.out().sentence(_("another process sends already, and sends this too"));
  }
  if (interrupted) throw Error(Fault::interrupted, _("interrupted; what is left is sent by the next run"));
}

}  // namespace

void add_notice(Arguments& command, Invocation& invocation) {
  auto o = std::make_shared<NoticeOptions>();
  command.require_subcommand();
  const auto part = [&](const char* name, const char* description, auto run) {
    Arguments* sub = command.add_subcommand(name, description);
    sub->callback(
        [&invocation, o, run] { invocation.action = [o, run](Invocation& call) { run(call, *o); }; });
    return sub;
  };
  const auto named = [&](const char* name, const char* description, auto run) {
    Arguments* sub = part(name, description, run);
    sub->add_option("NAME", o->name, _("the notice"))->required();
    return sub;
  };
  const auto add_dry_run = [&](Arguments* sub) {
    sub->add_flag("--dry-run", o->dry_run, _("say what it would do, and change nothing"));
  };
  const auto add_expires = [&](Arguments* sub) {
    sub->add_option("--expires", o->expires, _("nothing leaves after this time; urgent topics need one"))
        ->type_name(_("TIME"));
  };

  Arguments* fresh = named("new", _("a draft: what it says, and to whom"), run_new);
  fresh->add_option("--topic", o->topic, _("whose subscribers get it"))->required()->type_name("T");
  fresh->add_option("--text", o->text, _("what those with an open window get; - reads standard input"))
      ->type_name(_("TEXT"));
  fresh->add_option("--template", o->form, _("what the others get; with :language where there are several"))
      ->type_name("NAME");
  fresh->add_option("--param", o->parameters, _("a value of the template: 1=... or nome=..."))
      ->type_name("K=V");
  fresh->add_option("--attach", o->attach, _("a picture, video or document beside it"))
      ->type_name(_("FILE"))
      ->names_path();
  fresh->add_option("--csv", o->people, _("only these people, with values of their own"))
      ->type_name(_("FILE"));
  add_expires(fresh);
  fresh->add_flag("--replace", o->replace, _("write a draft of this name anew"));
  add_dry_run(fresh);

  Arguments* list = part("list", _("those that are not over"), run_list);
  list->add_flag("--all", o->all, _("also those that are over"));
  add_count(*list, "-n,--limit", o->limit, _("at most N (0 = all; default 50)"));
  named("show", _("who gets what, what it costs, how long it takes; how far it came"), run_show);
  Arguments* rehearse = named("rehearse", _("sends it to one telephone, to see it there"), run_rehearse);
  rehearse->add_option("--to", o->to, _("the phone"))->required()->type_name("+39...");
  add_dry_run(rehearse);
  Arguments* schedule = named("schedule", _("freezes who gets it; it leaves at that time"), run_schedule);
  schedule->add_option("--at", o->at, _("when it begins; else at once"))->type_name(_("TIME"));
  add_expires(schedule);
  schedule->add_flag("--yes", o->yes, _("do not ask"));
  add_dry_run(schedule);
  add_dry_run(named(
      "approve", _("a second clerk has looked at it"),
      [](Invocation& call, const NoticeOptions& options) { run_change(call, options, approve_notice); }));
  Arguments* run = part("run", _("sends what is due, for cron; silent when all is well"), run_run);
  run->add_flag("--log", o->log, _("a line for each step and each minute on standard error"));
  add_dry_run(run);
  add_dry_run(
      named("pause", _("stops it until somebody resumes it"),
            [](Invocation& call, const NoticeOptions& options) { run_change(call, options, pause_notice); }));
  add_dry_run(named("resume", _("goes on"), [](Invocation& call, const NoticeOptions& options) {
    run_change(call, options, resume_notice);
  }));
  Arguments* cancel = named("cancel", _("ends it for good"), run_cancel);
  cancel->add_flag("--yes", o->yes, _("do not ask"));
  add_dry_run(cancel);
  Arguments* retry = named("retry", _("sends it again to those it did not reach"), run_retry);
  retry->add_flag("--failed", o->failed,
                  _("those that failed: what retry does; uncertain ones are never repeated"));
  add_dry_run(retry);
  Arguments* results = named("results", _("what became of it, person by person"), run_results);
  results->add_option("--status", o->statuses, _("only these: failed, uncertain ..."))
      ->type_name("S")
      ->comma_separated();
  results->add_option("--format", o->format, _("csv, jsonl, json (csv)"))->type_name("F");
  add_output(*results, o->output);
  results->add_option("--separator", o->separator, _("of csv: , or ; (,)"))->type_name("C");
  results->add_flag("--excel", o->excel, _("csv for a double click in Excel: ; and local times"));
  results->add_flag("--jsonl", o->jsonl, _("one JSON object a line"));
  results->add_flag("--end", o->end, _("jsonl: a last line with the number of rows"));
  add_count(*results, "-n,--limit", o->limit, _("at most N (0 = all; default 50)"));
  command.footer("urp notice schedule allerta-meteo-23 --at \"today 10:00\" --expires 10h");
}

}  // namespace urp::cli
