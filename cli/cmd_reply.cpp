// urp reply T [TEXT|-]: an answer to a citizen. What was typed outlives every failure.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

#include <urp/desk/reply.hpp>
#include <urp/desk/thread.hpp>
#include <urp/error.hpp>
#include <urp/text.hpp>

#include "ask.hpp"
#include "commands.hpp"
#include "editor.hpp"
#include "interrupt.hpp"
#include "invocation.hpp"
#include "layout.hpp"
#include "message_list.hpp"
#include "message_words.hpp"
#include "options.hpp"
#include "say.hpp"
#include "send.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int comment_columns = 76;

struct ReplyOptions {
  std::string ticket;
  std::optional<std::string> text;
  std::string quote, steal, hold, key, wait, canned;
  std::optional<std::int64_t> revision;
  bool close = false, park = false, dry_run = false;
};

ReplyRequest make_request(Invocation& call, const ReplyOptions& options) {
  ReplyRequest request;
  request.ticket = parse_one_ticket(options.ticket, session_sources());
  if (!options.quote.empty()) {
    const auto quoted = parse_message(options.quote, session_sources());
    request.quote_ticket = quoted.ticket;
    request.quote = quoted.number;
  }
  if (!options.steal.empty()) request.steal = options.steal;
  if (!options.key.empty()) request.key = options.key;
  request.if_revision = options.revision;
  request.park = options.park;
  request.close = options.close;
  request.dry_run = options.dry_run;
  const bool rests_by_itself = call.look().live && !options.dry_run;
  if (!options.hold.empty()) {
    request.hold = parse_duration_of("--hold", options.hold);
  } else if (rests_by_itself) {
    request.hold = call.office().settings().reply.hold;
  }
  return request;
}

/// The thread as it stands under the answer. What a citizen wrote is made safe: an editor is a terminal too.
std::vector<std::string> thread_comments(const ShowResult& shown, const Telling& telling) {
  std::vector<std::string> comments;
  const auto add = [&comments](const std::string& text, const std::string& indent) {
    const std::string wrapped = wrap_lines(text, comment_columns - display_width(indent), indent);
    for (std::size_t from = 0; from <= wrapped.size();) {
      const std::size_t to = std::min(wrapped.find('\n', from), wrapped.size());
      comments.push_back(wrapped.substr(from, to - from));
      from = to + 1;
    }
  };
  const Ticket& ticket = shown.ticket;
  add(say(_("Answer to {0}, {1}. Lines that begin with # are not sent; an empty text sends nothing."),
          contact_label(ticket.contact, 40), to_string(ticket.id)),
      "");
  const bool open = ticket.window_closes_at && *ticket.window_closes_at > telling.now;
  add(open ? say(_("The window is open until {0}."),
                 spoken_time(*ticket.window_closes_at, telling.now, telling.zone))
           : std::string(_("The window is CLOSED: the answer can be parked until the citizen writes.")),
      "");
  comments.emplace_back();
  for (const MessageBlock& block : group_albums(shown.messages)) {
    std::string head = fmt::format("{} {} {} ", block.first().number,
                                   short_time(block.first().at, telling.now, telling.zone),
                                   direction_mark(telling.look, block.first().direction));
    const std::string indent(static_cast<std::size_t>(display_width(head)), ' ');
    for (const std::string& line : block_lines(block, telling)) {
      const std::size_t start = comments.size();
      add(line, indent);
      comments[start].insert(0, head);
      head = indent;
    }
  }
  return comments;
}

/// Refuses before the clerk writes what would be refused afterwards; a closed window is asked about later.
void check_before_writing(Office& office, const ReplyRequest& request) {
  ReplyRequest probe = request;
  probe.text = ".";
  probe.key.reset();
  probe.park = probe.dry_run = true;
  reply(office, probe);
}

