#include "reply_flow.hpp"

#include <algorithm>
#include <chrono>

#include <urp/error.hpp>
#include <urp/render.hpp>
#include <urp/text.hpp>

#include "ask.hpp"
#include "layout.hpp"
#include "say.hpp"
#include "send.hpp"
#include "ticket_list.hpp"
#include "undone.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

using SteadyClock = std::chrono::steady_clock;

std::string named(const Leaving& one) {
  return fmt::format("{}, {}", one_line(one.to), to_string(one.messages.front().ticket));
}

std::string whom(const std::vector<Leaving>& people) {
  return people.size() == 1 ? named(people.front()) : say(_("{0} people"), people.size());
}

/// A text that several get stands once, beneath the last of them.
void show_people(const TerminalStyle& style, const std::vector<Leaving>& people) {
  const std::string indent = "  ";
  for (std::size_t i = 0; i < people.size(); ++i) {
    const Leaving& one = people[i];
    if (people.size() > 1) put_error(indent + named(one) + "\n");
    const bool same_below = i + 1 < people.size() && people[i + 1].text == one.text;
    if (!one.text.empty() && !same_below) {
      const std::string text = quoted(style, escape_controls(one.text, true));
      put_error(indent + wrap_lines(text, style.width - 3, indent + " ") + "\n");
    }
    for (const std::string& file : one.files) {
      if (!same_below) put_error(indent + "+ " + one_line(file) + "\n");
    }
  }
}

/// Counts down on one line, without a control sequence; false when ctrl-C was pressed.
bool count_down(HeldInterrupt& interrupt, Seconds hold, const std::string& to) {
  const auto due = SteadyClock::now() + hold + Seconds(1);
  int drawn = 0;
  const auto draw = [&drawn](const std::string& line) {
    const int width = display_width(line);
    put_error("\r" + pad_right(line, drawn));
    drawn = width;
  };
  for (bool pressed = false; !pressed;) {
    const auto left = std::chrono::ceil<Seconds>(due - SteadyClock::now());
    if (left <= Seconds(0)) break;
    draw(say(_("Leaves in {0} s to {1}.  ctrl-C cancels"), std::min(left, hold).count(), to));
    const auto next = due - (left - Seconds(1)) - SteadyClock::now();
    pressed = interrupt.pressed_within(std::chrono::ceil<std::chrono::milliseconds>(next));
    if (pressed) {
      put_error("\n");
      return false;
    }
  }
  draw("");
  put_error("\r");
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

/// One document for a program; a line for each to a person.
void print_answer(Invocation& call, const std::vector<MessageRef>& all) {
  Office& office = call.office();
  if (call.common.json) {
    const MessageView first = find_outgoing(office, all.front());
    return call.out().line(to_json(first.message, first.ticket, office.zone(), all));
  }
  for (const MessageRef ref : all) print_outgoing(call, find_outgoing(office, ref));
}

[[noreturn]] void throw_taken_back(const ReplyRequest& request, const ReplyResult& result,
                                   const TakenBack& taken) {
  const std::string message = to_string(result.queued);
  if (taken.done.empty()) {
    throw Error(Fault::interrupted, say(_("{0}: too late, it has left"), message),
                say(_("see: urp show {0}"), request.ticket.value));
  }
  throw Error(Fault::interrupted, say(_("{0}: taken back, nothing was sent"), message),
              say(_("the text is kept as a draft: urp reply {0}"), request.ticket.value));
}

}  // namespace

Leaving leaving(const ReplyRequest& request, const ReplyResult& result) {
  Leaving one{result.all, result.to, result.text, {}};
  for (const auto& file : request.attach) one.files.push_back(file.filename().string());
  return one;
}

Seconds resting_time(Invocation& call, Seconds hold) {
  return call.style().live && hold > Seconds(0) ? hold + Seconds(1) : hold;
}

