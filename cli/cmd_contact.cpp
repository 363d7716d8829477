// urp contact: citizens: list, show, note, name.
#include <algorithm>
#include <memory>

#include <urp/desk/contact.hpp>
#include <urp/desk/topic.hpp>
#include <urp/render.hpp>
#include <urp/render_lines.hpp>
#include <urp/render_memory.hpp>
#include <urp/text.hpp>
#include <urp/visible.hpp>

#include "arguments.hpp"
#include "ask.hpp"
#include "clerk_text.hpp"
#include "commands.hpp"
#include "contact_data.hpp"
#include "doubtful.hpp"
#include "invocation.hpp"
#include "json_lines.hpp"
#include "layout.hpp"
#include "message_words.hpp"
#include "options.hpp"
#include "say.hpp"
#include "thread_blocks.hpp"
#include "ticket_list.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

struct ContactOptions {
  std::vector<std::string> words;
  std::string who, text, topic;
  std::optional<std::string> until, other;
  bool dry_run = false, yes = false, undo = false, apart = false, jsonl = false, end = false;
  int limit = -1;
  std::size_t literal = 0;  // words behind --
};

void run_list(Invocation& call, const ContactOptions& options) {
  Office& office = call.office();
  check_end(options.end, options.jsonl);
  constexpr int for_people = 50;
  const int limit = options.limit >= 0 ? options.limit : options.jsonl ? 0 : for_people;
  const std::string words = joined(options.words);
  check_text(words, _("WORDS"));
  // One more than is shown says that there are more.
  auto lines = list_contacts(office, {.words = words, .limit = limit == 0 ? 0 : limit + 1});
  const bool whole = limit == 0 || lines.size() <= static_cast<std::size_t>(limit);
  if (!whole) lines.pop_back();
  if (call.common.json) return call.out().line(to_json(lines, office.zone()));
  if (options.jsonl) {
    call.out().put(to_json_lines(lines, office.zone()));
    const std::string last = lines.empty() ? std::string() : to_string(lines.back().contact.id);
    if (options.end) call.out().put(end_line(static_cast<std::int64_t>(lines.size()), last, whole));
    return;
  }
  if (!call.style().screen) {
    for (const ContactLine& line : lines) {
      call.out().row({to_string(line.contact.id), line.contact.name.value_or(""),
                      line.contact.phone.value_or(""), line.contact.username.value_or(""),
                      std::to_string(line.tickets), std::to_string(line.unclosed),
                      line.last_message_at ? iso_time(*line.last_message_at, office.zone()) : ""});
    }
    return;
  }
  std::vector<std::vector<Cell>> rows;
  for (const ContactLine& line : lines) {
    rows.push_back(
        {{to_string(line.contact.id)},
         {contact_label(line.contact, 22)},
         {line.contact.phone ? phone_words(*line.contact.phone) : ""},
         {std::to_string(line.unclosed)},
         {std::to_string(line.tickets)},
         {line.last_message_at ? short_time(*line.last_message_at, office.now(), office.zone()) : "-"}});
  }
  const std::vector<Column> columns = {{"C"},
                                       {_("name"), Align::left, 22},
                                       {_("phone")},
                                       {_("unclosed"), Align::right},
                                       {_("cases"), Align::right},
                                       {_("last")}};
  for (const std::string& line : lay_out(columns, rows, call.style().width)) call.out().line(line);
  if (lines.empty()) call.out().sentence(_("no contact matches"));
}

std::string identity_words(const IdentityLine& identity) {
  if (identity.kind == "phone") return phone_words("+" + identity.value);
  if (identity.kind == "username") return "@" + one_line(identity.value);
  return one_line(identity.value);
}

std::string block_words(const BlockView& block, const Office& office) {
  std::string words = block.blocked ? _("blocked") : _("not blocked");
  if (block.blocked && block.until) {
    words = say(_("blocked {0}"), until_time(*block.until, office.now(), office.zone()));
  }
  if (block.muted > 0)
    words +=
        ", " + say(plural("{0} message kept unread", "{0} messages kept unread", block.muted), block.muted);
  switch (block.at_whatsapp) {
    case AtWhatsApp::never_asked:
      break;
    case AtWhatsApp::told:
      words += "; " + std::string(_("WhatsApp was told"));
      break;
    case AtWhatsApp::waits:
      words += "; " + std::string(block.blocked ? _("WhatsApp is told as soon as it may be")
                                                : _("WhatsApp is told soon"));
      break;
    case AtWhatsApp::refused:
      words += "; " + say(_("WhatsApp refused: {0}"), one_line(block.why.value_or("?")));
      break;
  }
  return words;
}