/// Another process may hold the database for a moment: the next save is kept then.
void keep_if_possible(Office& office, TicketId ticket, const std::string& text) {
  try {
    keep_draft(office, ticket, text);
  } catch (const Error& error) {
    complain(say(_("urp: the draft could not be kept: {0}"), escape_controls(error.what())) + "\n");
  }
}

/// Colleagues see that somebody writes, until the editor ends, however it does.
class Editing {
 public:
  Editing(Office& office, const ReplyRequest& request) : office_(office), ticket_(request.ticket) {
    begin_editing(office, request.ticket, request.steal.has_value());
  }
  ~Editing() {
    try {
      end_editing(office_, ticket_);
    } catch (const Error&) {
      // It ends by itself ten minutes after it began.
    }
  }
  Editing(const Editing&) = delete;

 private:
  Office& office_;
  TicketId ticket_;
};

std::string edited(Invocation& call, const ReplyRequest& request) {
  if (!can_ask()) {
    throw Error(Fault::usage, _("there is no text, and no terminal for an editor"),
                _("give the text with the command, or - for standard input"));
  }
  Office& office = call.office();
  check_before_writing(office, request);
  ShowRequest show;
  show.ticket = request.ticket;
  show.mark_read = true;
  const ShowResult shown = show_ticket(office, show);
  const Telling telling{call.look(), office.zone(), office.now()};
  const Editing editing(office, request);
  const std::string page = editor_page(shown.draft.value_or(""), thread_comments(shown, telling));
  std::string text = edit_text(choose_editor(call.user_interface()), page, [&](const std::string& saved) {
    keep_if_possible(office, request.ticket, saved);
  });
  if (text.empty()) {
    throw Error(Fault::failed, _("nothing written, nothing sent"),
                shown.draft ? _("the draft from before is still there") : "");
  }
  keep_draft(office, request.ticket, text);  // before anything is asked or tried
  return text;
}

/// A text of the configuration, as it stands there.
std::string canned_text(Invocation& call, const std::string& name) {
  const auto& canned = call.configuration().settings.canned;
  const auto found = canned.find(name);
  if (found != canned.end()) return found->second;
  std::vector<std::string> names;
  for (const auto& [known, text] : canned) names.push_back(known);
  throw Error(Fault::not_found, say(_("there is no canned answer \"{0}\""), name),
              names.empty() ? std::string(_("the administrator writes them into urp.toml: [canned]"))
                            : say(_("allowed: {0}"), listed(names)));
}

std::string text_for(Invocation& call, const ReplyOptions& options, const ReplyRequest& request) {
  if (!options.canned.empty()) {
    if (options.text)
      throw Error(Fault::usage, _("a text and --canned do not go together"), _("say one of them"));
    return canned_text(call, options.canned);
  }
  if (!options.text) return edited(call, request);
  return typed_text(*options.text, session_sources());
}

[[noreturn]] void take_back(Office& office, const ReplyRequest& request, MessageRef message) {
  try {
    cancel_message(office, message);
  } catch (const Error& error) {
    if (error.fault() != Fault::conflict) throw;
    throw Error(Fault::interrupted, say(_("{0}: too late, it has left"), to_string(message)),
                say(_("see: urp show {0}"), request.ticket.value));
  }
  keep_draft(office, request.ticket, request.text);
  throw Error(Fault::interrupted, say(_("{0}: taken back, nothing was sent"), to_string(message)),
              say(_("the text is kept as a draft: urp reply {0}"), request.ticket.value));
}

/// Counts down on one line, without a control sequence; false when ctrl-C was pressed.
bool rest(HeldInterrupt& interrupt, SteadyClock::time_point due, Seconds hold, const ReplyResult& queued) {
  int drawn = 0;
  const auto draw = [&drawn](const std::string& line) {
    const int width = display_width(line);
    complain("\r" + pad_right(line, drawn));
    drawn = width;
  };
  for (bool pressed = false; !pressed;) {
    const auto left = std::chrono::ceil<Seconds>(due - SteadyClock::now());
    if (left <= Seconds(0)) break;
    draw(say(_("Leaves in {0} s to {1}, {2}.  ctrl-C cancels"), std::min(left, hold).count(),
             one_line(queued.to), to_string(queued.queued.ticket)));
    const auto next = due - (left - Seconds(1)) - SteadyClock::now();
    pressed = interrupt.pressed_within(std::chrono::ceil<std::chrono::milliseconds>(next));
    if (pressed) {
      complain("\n");
      return false;
    }
  }
  draw("");
  complain("\r");
  return true;
}

