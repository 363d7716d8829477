// urp reply T [TEXT|-]: an answer to a citizen. What was typed outlives every failure.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>

#include <urp/desk/canned.hpp>
#include <urp/desk/look.hpp>
#include <urp/desk/reply.hpp>
#include <urp/error.hpp>
#include <urp/render.hpp>
#include <urp/text.hpp>

#include "answer.hpp"
#include "arguments.hpp"
#include "ask.hpp"
#include "bulk.hpp"
#include "clerk_text.hpp"
#include "commands.hpp"
#include "compose.hpp"
#include "interrupt.hpp"
#include "invocation.hpp"
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

constexpr Seconds longest_rest = std::chrono::hours(24);

struct ReplyOptions {
  BulkOptions bulk;  // words: tickets, then the text
  std::optional<std::string> quote, steal, hold, key, wait, canned, text_file, text_of, form, location, react;
  std::vector<std::string> attach, parameters;
  std::optional<std::int64_t> revision;
  std::size_t literal = 0;  // words behind --
  bool close = false, park = false, knock = false, split = false, ask_location = false, ask_phone = false;
  bool linked = false;

  bool speaks_without_text() const { return !attach.empty() || location || ask_location || ask_phone; }
  int own_texts() const {
    return canned.has_value() + text_file.has_value() + text_of.has_value() + form.has_value() +
           react.has_value();
  }
  bool has_own_text() const { return own_texts() > 0; }
};

/// What was typed, taken apart: whom it goes to, and the words.
struct Addressed {
  std::vector<TicketId> tickets;
  std::optional<std::string> text;  // as typed: `-` is standard input
};

/// `modulo.pdf`, also when it does not stand here: no answer is one word that ends so.
bool names_file(const std::string& word) {
  static const std::set<std::string> endings = {
      ".jpg", ".jpeg", ".png", ".webp", ".heic", ".gif", ".mp4",  ".mp3", ".ogg",  ".pdf", ".p7m", ".txt",
      ".csv", ".doc",  ".odt", ".docx", ".xls",  ".ods", ".xlsx", ".ppt", ".pptx", ".zip", ".eml"};
  std::error_code failed;
  if (std::filesystem::exists(word, failed)) return true;
  if (word.find_first_of(" \t\n") != word.npos || word.find("://") != word.npos) return false;
  std::string ending = std::filesystem::path(word).extension();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  return endings.contains(ending);
}