/// The clerk would else promise notices that do not arrive.
std::string opted_out_words(TimePoint at, const Office& office) {
  return say(_("stopped marketing in WhatsApp {0}: notices with a marketing template do not reach them"),
             short_time(at, office.now(), office.zone()));
}

/// `Protezione civile   since 23 Nov, wrote «PROTEZIONE CIVILE ON»`
std::string subscription_words(const Subscription& one, const Office& office, const TerminalStyle& style) {
  const auto source = [&](const std::optional<std::string>& evidence,
                          const std::optional<std::string>& clerk) {
    if (!evidence) return clerk ? say(_("entered by {0}"), one_line(*clerk)) : std::string(_("by a message"));
    return clerk ? say(_("entered by {0}: {1}"), one_line(*clerk), quoted(style, one_line(*evidence)))
                 : say(_("wrote {0}"), quoted(style, one_line(*evidence)));
  };
  const TimePoint now = office.now();
  std::string words =
      one_line(one.topic_name) + "   " +
      say(_("since {0}, {1}"), short_time(one.at, now, office.zone()), source(one.evidence, one.clerk));
  if (one.opted_out_at) words += "; " + opted_out_words(*one.opted_out_at, office);
  if (one.ended_at) {
    words += "; " + say(_("ended {0}, {1}"), short_time(*one.ended_at, now, office.zone()),
                        source(one.ended_evidence, one.ended_clerk));
  }
  return words;
}

std::string hold_words(const HoldView& hold, const Office& office) {
  std::string words = say(_("on hold since {0}, by {1}"), short_time(hold.at, office.now(), office.zone()),
                          one_line(hold.clerk));
  if (hold.until)  // that day is in it
    words += "; " + until_time(*hold.until - Seconds(1), office.now(), office.zone());
  if (hold.reason) words += "; " + one_line(*hold.reason);
  return words + "; " + _("nothing of them is destroyed");
}

/// What stands in no case: words about subscriptions, notices, what another responder is to answer, what came
/// while they were blocked.
void print_loose(Printer& out, const ContactResult& page, const Office& office) {
  if (page.loose.empty()) return;
  const TerminalStyle& style = out.style();
  const Telling telling{style, office.zone(), office.now()};
  out.line(rule(style, _("messages without a case")));
  for (const MessageBlock& block : group_albums(page.loose)) {
    const std::string start =
        fmt::format("{} {}  ", pad_right(short_time(block.first().at, telling.now, telling.zone), 12),
                    direction_mark(style, block.first().direction));
    const std::string indent(static_cast<std::size_t>(display_width(start)), ' ');
    std::string text;
    for (const std::string& line : block_lines(block, telling)) {
      text += (text.empty() ? start : "\n" + indent) +
              wrap_lines(line, style.width - display_width(start), indent);
    }
    out.line(text);
  }
}