/// Until the outcome is known or the time is over. Throws interrupted; the row stays.
void wait_for_outcome(Invocation& call, const std::string& time, MessageRef message,
                      std::optional<SteadyClock::time_point> due, HeldInterrupt& interrupt) {
  const auto end = SteadyClock::now() + parse_duration(time);
  for (;;) {
    if (due && SteadyClock::now() >= *due) {  // it rested, and nobody was there to see
      due.reset();
      send_now(call);
    }
    switch (delivery_report(call.office(), message).status) {
      case Delivery::sent:
      case Delivery::delivered:
      case Delivery::read:
        return;
      case Delivery::failed:
      case Delivery::cancelled:
        call.shortcoming = Fault::failed;
        return;
      case Delivery::uncertain:
        call.shortcoming = Fault::uncertain;
        return;
      case Delivery::queued:
      case Delivery::parked:
      case Delivery::sending:
        break;
    }
    if (SteadyClock::now() >= end) {
      call.shortcoming = Fault::busy;
      return;
    }
    if (interrupt.pressed_within(std::chrono::milliseconds(100))) {
      throw Error(Fault::interrupted, say(_("{0}: still in the outbox, and stays there"), to_string(message)),
                  say(_("take it back: urp cancel {0}"), to_string(message)));
    }
  }
}

void print_rehearsal(Invocation& call, const ReplyRequest& request, const ReplyResult& result) {
  ShowRequest show;
  show.ticket = request.ticket;
  show.limit = 1;
  OutgoingView view;
  view.ticket = show_ticket(call.office(), show).ticket;
  view.message.ticket = request.ticket;
  view.message.number = result.queued.number;
  view.message.contact = view.ticket.contact.id;
  view.message.direction = Direction::out;
  view.message.type = "text";
  view.message.text = request.text;
  view.message.at = view.message.received_at = call.office().now();
  view.message.status = result.status;
  view.message.clerk = call.office().actor().clerk;
  if (request.quote)
    view.message.quote = MessageRef{request.quote_ticket.value_or(request.ticket), *request.quote};
  if (call.common.json || !call.look().screen) return print_outgoing(call, view);
  call.out().line(say(result.status == Delivery::parked
                          ? _("{0} would be parked for {1}: nothing was changed")
                          : _("{0} would go to {1}: nothing was changed"),
                      to_string(result.queued), contact_label(view.ticket.contact, 40)));
}

/// The row is durable. Throws interrupted alone, and what --wait cannot find out.
void follow(Invocation& call, const ReplyOptions& options, const ReplyRequest& request,
            const ReplyResult& result, HeldInterrupt& interrupt) {
  call.out().forgive();
  const bool waits = !options.wait.empty();
  const bool rests = request.hold > Seconds(0) && result.status == Delivery::queued && !result.repeated;
  const bool live = call.look().live;
  std::optional<SteadyClock::time_point> due;
  if (rests) due = SteadyClock::now() + request.hold;
  if (rests && live) {
    // The sender counts in whole seconds: the row was given one more, so that ctrl-C is good to the end.
    const bool left = rest(interrupt, *due, request.hold - Seconds(1), result);
    if (!left) take_back(call.office(), request, result.queued);
    due.reset();
  }
  if (result.status == Delivery::queued && !due) send_now(call);
  if (waits) wait_for_outcome(call, options.wait, result.queued, due, interrupt);
  print_outgoing(call, find_outgoing(call.office(), result.queued));
  if (!call.look().screen || call.common.json) return;
  if (result.repeated) call.out().line(_("the key was used before for this answer: nothing was changed"));
  remember_ticket(request.ticket);
}

