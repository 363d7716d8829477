// urp reply T [TEXT|-]: an answer to a citizen. What was typed outlives every failure.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>

#include <urp/desk/reply.hpp>
#include <urp/desk/thread.hpp>
#include <urp/error.hpp>
#include <urp/render.hpp>
#include <urp/text.hpp>

#include "arguments.hpp"
#include "ask.hpp"
#include "bulk.hpp"
#include "clerk_text.hpp"
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
constexpr Seconds longest_rest = std::chrono::hours(24);

struct ReplyOptions {
  BulkOptions bulk;  // words: tickets, then the text
  std::string quote, steal, hold, key, wait, canned, text_file, form, location;
  std::vector<std::string> attach, parameters;
  std::optional<std::string> react;
  std::optional<std::int64_t> revision;
  std::size_t literal = 0;  // words behind --
  bool close = false, park = false, knock = false, split = false, ask_location = false, ask_phone = false;

  bool speaks_without_text() const {
    return !attach.empty() || !location.empty() || ask_location || ask_phone;
  }
  bool has_own_text() const { return !canned.empty() || !text_file.empty() || !form.empty() || react; }
};

/// What was typed, taken apart: whom it goes to, and the words.
struct Addressed {
  std::vector<TicketId> tickets;
  std::optional<std::string> text;  // as typed: `-` is standard input
};

/// `reply 412 415`, `reply 412 --attach *.pdf`: a word that could be meant otherwise is not taken for the
/// text.
void check_doubtful(const std::string& word) {
  const bool ticket = names_tickets(word);
  std::error_code failed;
  if (!ticket && !std::filesystem::exists(word, failed)) return;
  if (can_ask() && ask_yes(say(ticket ? _("\"{0}\" could be a ticket. Is it the text of the answer?")
                                      : _("\"{0}\" is a file here. Is it the text of the answer?"),
                               word))) {
    return;
  }
  throw Error(
      Fault::usage,
      say(ticket ? _("\"{0}\" could be a ticket: it is not taken for the text")
                 : _("\"{0}\" is a file: it is not taken for the text"),
          word),
      ticket
          ? say(_("a text stands behind --: -- {0}"), word)
          : say(_("a file goes with --attach {0}, one behind each --attach; a text stands behind --"), word));
}

/// The last of several words is the text, unless the text comes from elsewhere; where none is needed, a word
/// that names a ticket is one: `reply 412 415 --attach avviso.pdf` sends "415" to nobody.
Addressed take_apart(const ReplyOptions& options) {
  std::vector<std::string> words = options.bulk.words;
  Addressed addressed;
  const bool on_purpose = options.literal > 0 || (!words.empty() && words.back() == "-");
  const bool last_is_text =
      words.size() > 1 && !options.has_own_text() &&
      (options.literal > 0 || !options.speaks_without_text() || !names_tickets(words.back()));
  if (last_is_text) {
    if (!on_purpose) check_doubtful(words.back());
    addressed.text = words.back();
    words.pop_back();
  }
  const bool other_text =
      options.has_own_text() && !words.empty() && words.size() > 1 && !names_tickets(words.back());
  if (other_text) {
    throw Error(Fault::usage,
                _("a text does not go together with --canned, --text-file, --template or --react"),
                _("say one of them"));
  }
  addressed.tickets = parse_all(words);
  return addressed;
}

/// `39.2153,9.1107 Via Roma 1`
Location parse_location(const std::string& word) {
  Location place;
  int read = 0;
  const bool numbers =
      std::sscanf(word.c_str(), " %lf , %lf %n", &place.latitude, &place.longitude, &read) == 2 && read > 0;
  const bool on_earth =
      place.latitude >= -90 && place.latitude <= 90 && place.longitude >= -180 && place.longitude <= 180;
  if (!numbers || !on_earth) {
    throw Error(Fault::usage, say(_("--location {0}: latitude and longitude are wanted, in degrees"), word),
                "--location \"39.2153,9.1107 Via Roma 1\"");
  }
  if (const std::string name = word.substr(static_cast<std::size_t>(read)); !name.empty()) place.name = name;
  return place;
}