void print_screen(Invocation& call, const ContactResult& page) {
  Office& office = call.office();
  Printer& out = call.out();
  const TerminalStyle& style = call.style();
  const auto field = [&](const char* label, const std::string& value) {
    out.line(field_line(label, value, 13, style.width));
  };
  std::string title = to_string(page.contact.id) + "  " + contact_label(page.contact, 50);
  if (page.contact.blocked) title += "   " + std::string(_("BLOCKED"));
  out.line(style.bold(title));
  out.line(rule(style));
  if (page.profile_name && page.profile_name != page.contact.name)
    field(_("WhatsApp"), one_line(*page.profile_name));
  for (const IdentityLine& identity : page.identities) {
    std::string words = identity_words(identity);
    if (identity.valid_to) {
      words += "   " + say(_("until {0}"), short_time(*identity.valid_to, office.now(), office.zone()));
    }
    field(identity.valid_to          ? _("Formerly")
          : identity.kind == "phone" ? _("Phone")
                                     : _("WhatsApp id"),
          words);
  }
  if (page.window_closes_at) {
    const bool open = *page.window_closes_at > office.now();
    field(_("Window"),
          open ? say(_("open {0}"), until_time(*page.window_closes_at, office.now(), office.zone()))
               : std::string(_("CLOSED")));
  }
  std::string tickets;
  for (const OtherTicket& ticket : page.tickets) {
    tickets +=
        (tickets.empty() ? "" : ", ") + std::to_string(ticket.id.value) + " " + state_word(ticket.state);
  }
  field(_("Cases"), tickets.empty() ? "-" : tickets);
  field(_("Messages"),
        grouped(page.messages) +
            (page.strikes == 0
                 ? std::string()
                 : "   " + say(plural("{0} flagged", "{0} flagged", page.strikes), page.strikes)));
  for (const Strikes& one : page.by_ground)
    field(_("Flagged"), pad_right(strike_words(one), 30) + "  " + usual_words(one));
  if (page.block.blocked || page.block.at_whatsapp != AtWhatsApp::never_asked)
    field(_("Block"), block_words(page.block, office));
  if (page.hold) field(_("Hold"), hold_words(*page.hold, office));
  if (page.erased_at)
    field(_("Erased"), say(_("{0}: what is left is the register of the cases"),
                           short_time(*page.erased_at, office.now(), office.zone())));
  std::string merged;
  for (const ContactId record : page.merged) merged += (merged.empty() ? "" : ", ") + to_string(record);
  if (!merged.empty()) field(_("Merged"), merged);
  const char* label = _("Notices");
  if (page.opted_out_at) {
    field(label, opted_out_words(*page.opted_out_at, office));
    label = "";
  }
  for (const Subscription& one : list_subscriptions(office, to_string(page.contact.id))) {
    field(label, subscription_words(one, office, style));
    label = "";
  }
  if (page.note) field(_("Note"), escape_controls(*page.note, true));
  print_loose(out, page, office);
}

void run_show(Invocation& call, const std::string& who) {
  Office& office = call.office();
  const ContactResult page = show_contact(office, who);
  if (call.common.json) return call.out().line(to_json(page, office.zone()));
  if (call.style().screen) return print_screen(call, page);
  call.out().row({to_string(page.contact.id), page.contact.name.value_or(""), page.contact.phone.value_or(""),
                  page.contact.username.value_or(""), std::to_string(page.tickets.size()),
                  std::to_string(page.messages), std::to_string(page.strikes), page.note.value_or("")});
}

void print_merge(Invocation& call, const MergeContactsResult& result, const char* sentence, bool dry_run) {
  if (!dry_run) call.out().best_effort();
  if (dry_run) tell_rehearsal();
  if (call.common.json) return call.out().line(to_json(result));
  const std::string from = to_string(result.from), into = to_string(result.into);
  if (!call.style().screen) return call.out().row({from, into, std::to_string(result.tickets)});
  call.out().line(wrap_lines(say(sentence, from, into), call.style().width, ""));
}

void confirm_merge(Office& office, const std::string& one, const std::string& other) {
  const ContactResult from = show_contact(office, one), into = show_contact(office, other);
  if (!can_ask())
    throw Error(Fault::usage, _("merging two people must be confirmed"), _("say it on purpose: --yes"));
  const bool agreed =
      ask_yes(say(_("{0} {1} ({2} messages) becomes part of {3} {4} ({5} messages). Are they one person?"),
                  to_string(from.contact.id), contact_label(from.contact, 40), from.messages,
                  to_string(into.contact.id), contact_label(into.contact, 40), into.messages));
  if (!agreed) throw Error(Fault::usage, _("nothing was changed"));
}

void run_merge(Invocation& call, const ContactOptions& options) {
  Office& office = call.office();
  if (options.undo == options.other.has_value() || (options.undo && options.apart)) {
    throw Error(Fault::usage, _("merging takes two records, --undo takes one"),
                "urp contact merge c57 c12; urp contact merge --undo c57");
  }
  if (options.undo) {
    return print_merge(call, part_contacts(office, options.who, options.dry_run),
                       _("{0} and {1} are two people again"), options.dry_run);
  }
  if (options.apart) {
    keep_contacts_apart(office, options.who, *options.other);
    call.out().best_effort();
    if (call.style().screen) call.out().sentence(_("two people; they are not proposed again"));
    return;
  }
  if (!options.dry_run && !options.yes) confirm_merge(office, options.who, *options.other);
  print_merge(call, merge_contacts(office, {options.who, *options.other, options.dry_run}),
              _("{0} is part of {1} now; if that was wrong: urp contact merge --undo {0}"), options.dry_run);
}