Rested let_rest(Invocation& call, const std::vector<Leaving>& people, Seconds hold,
                HeldInterrupt& interrupt) {
  call.remember_deeds();  // before it is said that undo takes it back
  hold -= Seconds(1);     // see resting_time
  if (has_sender(call.office())) {
    const std::string head =
        say(_("Leaves in {0} s to {1}: urp undo takes it back"), hold.count(), whom(people));
    put_error(wrap_lines(head, call.style().width - 2, "  ") + "\n");
    show_people(call.style(), people);
    return Rested::left_to_service;
  }
  show_people(call.style(), people);
  if (count_down(interrupt, hold, whom(people))) return Rested::over;
  forget_last_deeds(desk_of(call));  // taken back already
  return Rested::taken_back;
}

void print_taken_back(Invocation& call, const TakenBack& taken) {
  std::vector<TicketId> tickets;
  for (const MessageRef& message : taken.done) {
    if (call.style().screen) {
      call.out().sentence(say(_("{0}: taken back, nothing was sent"), to_string(message)));
    } else {
      call.out().row({to_string(message), to_name(Delivery::cancelled)});
    }
    if (std::find(tickets.begin(), tickets.end(), message.ticket) == tickets.end())
      tickets.push_back(message.ticket);
  }
  for (const auto& [message, error] : taken.failed) put_error("urp: " + escape_controls(error.what()) + "\n");
  if (!call.style().screen) return;
  for (const TicketId ticket : tickets) {
    if (find_draft(call.office(), ticket)) {
      call.out().sentence(say(_("the text is kept as a draft: urp reply {0}"), ticket.value));
    }
  }
}

void follow(Invocation& call, const ReplyRequest& request, const ReplyResult& result,
            const std::optional<std::string>& wait, HeldInterrupt& interrupt) {
  call.out().best_effort();
  const bool rests = request.hold > Seconds(0) && result.status == Delivery::queued && !result.repeated;
  std::optional<SteadyClock::time_point> due;
  if (rests) due = SteadyClock::now() + request.hold;
  if (rests && call.style().live) {
    switch (let_rest(call, {leaving(request, result)}, request.hold, interrupt)) {
      case Rested::taken_back:
        throw_taken_back(request, result, take_back(call.office(), result.all));
      case Rested::left_to_service:
        if (wait || call.common.json) break;
        return remember_ticket(request.ticket);
      case Rested::over:
        due.reset();
    }
  }
  if (result.status == Delivery::queued && !due) send_now(call);
  std::vector<MessageRef> all = result.all;
  if (all.empty()) all.push_back(result.queued);  // of a key that was used before
  for (const MessageRef ref : all) {
    const bool parked = delivery_report(call.office(), ref).status == Delivery::parked;
    if (wait && !(parked && result.knocked)) wait_for_outcome(call, *wait, ref, due, interrupt);
  }
  print_answer(call, all);
  if (!call.style().screen || call.common.json) return;
  if (result.repeated) call.out().sentence(_("the key was used before for this answer: nothing was changed"));
  remember_ticket(request.ticket);
}

WhenClosed ask_when_closed(TicketId ticket, bool can_knock) {
  const char* question =
      can_knock ? _("{0}: the window is closed. [k] ask the citizen to write and park, [p] park, "
                    "[d] keep as a draft?")
                : _("{0}: the window is closed. [p] park until the citizen writes, "
                    "[d] keep as a draft?");
  Answers answers = {{"p", "park", "s", "sospendi"}, {"d", "draft", "b", "bozza"}};
  if (can_knock) answers.insert(answers.begin(), {"k", "knock", "c", "chiedi"});
  const std::size_t answer = ask_one_of(say(question, to_string(ticket)), answers);
  if (answer + 1 == answers.size()) return WhenClosed::draft;
  return can_knock && answer == 0 ? WhenClosed::knock : WhenClosed::park;
}

}  // namespace urp::cli
