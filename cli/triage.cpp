// From case to case, and what each key asks for. What is done to a case: triage_steps.cpp; what is said to
// the citizen: triage_answer.cpp.
#include "triage.hpp"

#include <algorithm>

#include <urp/desk/inbox.hpp>
#include <urp/desk/look.hpp>
#include <urp/desk/watch.hpp>
#include <urp/error.hpp>
#include <urp/text.hpp>

#include "layout.hpp"
#include "meanwhile.hpp"
#include "say.hpp"
#include "session.hpp"
#include "similar_view.hpp"
#include "ticket_list.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

std::int64_t count_waiting(Office& office) {
  InboxRequest request;
  request.filter.turns = {Turn::office};
  request.limit = 1;
  return list_inbox(office, request).total;
}

}  // namespace

Triage::Triage(Invocation& call, Console console, TicketFilter filter)
    : call_(call),
      office_(call.office()),
      console_(std::move(console)),
      filter_(std::move(filter)),
      resting_(call) {
}

void Triage::run() {
  skipped_ = skipped_tickets(today());
  version_ = data_version(office_);
  advance();
  loop();
}

void Triage::run_one(TicketId ticket) {
  one_ = true;
  version_ = data_version(office_);
  open(ticket);
  history_ = {ticket};
  loop();
}

void Triage::loop() {
  while (!over_) {
    if (dirty_) draw();
    const Key key = console_.next(state_);
    if (key.kind == Key::Kind::woken) {
      look_around();
      continue;
    }
    dirty_ = true;
    look_around();  // a screen reader's lines come without waking
    const Command command = press(state_, key);
    if (command.kind == Command::Kind::none) continue;
    try {
      obey(command);
    } catch (const Error& error) {
      if (error.fault() == Fault::interrupted) throw;
      message_ = error.what();
      if (!error.hint().empty()) message_ += " (" + error.hint() + ")";
      if (shown_) reload();
    }
  }
}

void Triage::draw() {
  TriagePicture picture = asked_;
  picture.shown = shown_ ? &*shown_ : nullptr;
  picture.me = office_.actor().clerk;
  picture.waiting = waiting_;
  picture.done = done_words();
  picture.proposed = service_words();
  picture.similar = best_similar(call_.style(), similar_, call_.style().width - 11);
  const std::string rests = resting_.words();
  picture.message = rests.empty() ? message_ : message_.empty() ? rests : rests + "   " + message_;
  if (state_.mode == TriageState::Mode::browse || state_.mode == TriageState::Mode::help) {
    picture.text.clear();
    picture.items.clear();
    picture.question.clear();
  }
  console_.draw(picture, state_);
  dirty_ = false;
}

/// What others did, and whether something has rested.
void Triage::look_around() {
  if (resting_.look()) dirty_ = true;
  const std::int64_t version = data_version(office_);
  if (version == version_) return;
  version_ = version;
  dirty_ = true;
  waiting_ = count_waiting(office_);
  if (!shown_) return;
  const ShowResult before = *shown_;
  reload();
  const TerminalStyle style = present_look(call_);
  const auto news =
      told_meanwhile(before, *shown_, {style, office_.zone(), office_.now()}, office_.actor().clerk);
  if (!news.empty()) message_ = say(_("changed just now: {0}"), news.front());
}

void Triage::obey(const Command& command) {
  switch (command.kind) {
    case Command::Kind::none:
      return;
    case Command::Kind::begin:
      message_.clear();
      return begin(command.purpose);
    case Command::Kind::typed:
      return typed(command);
    case Command::Kind::editor:
      if (command.purpose == Purpose::answer) return write_in_editor(command.text);
      return ask_line(state_, command.purpose, command.text);
    case Command::Kind::picked:
      return picked(command);
    case Command::Kind::chosen:
      return chosen(command);
    case Command::Kind::dropped:
      if (command.purpose != Purpose::answer) return;
      end_editing(office_, ticket().id);
      if (command.text.empty()) return;
      keep_draft(office_, ticket().id, command.text);
      message_ = _("kept as a draft: r opens it again");
      return reload();
    case Command::Kind::suspend:
      return console_.suspend();
    case Command::Kind::hung_up:
      return hang_up(command);
  }
}

void Triage::hang_up(const Command& command) {
  if (command.purpose == Purpose::answer && shown_) {
    if (!command.text.empty()) keep_draft(office_, ticket().id, command.text);
    end_editing(office_, ticket().id);
  }
  throw Error(Fault::interrupted, _("the terminal went away; what was typed is kept as a draft"));
}