void run_block(Invocation& call, const ContactOptions& options, bool block) {
  Office& office = call.office();
  BlockRequest request;
  request.who = options.who;
  request.block = block;
  request.dry_run = options.dry_run;
  if (options.until) request.until = office.now() + parse_duration_of("--for", *options.until);
  const BlockResult result = block_contact(office, request);
  if (!request.dry_run) call.out().best_effort();
  if (call.common.json) return call.out().line(to_json(result, office.zone()));
  if (!call.style().screen) {
    return call.out().row({to_string(result.contact), result.block.blocked ? "true" : "false",
                           to_name(result.block.at_whatsapp), std::to_string(result.cancelled)});
  }
  const ContactResult page = show_contact(office, to_string(result.contact));
  std::string words = fmt::format("{}  {}: {}", to_string(result.contact), contact_label(page.contact, 40),
                                  block_words(result.block, office));
  if (result.cancelled > 0) {
    words += ", " + say(plural("{0} answer taken back", "{0} answers taken back", result.cancelled),
                        result.cancelled);
  }
  call.out().line(wrap_lines(words, call.style().width - 2, "  "));
  if (request.dry_run) tell_rehearsal();
}

void run_subscribe(Invocation& call, const ContactOptions& options, bool subscribes) {
  Office& office = call.office();
  const SubscribeRequest request{options.who, options.topic, argument_text(options.text, "--evidence"),
                                 options.dry_run};
  const SubscribeResult result =
      subscribes ? subscribe_contact(office, request) : unsubscribe_contact(office, request);
  if (!request.dry_run) call.out().best_effort();
  if (request.dry_run) tell_rehearsal();
  if (call.common.json) return call.out().line(to_json(result, office.zone()));
  if (!call.style().screen) return call.out().row({to_string(result.contact), joined(result.changed)});
  const std::string topics = joined(result.changed);
  const char* words = result.changed.empty() ? _("{0}: nothing to change")
                      : subscribes           ? _("{0}: subscribes to {1} from now on")
                                             : _("{0}: no notices any more of {1}");
  call.out().sentence(say(words, to_string(result.contact), one_line(topics)));
  if (subscribes && result.opted_out_at)
    call.out().line(wrap_lines(opted_out_words(*result.opted_out_at, office), call.style().width, ""));
}

void run_subscriptions(Invocation& call, const std::string& who) {
  Office& office = call.office();
  const auto list = list_subscriptions(office, who);
  if (call.common.json) return call.out().line(to_json(list, office.zone()));
  const auto time = [&office](std::optional<TimePoint> at) { return at ? iso_time(*at, office.zone()) : ""; };
  if (!call.style().screen) {
    for (const Subscription& one : list) {
      call.out().row({one.topic, iso_time(one.at, office.zone()), time(one.ended_at), one.identity,
                      one.evidence.value_or(""), one.clerk.value_or(""), one.text_version.value_or(""),
                      time(one.opted_out_at)});
    }
    return;
  }
  if (list.empty()) call.out().sentence(_("subscribed to nothing, ever"));
  for (const Subscription& one : list) {
    call.out().line(wrap_lines(subscription_words(one, office, call.style()), call.style().width - 2, "  "));
  }
  const auto opted_out_at = show_contact(office, who).opted_out_at;
  const bool said = std::any_of(list.begin(), list.end(), [](const auto& one) { return one.opted_out_at; });
  if (opted_out_at && !said)
    call.out().line(wrap_lines(opted_out_words(*opted_out_at, office), call.style().width, ""));
}

}  // namespace