/// False: the window is closed, and the person can be asked what to do.
bool answer(Invocation& call, const ReplyOptions& options, ReplyRequest request) {
  HeldInterrupt interrupt;
  if (call.look().live && request.hold > Seconds(0)) request.hold += Seconds(1);
  ReplyResult result;
  try {
    result = reply(call.office(), request);
  } catch (const Error& error) {
    const bool may_ask = can_ask() && !call.common.json && !request.dry_run;
    if (error.fault() != Fault::window_closed || !may_ask) throw;
    return false;
  }
  if (request.dry_run) {
    print_rehearsal(call, request, result);
    return true;
  }
  try {
    follow(call, options, request, result, interrupt);
  } catch (const Error& error) {
    if (error.fault() == Fault::interrupted || !options.wait.empty()) throw;
    // Anything but 0 would say that no row was written.
    complain(say(_("urp: {0} is in the outbox, but: {1}"), to_string(result.queued),
                 escape_controls(error.what())) +
             "\n");
  }
  return true;
}

bool wants_to_park(TicketId ticket) {
  for (;;) {
    const std::string key = ask(say(_("{0}: the window is closed. [p] park until the citizen writes, "
                                      "[d] keep as a draft?"),
                                    to_string(ticket)));
    if (key == "p" || key == "P" || key == "s" || key == "S") return true;  // sospendi, bozza
    if (key.empty() || key == "d" || key == "D" || key == "b" || key == "B") return false;
  }
}

void run(Invocation& call, const ReplyOptions& options) {
  if (!options.wait.empty()) parse_duration_of("--wait", options.wait);  // before anything is written
  ReplyRequest request = make_request(call, options);
  request.text = text_for(call, options, request);
  if (answer(call, options, request)) return;
  if (!wants_to_park(request.ticket)) {
    throw Error(Fault::window_closed,
                say(_("{0}: nothing was sent, the text is a draft"), to_string(request.ticket)),
                say(_("open it again: urp reply {0}"), request.ticket.value));
  }
  request.park = true;
  answer(call, options, request);
}

}  // namespace

void add_reply(CLI::App& command, Invocation& invocation) {
  auto o = std::make_shared<ReplyOptions>();
  command.add_option("T", o->ticket, _("415, URP-415, or @ for the last one shown"))->required();
  command.add_option_function<std::string>(
      _("TEXT"), [o](const std::string& text) { o->text = text; },
      _("the answer, or - for standard input; without one an editor opens"));
  command.add_option("--canned", o->canned, _("a text of the configuration, by its name"))
      ->type_name(_("NAME"));
  command.add_option("--quote", o->quote, _("answers this message, as 415/3"))->type_name("T/N");
  command.add_flag("--close", o->close, _("closes the ticket as answered"));
  command.add_flag("--park", o->park, _("window closed: leaves when the citizen writes again"));
  command.add_option("--steal", o->steal, _("takes the ticket from a colleague, who reads why"))
      ->type_name(_("REASON"));
  command.add_option("--hold", o->hold, _("rests so long before it leaves; at a terminal [reply] hold"))
      ->type_name("5s");
  command.add_option("--key", o->key, _("the same key again changes nothing and prints the first result"))
      ->type_name("KEY");
  add_revision(command, o->revision);
  command.add_flag("--wait{30s}", o->wait, _("until it was sent, for 30s or =TIME; exit 0, 1, 10 or 75"));
  command.add_flag("--dry-run", o->dry_run, _("says what it would do, and changes nothing"));
  command.footer("urp reply 415 \"Buongiorno, la squadra passa domani.\"");
  invocation.action = [o](Invocation& call) { run(call, *o); };
}

}  // namespace urp::cli