void Triage::begin(Purpose purpose) {
  asked_ = {};
  switch (purpose) {
    case Purpose::quit:
      over_ = true;
      return;
    case Purpose::help:
      return;
    case Purpose::next:
      return skip();
    case Purpose::previous:
      return back();
    case Purpose::undo:
      return undo();
    case Purpose::search:
      asked_.question = _("Search for:");
      return ask_line(state_, purpose);
    default:
      break;
  }
  if (!shown_) return;
  switch (purpose) {
    case Purpose::answer:
      return begin_answer();
    case Purpose::canned:
      return show_canned();
    case Purpose::similar:
      return show_similar();
    case Purpose::route:
      if (shown_->suggestion) return ask_service(shown_->suggestion->service);
      return begin(Purpose::service);
    case Purpose::service: {
      names_.clear();
      for (const auto& service : office_.settings().services) {
        names_.push_back(service.slug);
        asked_.items.push_back(service_word(office_, service.slug));
      }
      if (names_.empty()) {
        message_ = _("no service is configured: [[service]] in urp.toml");
        return;
      }
      asked_.question = say(_("Route {0} to:"), to_string(ticket().id));
      return ask_menu(state_, purpose, names_.size());
    }
    case Purpose::note:
      asked_.question = say(_("Note on {0}, never sent:"), to_string(ticket().id));
      return ask_line(state_, purpose);
    case Purpose::kind:
      for (const TicketKind kind : {TicketKind::request, TicketKind::report, TicketKind::complaint,
                                    TicketKind::suggestion, TicketKind::access}) {
        asked_.items.push_back(kind_word(kind));
      }
      asked_.question = say(_("What is {0}?"), to_string(ticket().id));
      return ask_menu(state_, purpose, asked_.items.size());
    case Purpose::tag:
      asked_.question = _("Tags, with a blank between them; one with - in front is taken off:");
      return ask_line(state_, purpose);
    case Purpose::later:
      asked_.question = _("Put off until when? (tomorrow 09:00, 3d, a date; or until the citizen writes)");
      return ask_line(state_, purpose);
    case Purpose::close:
      for (const Outcome outcome : {Outcome::answered, Outcome::resolved, Outcome::not_ours,
                                    Outcome::rejected, Outcome::duplicate, Outcome::no_reply}) {
        asked_.items.push_back(outcome_word(outcome));
      }
      asked_.question = say(ticket().first_answered_at ? _("Close {0} of {1} as:")
                                                       : _("Nobody has answered {0} of {1}. Close it as:"),
                            to_string(ticket().id), person());
      return ask_menu(state_, purpose, asked_.items.size());
    case Purpose::flag:
      return choose_flagged();
    case Purpose::urgent:
      return toggle_urgent();
    case Purpose::media:
      return open_attachments();
    case Purpose::whole_thread:
      limit_ = limit_ == 0 ? usual_limit : 0;
      state_.scroll = 0;
      return reload();
    case Purpose::link:
      asked_.question = say(_("{0} is about the same matter as case:"), to_string(ticket().id));
      return ask_line(state_, purpose);
    default:
      return;
  }
}

void Triage::open(TicketId ticket) {
  ShowRequest request;
  request.ticket = ticket;
  request.limit = limit_ = usual_limit;
  request.mark_read = true;
  shown_ = show_ticket(office_, request);
  similar_ = turn_of(shown_->ticket.state) == Turn::office ? similar_answers(office_, {shown_->ticket.id, 9})
                                                           : SimilarResult();
  state_.scroll = 0;
  asked_ = {};
  waiting_ = count_waiting(office_);
  remember_ticket(shown_->ticket.id);
}

void Triage::reload() {
  ShowRequest request;
  request.ticket = ticket().id;
  request.limit = limit_;
  request.mark_read = true;
  shown_ = show_ticket(office_, request);
}

void Triage::advance() {
  untouched_ = false;
  if (one_) {
    over_ = true;
    return;
  }
  const auto held = list_held(office_, office_.actor().clerk);
  TicketId next;
  try {
    next = next_ticket(office_, filter_, skipped_);
  } catch (const Error& error) {
    if (error.fault() != Fault::not_found) throw;
    return nothing_left();
  }
  open(next);
  untouched_ = std::find(held.begin(), held.end(), next) == held.end();
  history_.push_back(next);
  place_ = history_.size() - 1;
}

void Triage::nothing_left() {
  shown_.reset();
  similar_ = {};
  waiting_ = count_waiting(office_);
  const auto skipped = static_cast<std::int64_t>(skipped_.size());
  const std::string left =
      skipped == 0
          ? std::string(_("Nothing more to do: no free case waits. q quits."))
          : say(plural("Nothing more to do but {0} that was skipped: ENTER shows it again, q quits.",
                       "Nothing more to do but {0} that were skipped: ENTER shows them again, q quits.",
                       skipped),
                skipped);
  message_ = message_.empty() ? left : message_ + "   " + left;
}

bool Triage::is_last_of_history() const {
  return history_.empty() || place_ + 1 == history_.size();
}

/// Colleagues may have it; what the clerk held before stays theirs.
void Triage::skip() {
  if (!is_last_of_history()) return open(history_[++place_]);
  if (shown_) {
    if (untouched_) release_tickets(office_, std::vector{ticket().id});
    skipped_.push_back(ticket().id);
  } else {
    skipped_.clear();
  }
  remember_skipped(today(), skipped_);
  advance();
}

void Triage::back() {
  if (history_.empty() || (place_ == 0 && shown_)) {
    message_ = _("this is the first one");
    return;
  }
  if (shown_) --place_;
  open(history_[place_]);
  untouched_ = false;
}

std::string Triage::person() const {
  return contact_label(ticket().contact, 30);
}

/// `Lavori pubblici (rule 3, «buca»)`, or with whom it is.
std::string Triage::service_words() const {
  if (!shown_) return {};
  if (ticket().service) return service_word(office_, *ticket().service);
  if (!shown_->suggestion) return {};
  const Suggestion& proposed = *shown_->suggestion;
  return say(_("{0} (rule {1}, {2}): i routes it there"), service_word(office_, proposed.service),
             proposed.rule, quoted(call_.style(), one_line(proposed.word)));
}

std::string Triage::done_words() const {
  std::string words;
  for (const auto& [what, count] : done_) {
    words += (words.empty() ? "" : ", ") + say(_(what.c_str()), count);
  }
  return words;
}

std::string Triage::today() const {
  return iso_time(office_.now(), office_.zone()).substr(0, 10);
}

void Triage::did(const char* what, std::string message) {
  call_.remember_deeds();
  const auto known =
      std::find_if(done_.begin(), done_.end(), [&](const auto& one) { return one.first == what; });
  if (known == done_.end()) {
    done_.emplace_back(what, 1);
  } else {
    ++known->second;
  }
  message_ = std::move(message);
}

}  // namespace urp::cli
