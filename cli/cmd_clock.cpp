// urp clock T: its terms, the law behind each, and when the legal one rests.
#include <memory>

#include <urp/deadlines.hpp>
#include <urp/desk/clock.hpp>
#include <urp/render.hpp>
#include <urp/text.hpp>

#include "arguments.hpp"
#include "clerk_text.hpp"
#include "commands.hpp"
#include "invocation.hpp"
#include "layout.hpp"
#include "options.hpp"
#include "say.hpp"
#include "term_words.hpp"
#include "ticket_list.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

struct ClockOptions {
  std::string ticket;
  std::optional<std::string> suspend, note;
  std::optional<std::int64_t> if_revision;
  bool resume = false;
};

/// The terms on a screen, a line each with the reason.
class ClockScreen {
 public:
  ClockScreen(Printer& out, const TicketClock& clock, const Office& office)
      : out_(out), clock_(clock), ticket_(clock.ticket), office_(office), now_(office.now()) {}

  void print() {
    out_.line(out_.style().bold(to_string(ticket_.id) + "  " + kind_word(ticket_.kind) + "  " +
                                state_word(ticket_.state)));
    out_.line(rule(out_.style()));
    line(_("Presented"), time(ticket_.presented_at), _("when the citizen's first message was written"));
    first_answer();
    term();
    for (const Suspension& one : clock_.suspensions) suspension(one);
    for (const Dispatch& dispatch : ticket_.dispatches) service(dispatch);
  }

 private:
  std::string time(TimePoint at) const { return spoken_time(at, now_, office_.zone()); }
  std::string date(TimePoint at) const { return spoken_date(at, now_, office_.zone()); }

  void line(const std::string& label, const std::string& when, const std::string& why, bool late = false) {
    constexpr int label_columns = 13, when_columns = 22;
    const std::string head = pad_right(label, label_columns) + pad_right(when, when_columns);
    const std::string whole =
        field_line(head, why + (late ? " !" : ""), label_columns + when_columns, out_.style().width);
    out_.line(late ? out_.style().red(whole) : whole);
  }

  bool is_late(std::optional<TimePoint> due) const {
    return due && *due < now_ && ticket_.state != TicketState::closed;
  }

  void first_answer() {
    if (!ticket_.first_answer_due_at) return;
    const std::string length = say(_("{0} of office time"), exact_duration(clock_.first_answer));
    if (ticket_.first_answered_at) {
      line(_("1st answer"), say(_("given {0}"), time(*ticket_.first_answered_at)),
           length + (answered_late(ticket_) ? ", " + std::string(_("late")) : ""));
    } else {
      line(_("1st answer"), say(_("by {0}"), time(*ticket_.first_answer_due_at)), length,
           is_late(ticket_.first_answer_due_at));
    }
  }

  void term() {
    if (!ticket_.term_due_at) return;
    std::string why = say(_("{0} from the day it was presented"), days_words(clock_.days));
    if (clock_.extended.count() > 0) why += ", " + say(_("and {0} suspended"), days_words(clock_.extended));
    why += " (" + clock_.law + (clock_.by_office ? "; " + std::string(_("set by the office")) : "") + ")";
    line(_("Term"), say(_("by {0}"), date(*ticket_.term_due_at)), why, is_late(ticket_.term_due_at));
  }

  void suspension(const Suspension& one) {
    std::string why = one.runs(now_) ? say(_("at most until {0}"), date(one.until))
                      : one.resumed_at
                          ? say(_("until {0}, by {1}"), date(*one.resumed_at), one_line(*one.resumed_by))
                          : say(_("until {0}"), date(one.until));
    why += ", " + days_words(one.length) + ": " + ground_words(one.ground);
    why += " (" + std::string(law_of(one.ground)) + "), " + one_line(one.clerk);
    if (one.note) why += ": " + quoted(out_.style(), one_line(*one.note));
    line(one.runs(now_) ? _("SUSPENDED") : _("Suspended"), say(_("from {0}"), date(one.since)), why);
  }