ReplyRequest make_request(Invocation& call, const ReplyOptions& options, TicketId ticket) {
  ReplyRequest request;
  request.ticket = ticket;
  for (const std::string& file : options.attach) request.attach.emplace_back(file);
  if (!options.form.empty()) {
    const auto colon = options.form.find(':');
    request.use_template = TemplateUse{options.form.substr(0, colon),
                                       colon == options.form.npos ? "" : options.form.substr(colon + 1),
                                       parse_parameters(options.parameters)};
  } else if (options.knock) {
    request.knock_values = parse_parameters(options.parameters);
  } else if (!options.parameters.empty()) {
    throw Error(Fault::usage, _("--param belongs to --template or --knock"));
  }
  request.react = options.react;
  if (!options.location.empty()) request.location = parse_location(options.location);
  request.ask_location = options.ask_location;
  request.ask_phone = options.ask_phone;
  request.split = options.split;
  request.knock = options.knock;
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
  request.dry_run = options.bulk.dry_run;
  const bool rests_by_itself = call.look().live && !options.bulk.dry_run;
  if (!options.hold.empty()) {
    request.hold = parse_duration_of("--hold", options.hold, longest_rest);
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

/// Several people get a text that was written beforehand; an editor opens for one.
std::string text_for(Invocation& call, const ReplyOptions& options, const Addressed& addressed) {
  if (!options.form.empty() || options.react) return {};
  if (!options.canned.empty() && !options.text_file.empty()) {
    throw Error(Fault::usage, _("--canned and --text-file do not go together"), _("say one of them"));
  }
  if (!options.canned.empty()) return canned_text(call, options.canned);
  if (!options.text_file.empty()) return text_of_file(options.text_file);
  if (addressed.text) return typed_text(*addressed.text, session_sources());
  if (options.speaks_without_text()) return {};
  if (addressed.tickets.size() > 1) {
    throw Error(Fault::usage, _("several people: the text is missing"),
                _("give it as the last word, or with --canned or --text-file"));
  }
  return edited(call, make_request(call, options, addressed.tickets.front()));
}

[[noreturn]] void take_back(Office& office, const ReplyRequest& request, const ReplyResult& result) {
  const MessageRef message = result.queued;
  try {
    for (auto part = result.all.rbegin(); part != result.all.rend(); ++part) cancel_message(office, *part);
  } catch (const Error& error) {
    if (error.fault() != Fault::conflict) throw;
    throw Error(Fault::interrupted, say(_("{0}: too late, it has left"), to_string(message)),
                say(_("see: urp show {0}"), request.ticket.value));
  }
  if (!request.text.empty()) keep_draft(office, request.ticket, request.text);
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
  view.message.type = result.type;
  view.message.text = result.text;
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

/// One document for a program; a line for each to a person.
void print_answer(Invocation& call, const std::vector<MessageRef>& all) {
  Office& office = call.office();
  if (call.common.json) {
    const OutgoingView first = find_outgoing(office, all.front());
    return call.out().line(to_json(first.message, first.ticket, office.zone(), all));
  }
  for (const MessageRef ref : all) print_outgoing(call, find_outgoing(office, ref));
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
    if (!left) take_back(call.office(), request, result);
    due.reset();
  }
  if (result.status == Delivery::queued && !due) send_now(call);
  std::vector<MessageRef> all = result.all;
  if (all.empty()) all.push_back(result.queued);  // of a key that was used before
  for (const MessageRef ref : all) {
    const bool parked = delivery_report(call.office(), ref).status == Delivery::parked;
    if (waits && !(parked && result.knocked)) wait_for_outcome(call, options.wait, ref, due, interrupt);
  }
  print_answer(call, all);
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

enum class WhenClosed { knock, park, draft };

WhenClosed ask_when_closed(TicketId ticket, bool can_knock) {
  const char* question =
      can_knock ? _("{0}: the window is closed. [k] ask the citizen to write and park, [p] park, "
                    "[d] keep as a draft?")
                : _("{0}: the window is closed. [p] park until the citizen writes, "
                    "[d] keep as a draft?");
  for (;;) {
    const std::string key = ask(say(question, to_string(ticket)));
    const char letter = key.empty() ? 'd' : key.front();
    switch (letter) {  // chiedi, sospendi, bozza
      case 'k':
      case 'K':
      case 'c':
      case 'C':
        if (can_knock) return WhenClosed::knock;
        break;
      case 'p':
      case 'P':
      case 's':
      case 'S':
        return WhenClosed::park;
      case 'd':
      case 'D':
      case 'b':
      case 'B':
        return WhenClosed::draft;
      default:
        break;
    }
  }
}

void answer_one(Invocation& call, const ReplyOptions& options, ReplyRequest request) {
  if (answer(call, options, request)) return;
  const bool can_knock = !call.office().settings().reply.knock.empty();
  switch (ask_when_closed(request.ticket, can_knock)) {
    case WhenClosed::knock:
      request.knock = true;
      break;
    case WhenClosed::park:
      request.park = true;
      break;
    case WhenClosed::draft:
      throw Error(Fault::window_closed,
                  say(_("{0}: nothing was sent, the text is a draft"), to_string(request.ticket)),
                  say(_("open it again: urp reply {0}"), request.ticket.value));
  }
  answer(call, options, request);
}

/// What each of them would get, before anything is written: holders, windows, templates, one by one.
void print_summary(Invocation& call, const ReplyOptions& options, const std::vector<TicketId>& tickets,
                   const std::string& text) {
  Office& office = call.office();
  for (const TicketId ticket : tickets) {
    ReplyRequest request = make_request(call, options, ticket);
    request.text = text;
    request.dry_run = true;
    std::string words;
    try {
      const ReplyResult result = reply(office, request);
      words = one_line(result.to) + ": ";
      if (result.knocked) {
        words += _("asked to write, the answer is parked");
      } else if (result.status == Delivery::parked) {
        words += _("parked until the next message");
      } else if (result.window_closes && *result.window_closes > office.now()) {
        words += say(_("window open {0}"), until_time(*result.window_closes, office.now(), office.zone()));
      } else {
        words += _("template");
      }
    } catch (const Error& error) {
      words = _("NO: ") + one_line(error.what());
    }
    complain(fmt::format("{}  {}\n", to_string(ticket), words));
  }
}

void answer_several(Invocation& call, const ReplyOptions& options, const std::vector<TicketId>& tickets,
                    const std::string& text) {
  if (!options.wait.empty() || !options.key.empty() || !options.quote.empty() || options.revision) {
    throw Error(Fault::usage, _("--wait, --key, --quote and --if-revision are for one ticket"),
                _("answer the tickets one by one"));
  }
  if (can_ask() && !call.common.json) print_summary(call, options, tickets, text);
  confirm_many(tickets.size(), options.bulk, _("Send to {0} people?"),
               _("{0} people would be written to; nothing was changed"));
  BulkResult result;
  std::vector<std::pair<TicketId, ReplyResult>> sent;
  for (const TicketId ticket : tickets) {
    ReplyRequest request = make_request(call, options, ticket);
    request.text = text;
    request.hold = options.hold.empty() ? Seconds(0) : request.hold;  // the question was the time to think
    try {
      sent.emplace_back(ticket, reply(call.office(), request));
      result.done.push_back(ticket);
    } catch (const Error& error) {
      result.failed.emplace_back(ticket, error);
    }
  }
  if (!options.bulk.dry_run && !sent.empty()) send_now(call);
  print_bulk(call, result, options.bulk, [&sent](const Ticket& ticket) -> std::string {
    const auto found =
        std::find_if(sent.begin(), sent.end(), [&](const auto& one) { return one.first == ticket.id; });
    if (found->second.knocked) return _("asked to write, the answer is parked");
    return found->second.status == Delivery::parked ? _("parked until the next message") : _("in the outbox");
  });
}

void run(Invocation& call, const ReplyOptions& options) {
  if (!options.wait.empty())
    parse_duration_of("--wait", options.wait, longest_rest);  // before anything is written
  const Addressed addressed = take_apart(options);
  if (addressed.tickets.empty())
    return print_bulk(call, {}, options.bulk, nullptr);  // none on standard input
  const std::string text = text_for(call, options, addressed);
  if (addressed.tickets.size() > 1) return answer_several(call, options, addressed.tickets, text);
  ReplyRequest request = make_request(call, options, addressed.tickets.front());
  request.text = text;
  answer_one(call, options, request);
}

}  // namespace

void add_reply(Arguments& command, Invocation& invocation) {
  auto o = std::make_shared<ReplyOptions>();
  add_bulk_options(
      command, o->bulk, _("T... TEXT"),
      _("415, URP-415, or @ for the last one shown, several or - for standard input; then the answer, or - "
        "for standard input; without one an editor opens"))
      ->count_literal(o->literal);
  command.add_option("--canned", o->canned, _("a text of the configuration, by its name"))
      ->type_name(_("NAME"));
  command.add_option("--text-file", o->text_file, _("the answer stands in this file"))->type_name(_("FILE"));
  command.add_flag("--split", o->split, _("a text longer than one message becomes several"));
  command.add_option("--attach", o->attach, _("a picture, video, sound, document or sticker; several times"))
      ->type_name(_("FILE"));
  command
      .add_option("--template", o->form,
                  _("a text that WhatsApp approved; goes also when the window is closed"))
      ->type_name(_("NAME"));
  command.add_option("--param", o->parameters, _("fills a place of the template; several times"))
      ->type_name("K=V");
  command
      .add_option("--react", o->react,
                  _("an emoji on the quoted message, or on the citizen's last; \"\" takes it back"))
      ->type_name(_("EMOJI"))
      ->may_be_empty();
  command.add_option("--location", o->location, _("a position: latitude,longitude and perhaps a name"))
      ->type_name(_("PLACE"));
  command.add_flag("--ask-location", o->ask_location,
                   _("a button with which the citizen sends the position"));
  command.add_flag("--ask-phone", o->ask_phone, _("a button with which the citizen shares the phone number"));
  command.add_option("--quote", o->quote, _("answers this message, as 415/3"))->type_name("T/N");
  command.add_flag("--close", o->close, _("closes the ticket as answered"));
  command.add_flag("--park", o->park, _("window closed: leaves when the citizen writes again"));
  command.add_flag("--knock", o->knock,
                   _("window closed: a template asks the citizen to write, the answer is parked"));
  command.add_option("--steal", o->steal, _("takes the ticket from a colleague, who reads why"))
      ->type_name(_("REASON"));
  command.add_option("--hold", o->hold, _("rests so long before it leaves; at a terminal [reply] hold"))
      ->type_name("5s");
  command.add_option("--key", o->key, _("the same key again changes nothing and prints the first result"))
      ->type_name("KEY");
  add_revision(command, o->revision);
  command.add_option("--wait", o->wait, _("until it was sent, for 30s or =TIME; exit 0, 1, 10 or 75"))
      ->implies("30s");
  command.footer("urp reply 415 \"Buongiorno, la squadra passa domani.\"");
  invocation.action = [o](Invocation& call) { run(call, *o); };
}

}  // namespace urp::cli
