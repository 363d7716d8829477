// What triage says to a citizen: typed, written in the editor, canned, or as it was answered before. All of
// it is seen before it goes, and rests.
#include <algorithm>

#include <urp/desk/canned.hpp>
#include <urp/error.hpp>
#include <urp/text.hpp>

#include "clerk_text.hpp"
#include "compose.hpp"
#include "layout.hpp"
#include "meanwhile.hpp"
#include "say.hpp"
#include "triage.hpp"
#include "undone.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

ReplyRequest request_for(Invocation& call, TicketId ticket) {
  ReplyRequest request;
  request.ticket = ticket;
  request.hold = resting_time(call, call.office().settings().reply.hold);
  return request;
}

}  // namespace

/// A colleague is told, and what reply() would refuse is refused before anything is typed.
void Triage::begin_answer() {
  ReplyRequest probe = request_for(call_, ticket().id);
  probe.text = ".";
  probe.park = probe.dry_run = true;
  reply(office_, probe);
  begin_editing(office_, ticket().id, false);
  canned_.reset();
  begun_ = shown_;
  const std::string draft = shown_->draft.value_or("");
  if (draft.find('\n') != draft.npos) return write_in_editor("");
  asked_.question =
      say(_("To {0}, {1} (ENTER alone: editor; ESC: not now):"), person(), to_string(ticket().id));
  ask_line(state_, Purpose::answer, draft);
}

void Triage::write_in_editor(const std::string& text) {
  if (!text.empty()) keep_draft(office_, ticket().id, text);
  std::string written;
  console_.aside([&] { written = compose(call_, request_for(call_, ticket().id)); });
  text_ = written;  // what came meanwhile was shown there
  send(false, false);
}

void Triage::check_and_send(const std::string& text) {
  text_ = clerk_text(text, _("the answer"));
  if (text_.empty()) return write_in_editor("");
  keep_draft(office_, ticket().id, text_);
  reload();
  const TerminalStyle style = present_look(call_);
  asked_ = {};
  if (begun_) {
    asked_.text =
        told_meanwhile(*begun_, *shown_, {style, office_.zone(), office_.now()}, office_.actor().clerk);
  }
  if (asked_.text.empty()) return send(false, false);
  asked_.question = _("This came while you wrote.  s sends all the same   e edits   d keeps a draft");
  ask_choice(state_, Purpose::meanwhile, in_context("keys of: send, edit, keep a draft", "sed"));
}

void Triage::preview(const std::string& text, const std::optional<std::string>& canned) {
  text_ = text;
  canned_ = canned;
  begun_ = shown_;
  asked_ = {};
  asked_.text = {quoted(call_.style(), escape_controls(text, true))};
  asked_.question = say(_("To {0}, {1}.  s or ENTER sends it   e edits it first   ESC: not"), person(),
                        to_string(ticket().id));
  ask_choice(state_, Purpose::preview, in_context("keys of: send, edit", "se"));
}

void Triage::send(bool knock, bool park) {
  ReplyRequest request = request_for(call_, ticket().id);
  request.text = text_;
  request.canned = canned_;
  request.knock = knock;
  request.park = park;
  ReplyResult result;
  try {
    result = reply(office_, request);
  } catch (const Error& error) {
    if (error.fault() != Fault::window_closed || knock || park) throw;
    asked_ = {};
    const bool can_knock = !office_.settings().reply.knock.empty();
    asked_.question =
        can_knock
            ? _("The window is closed.  k asks the citizen to write, the answer waits   p it waits until "
                "they write by themselves   d keeps a draft")
            : _("The window is closed.  p the answer waits until they write   d keeps a draft");
    return ask_choice(state_, Purpose::closed,
                      can_knock ? in_context("keys of: knock, park, keep a draft", "kpd")
                                : in_context("keys of: park, keep a draft", "pd"));
  }
  const std::string to = fmt::format("{}, {}", one_line(result.to), to_string(request.ticket));
  const bool rests = result.status == Delivery::queued;
  did(N_("answered {0}"), rests            ? std::string()
                          : result.knocked ? say(_("{0}: asked to write, the answer waits"), to)
                                           : say(_("{0}: the answer waits until they write"), to));
  if (rests) resting_.add(leaving(request, result), request.hold);
  advance();
}

void Triage::show_canned() {
  names_.clear();
  for (const CannedLine& line : list_canned(office_)) {
    if (line.expired) continue;
    names_.push_back(line.name);
    asked_.items.push_back(line.name + "  " + one_line(line.text));
  }
  if (names_.empty()) {
    message_ = _("the administrator writes them into urp.toml: [canned]");
    return;
  }
  asked_.question = say(_("Canned answer to {0}, {1}:"), person(), to_string(ticket().id));
  ask_menu(state_, Purpose::canned, names_.size());
}

void Triage::show_similar() {
  if (similar_.answers.empty()) {
    message_ = _("No answered case is like it.");
    return;
  }
  answers_.clear();
  for (const SimilarAnswer& answer : similar_.answers) {
    answers_.push_back(answer.text);
    asked_.items.push_back(
        fmt::format("{} {}x  {}", to_string(answer.ticket.id), answer.cases.size(), one_line(answer.text)));
  }
  asked_.question = say(_("Answer {0}, {1} as it was answered before:"), person(), to_string(ticket().id));
  ask_menu(state_, Purpose::similar, answers_.size());
}

void Triage::undo() {
  const Desk desk = desk_of(call_);
  const auto deeds = last_deeds(desk);
  if (deeds.empty()) {
    message_ = _("nothing of this terminal session can be taken back");
    return;
  }
  const UndoResult result = urp::undo(office_, {deeds});
  if (result.done.empty()) {
    message_ = result.failed.front().second.what();
    return;
  }
  forget_last_deeds(desk);
  call_.forget_deeds();
  const Undone& last = result.done.front();
  if (!last.messages.empty()) resting_.forget();
  if (last.deed.ticket) open(*last.deed.ticket);
  message_ = undone_words(call_, last, undone_names(last).front());
  if (!last.messages.empty()) message_ += "   " + std::string(_("its words are the draft: r opens it"));
}

}  // namespace urp::cli