void add_contact(Arguments& command, Invocation& invocation) {
  auto o = std::make_shared<ContactOptions>();
  command.require_subcommand();
  const auto add_who = [&o](Arguments* part) {
    part->add_option("C", o->who, _("c57, a phone, @username or a user id"))->required();
  };
  Arguments* list = command.add_subcommand("list", _("those who wrote last, or whom the words name"));
  list->add_option(_("WORDS"), o->words, _("the beginning of names, or of a phone"));
  add_count(*list, "-n,--limit", o->limit, _("at most N (0 = all; default 50)"));
  list->add_flag("--jsonl", o->jsonl, _("one JSON object a line"));
  list->add_flag("--end", o->end, _("jsonl: a last line with the number of rows"));
  list->callback([&invocation, o] { invocation.action = [o](Invocation& call) { run_list(call, *o); }; });
  Arguments* show = command.add_subcommand("show", _("who it is, their cases, what is noted"));
  add_who(show);
  show->callback([&invocation, o] { invocation.action = [o](Invocation& call) { run_show(call, o->who); }; });
  Arguments* note = command.add_subcommand("note", _("what colleagues should know about the person"));
  add_who(note);
  note->add_option(_("TEXT"), o->text, _("the note, or - for standard input; \"\" takes it away"))
      ->required()
      ->may_be_empty()
      ->count_literal(o->literal);
  note->callback([&invocation, o] {
    invocation.action = [o](Invocation& call) {
      if (o->literal == 0) refuse_doubtful_text(o->text);
      const ContactId contact =
          set_contact_note(call.office(), o->who, typed_words(o->text, session_sources()));
      call.out().best_effort();
      run_show(call, to_string(contact));
    };
  });
  Arguments* name = command.add_subcommand("name", _("what the office calls the person"));
  add_who(name);
  name->add_option(_("NAME"), o->text, _("the name; \"\" goes back to what WhatsApp says"))
      ->required()
      ->may_be_empty();
  name->callback([&invocation, o] {
    invocation.action = [o](Invocation& call) {
      const ContactId contact =
          set_contact_name(call.office(), o->who,
                           shows_something(o->text) ? argument_text(o->text, _("the name")) : std::string());
      call.out().best_effort();
      run_show(call, to_string(contact));
    };
  });
  Arguments* merge = command.add_subcommand("merge", _("two records of one person become one"));
  merge->add_option("A", o->who, _("the record that becomes part of the other"))->required();
  merge->add_option("B", o->other, _("the record that stays"));
  merge->add_flag("--yes", o->yes, _("do not ask"));
  merge->add_flag("--undo", o->undo, _("A, as c57, is a person of its own again"));
  merge->add_flag("--apart", o->apart, _("they are two people: status proposes it no more"));
  merge->add_flag("--dry-run", o->dry_run, _("say what it would do, and change nothing"));
  merge->callback([&invocation, o] { invocation.action = [o](Invocation& call) { run_merge(call, *o); }; });
  for (const bool blocks : {true, false}) {
    Arguments* part = command.add_subcommand(
        blocks ? "block" : "unblock",
        blocks ? _("is not heard any more, here at once and at WhatsApp") : _("is heard again"));
    add_who(part);
    if (blocks)
      part->add_option("--for", o->until, _("so long, as 30d; else until somebody unblocks"))
          ->type_name(_("TIME"));
    part->add_flag("--dry-run", o->dry_run, _("say what it would do, and change nothing"));
    part->callback([&invocation, o, blocks] {
      invocation.action = [o, blocks](Invocation& call) { run_block(call, *o, blocks); };
    });
  }
  for (const bool subscribes : {true, false}) {
    Arguments* part =
        command.add_subcommand(subscribes ? "subscribe" : "unsubscribe",
                               subscribes ? _("wants the notices of a topic, said at the desk")
                                          : _("wants no notices any more, of a topic or at all"));
    add_who(part);
    Argument* topic = part->add_option("TOPIC", o->topic, _("its short name: urp topic list"));
    Argument* evidence =
        part->add_option("--evidence", o->text, _("what the office has in hand, as a signed form"))
            ->type_name(_("TEXT"));
    if (subscribes) {
      topic->required();
      evidence->required();
    }
    part->add_flag("--dry-run", o->dry_run, _("say what it would do, and change nothing"));
    part->callback([&invocation, o, subscribes] {
      invocation.action = [o, subscribes](Invocation& call) { run_subscribe(call, *o, subscribes); };
    });
  }
  Arguments* subscriptions =
      command.add_subcommand("subscriptions", _("what they subscribe to, with the evidence"));
  add_who(subscriptions);
  subscriptions->callback(
      [&invocation, o] { invocation.action = [o](Invocation& call) { run_subscriptions(call, o->who); }; });
  add_contact_data(command, invocation);
  command.footer("urp contact show \"333 000 0102\"");
}

}  // namespace urp::cli