/// `reply 412 415`, `reply 412 --attach *.pdf`: a word that could be meant otherwise is not taken for the
/// text.
void check_doubtful(const std::string& word) {
  const bool ticket = names_tickets(word);
  if (!ticket && !names_file(word)) return;
  if (can_ask() && ask_yes(say(ticket ? _("\"{0}\" could be a ticket. Is it the text of the answer?")
                                      : _("\"{0}\" names a file. Is it the text of the answer?"),
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
  if (options.own_texts() > 1) {
    throw Error(Fault::usage,
                _("--canned, --text-file, --text-of, --template and --react do not go together"),
                _("say one of them"));
  }
  const bool other_text =
      options.has_own_text() && !words.empty() && words.size() > 1 && !names_tickets(words.back());
  if (other_text) {
    throw Error(Fault::usage,
                _("a text does not go together with --canned, --text-file, --text-of, --template or --react"),
                _("say one of them"));
  }
  addressed.tickets = parse_all(words);
  return addressed;
}

/// With the open cases of other citizens about the same matter, each once.
std::vector<TicketId> with_linked(Office& office, std::vector<TicketId> tickets) {
  for (const Ticket& named : find_tickets(office, tickets)) {
    for (const Ticket& other : find_tickets(office, named.linked)) {
      const bool is_new = std::find(tickets.begin(), tickets.end(), other.id) == tickets.end();
      if (is_new && other.state != TicketState::closed) tickets.push_back(other.id);
    }
  }
  return tickets;
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
  if (options.form) {
    request.use_template = parse_template(*options.form, options.parameters);
  } else if (options.knock) {
    request.knock_values = parse_parameters(options.parameters);
  } else if (!options.parameters.empty()) {
    throw Error(Fault::usage, _("--param belongs to --template or --knock"));
  }
  if (options.canned) request.canned = options.canned->substr(0, options.canned->find(':'));
  request.react = options.react;
  if (options.location) request.location = parse_location(*options.location);
  request.ask_location = options.ask_location;
  request.ask_phone = options.ask_phone;
  request.split = options.split;
  request.knock = options.knock;
  if (options.quote) {
    const auto quoted = parse_message(*options.quote, session_sources());
    request.quote_ticket = quoted.ticket;
    request.quote = quoted.number;
  }
  if (options.steal) request.steal = argument_text(*options.steal, "--steal");
  request.key = options.key;
  request.if_revision = options.revision;
  request.park = options.park;
  request.close = options.close;
  request.dry_run = options.bulk.dry_run;
  if (options.hold) {
    request.hold = parse_duration_of("--hold", *options.hold, longest_rest);
  } else if (call.style().live) {
    request.hold = call.office().settings().reply.hold;
  }
  request.hold = request.dry_run ? Seconds(0) : resting_time(call, request.hold);
  return request;
}

/// What the office once answered, or what a service answered to it, word for word. Nobody is sent a citizen's
/// words, and a note of the office never leaves.
std::string text_of_answer(Invocation& call, const std::string& word) {
  const MessageView answer = find_message(call.office(), parse_message(word, session_sources()));
  const auto& facts = answer.message.facts;
  const bool of_service =
      std::any_of(facts.begin(), facts.end(), [](const auto& fact) { return fact.first == "service"; });
  if (answer.message.direction != Direction::out && !of_service) {
    throw Error(Fault::not_found, say(_("{0} is no answer of the office or of a service"), word),
                say(_("see: urp show {0} --all"), answer.ticket.id.value));
  }
  if (answer.message.text && !answer.message.text->empty()) return *answer.message.text;
  throw Error(Fault::usage, say(_("{0} has no text that could be sent again"), word),
              say(_("see: urp show {0} --all"), answer.ticket.id.value));
}

/// Several people get a text that was written beforehand; an editor opens for one.
std::string text_for(Invocation& call, const ReplyOptions& options, const Addressed& addressed) {
  if (options.form || options.react) return {};
  if (options.canned) return canned_words(call.office(), *options.canned, addressed.tickets.front());
  if (options.text_file == "-") return needed_text(session_sources().standard_input(), _("standard input"));
  if (options.text_file) return text_of_file(*options.text_file);
  if (options.text_of) return text_of_answer(call, *options.text_of);
  if (addressed.text) return typed_text(*addressed.text, session_sources());
  if (options.speaks_without_text()) return {};
  if (addressed.tickets.size() > 1) {
    throw Error(Fault::usage, _("several people: the text is missing"),
                _("give it as the last word, or with --canned, --text-file or --text-of"));
  }
  return compose(call, make_request(call, options, addressed.tickets.front()));
}

/// A canned answer says to each person what it says in their case.
std::string words_for(Invocation& call, const ReplyOptions& options, TicketId ticket,
                      const std::string& text) {
  return options.canned ? canned_words(call.office(), *options.canned, ticket) : text;
}

/// What each of them would get, before anything is written: holders, windows, templates, one by one.
void print_summary(Invocation& call, const ReplyOptions& options, const std::vector<TicketId>& tickets,
                   const std::string& text) {
  Office& office = call.office();
  for (const TicketId ticket : tickets) {
    ReplyRequest request = make_request(call, options, ticket);
    request.dry_run = true;
    std::string words;
    try {
      request.text = words_for(call, options, ticket, text);
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
    put_error(fmt::format("{}  {}\n", to_string(ticket), words));
  }
}

/// Ctrl-C takes all of them back.
void let_them_rest(Invocation& call, const std::vector<Leaving>& people, Seconds hold,
                   HeldInterrupt& interrupt) {
  if (people.empty() || !call.style().live) return;
  if (let_rest(call, people, hold, interrupt) != Rested::taken_back) return;
  std::vector<MessageRef> messages;
  for (const Leaving& one : people) messages.insert(messages.end(), one.messages.begin(), one.messages.end());
  print_taken_back(call, take_back(call.office(), messages));
  call.out().finish();
  throw Error(Fault::interrupted, _("taken back"));
}

void answer_several(Invocation& call, const ReplyOptions& options, const std::vector<TicketId>& tickets,
                    const std::string& text) {
  if (options.wait || options.key || options.quote || options.revision) {
    throw Error(Fault::usage, _("--wait, --key, --quote and --if-revision are for one ticket"),
                _("answer the tickets one by one"));
  }
  if (can_ask() && !call.common.json) print_summary(call, options, tickets, text);
  confirm_many(tickets.size(), options.bulk, _("Send to {0} people?"),
               _("{0} people would be written to; nothing was changed"));
  BulkResult result;
  std::vector<std::pair<TicketId, ReplyResult>> sent;
  std::vector<Leaving> resting;
  Seconds hold{0};
  HeldInterrupt interrupt;
  for (const TicketId ticket : tickets) {
    ReplyRequest request = make_request(call, options, ticket);
    hold = request.hold;
    try {
      request.text = words_for(call, options, ticket, text);
      sent.emplace_back(ticket, reply(call.office(), request));
      result.done.push_back(ticket);
      const ReplyResult& queued = sent.back().second;
      if (queued.status == Delivery::queued && hold > Seconds(0)) resting.push_back(leaving(request, queued));
    } catch (const Error& error) {
      result.failed.emplace_back(ticket, error);
    }
  }
  let_them_rest(call, resting, hold, interrupt);
  if (!options.bulk.dry_run && !sent.empty()) send_now(call);
  print_bulk(call, result, options.bulk, [&sent](const Ticket& ticket) -> std::string {
    const auto found =
        std::find_if(sent.begin(), sent.end(), [&](const auto& one) { return one.first == ticket.id; });
    if (found->second.knocked) return _("asked to write, the answer is parked");
    return found->second.status == Delivery::parked ? _("parked until the next message") : _("in the outbox");
  });
}

void run(Invocation& call, const ReplyOptions& options) {
  if (options.wait) parse_duration_of("--wait", *options.wait, longest_rest);  // before anything is written
  Addressed addressed = take_apart(options);
  if (addressed.tickets.empty())
    return print_bulk(call, {}, options.bulk, nullptr);  // none on standard input
  if (options.linked) addressed.tickets = with_linked(call.office(), std::move(addressed.tickets));
  const std::string text = text_for(call, options, addressed);
  if (addressed.tickets.size() > 1) return answer_several(call, options, addressed.tickets, text);
  ReplyRequest request = make_request(call, options, addressed.tickets.front());
  request.text = text;
  answer_one(call, request, options.wait);
}

}  // namespace

void add_reply(Arguments& command, Invocation& invocation) {
  auto o = std::make_shared<ReplyOptions>();
  add_bulk_options(
      command, o->bulk, _("T... TEXT"),
      _("415, URP-415, or @ for the last one shown, several or - for standard input; then the answer, or - "
        "for standard input; without one an editor opens"))
      ->count_literal(o->literal);
  command
      .add_option("--canned", o->canned,
                  _("a text of the configuration, by its name; NAME:en in another language"))
      ->type_name(_("NAME"));
  command.add_option("--text-file", o->text_file, _("the answer stands in this file; - is standard input"))
      ->type_name(_("FILE"));
  command.add_option("--text-of", o->text_of, _("what the office or a service answered there"))
      ->type_name("T/N");
  command.add_flag("--split", o->split, _("a text longer than one message becomes several"));
  command.add_option("--attach", o->attach, _("a picture, video, sound, document or sticker; several times"))
      ->type_name(_("FILE"))
      ->names_path();
  command
      .add_option("--template", o->form,
                  _("a text that WhatsApp approved; goes also when the window is closed"))
      ->type_name(_("NAME"));
  command.add_option("--param", o->parameters, _("fill a place of the template; several times"))
      ->type_name("K=V");
  command
      .add_option("--react", o->react,
                  _("an emoji on the quoted message, or on the citizen's last; \"\" takes it back"))
      ->type_name(_("EMOJI"))
      ->may_be_empty();
  command.add_option("--location", o->location, _("a position: latitude,longitude and perhaps a name"))
      ->type_name(_("PLACE"));
  command.add_flag("--linked", o->linked,
                   _("also to the open cases that are linked with it, each in their own"));
  command.add_flag("--ask-location", o->ask_location,
                   _("a button with which the citizen sends the position"));
  command.add_flag("--ask-phone", o->ask_phone, _("a button with which the citizen shares the phone number"));
  command.add_option("--quote", o->quote, _("answer this message, as 415/3"))->type_name("T/N");
  command.add_flag("--close", o->close, _("close the ticket as answered"));
  command.add_flag("--park", o->park, _("window closed: leaves when the citizen writes again"));
  command.add_flag("--knock", o->knock,
                   _("window closed: a template asks the citizen to write, the answer is parked"));
  command.add_option("--steal", o->steal, _("take the ticket from a colleague, who reads why"))
      ->type_name(_("REASON"));
  command.add_option("--hold", o->hold, _("wait this long before sending; at a terminal [reply] hold"))
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