  void service(const Dispatch& dispatch) {
    const std::string name = service_word(office_, dispatch.service);
    if (dispatch.answered_at)
      return line(_("Service"), say(_("answered {0}"), time(*dispatch.answered_at)), name);
    if (!dispatch.due_at || dispatch.state == "recalled") return;
    line(_("Service"), say(_("by {0}"), date(*dispatch.due_at)),
         name + ": " + std::string(_("the term of the case when it was handed over, and its suspensions")),
         is_late(dispatch.due_at));
  }

  Printer& out_;
  const TicketClock& clock_;
  const Ticket& ticket_;
  const Office& office_;
  TimePoint now_;
};

/// name, due, done, why: a line each, columns only ever appended.
void list_clock_lines(Printer& out, const TicketClock& clock, const Zone& zone) {
  const auto time = [&zone](const std::optional<TimePoint>& at) {
    return at ? iso_time(*at, zone) : std::string();
  };
  const Ticket& ticket = clock.ticket;
  out.row({"presented", time(ticket.presented_at), "", ""});
  out.row({"first_answer", time(ticket.first_answer_due_at), time(ticket.first_answered_at),
           std::to_string(clock.first_answer.count())});
  out.row({"term", time(ticket.term_due_at), time(ticket.closed_at), clock.law,
           std::to_string(clock.days.count()), std::to_string(clock.extended.count())});
  for (const Suspension& one : clock.suspensions) {
    out.row({"suspension", time(one.resumed_at ? one.resumed_at : one.until), time(one.since),
             law_of(one.ground), to_name(one.ground), std::to_string(one.length.count()), one.clerk,
             one.note.value_or("")});
  }
  for (const Dispatch& dispatch : ticket.dispatches)
    out.row({"service", time(dispatch.due_at), time(dispatch.answered_at), dispatch.service});
}

TicketClock carry_out(Office& office, const ClockOptions& options) {
  const TicketId ticket = parse_one_ticket(options.ticket, session_sources());
  if (options.suspend) {
    SuspendRequest request;
    request.ticket = ticket;
    request.ground = parse_word("--suspend", *options.suspend, &term_ground, term_ground_names());
    if (options.note) request.note = argument_text(*options.note, "--note");
    request.if_revision = options.if_revision;
    return suspend_term(office, request);
  }
  if (options.resume) return resume_term(office, ticket, options.if_revision);
  return show_clock(office, ticket);
}

void run(Invocation& call, const ClockOptions& options) {
  if (options.suspend && options.resume) {
    throw Error(Fault::usage, _("--suspend and --resume exclude each other"), "urp clock 415 --resume");
  }
  if (options.note && !options.suspend) {
    throw Error(Fault::usage, _("--note says why a term is suspended: it goes with --suspend"),
                "urp clock 415 --suspend information --note \"...\"");
  }
  if (options.if_revision && !options.suspend && !options.resume) {
    throw Error(Fault::usage, _("--if-revision goes with --suspend or --resume"),
                "urp clock 415 --suspend information --if-revision 7");
  }
  const TicketClock clock = carry_out(call.office(), options);
  if (call.common.json) return call.out().line(to_json(clock, call.office().zone()));
  if (!call.style().screen) return list_clock_lines(call.out(), clock, call.office().zone());
  ClockScreen(call.out(), clock, call.office()).print();
}

}  // namespace

void add_clock(Arguments& command, Invocation& invocation) {
  auto options = std::make_shared<ClockOptions>();
  command.add_option("T", options->ticket, _("a ticket"))->required();
  command
      .add_option("--suspend", options->suspend,
                  _("from now on the legal term rests: third-parties (10 days), information (30, once)"))
      ->type_name(_("GROUND"));
  command.add_flag("--resume", options->resume, _("it runs again"));
  command.add_option("--note", options->note, _("why, in a line"))->type_name(_("TEXT"));
  add_revision(command, options->if_revision);
  command.footer("urp clock 415 --suspend information");
  invocation.action = [options](Invocation& call) { run(call, *options); };
}

}  // namespace urp::cli
