#include <urp/desk/undo.hpp>

#include <algorithm>
#include <array>
#include <charconv>

#include <urp/event_verb.hpp>
#include <urp/ground.hpp>

#include "db/recorded.hpp"
#include "desk/holder.hpp"
#include "desk/take_back.hpp"
#include "domain/say.hpp"
#include "office/register_file.hpp"
#include "office/seal.hpp"
#include "store/contacts.hpp"
#include "store/entered.hpp"
#include "store/events.hpp"
#include "store/joined.hpp"
#include "store/moderation.hpp"
#include "store/services.hpp"
#include "store/ticket_changes.hpp"
#include "store/withheld.hpp"

namespace urp {
namespace {

/// What follows from what somebody did, or is the second half of it.
bool is_deed(const Event& event) {
  constexpr std::array follows = {EventVerb::receive,
                                  EventVerb::edit,
                                  EventVerb::revoke,
                                  EventVerb::reaction,
                                  EventVerb::echo,
                                  EventVerb::delivery,
                                  EventVerb::media,
                                  EventVerb::read,
                                  EventVerb::arrived_after_all,
                                  EventVerb::went_out_after_all,
                                  EventVerb::park_expired,
                                  EventVerb::lapse,
                                  EventVerb::merged,
                                  EventVerb::split_off,
                                  EventVerb::close_silent,
                                  EventVerb::identity,
                                  EventVerb::opt_out,
                                  EventVerb::opt_in,
                                  EventVerb::letter,
                                  EventVerb::automatic,
                                  EventVerb::export_rows,
                                  EventVerb::audit_head,
                                  EventVerb::backup};
  const auto verb = event_verb(event.verb);
  if (!verb || std::find(follows.begin(), follows.end(), *verb) != follows.end()) return false;
  const bool of_a_case = verb == EventVerb::contact_merge && event.ticket;  // the person's entry says it all
  const bool undoes = std::any_of(event.changes.begin(), event.changes.end(),
                                  [](const Change& change) { return change.field == "undo"; });
  return !of_a_case && !undoes;
}

std::optional<std::string> value_after(const Event& event, std::string_view field) {
  for (const Change& change : event.changes) {
    if (change.field == field) return change.after;
  }
  return std::nullopt;
}
std::optional<Change> find_change(const Event& event, std::string_view field) {
  for (const Change& change : event.changes) {
    if (change.field == field) return change;
  }
  return std::nullopt;
}

/// `c57`, as entries write it.
ContactId record_in(const std::optional<std::string>& text) {
  ContactId record;
  if (text && text->size() > 1) std::from_chars(text->data() + 1, text->data() + text->size(), record.value);
  return record;
}

/// Answered and taken back by the same command: neither is left.
void drop_taken_back(std::vector<Event>& deeds) {
  const auto is_of = [](const Event& a, const Event& b) {
    return a.ticket == b.ticket && a.message == b.message;
  };
  for (std::size_t i = deeds.size(); i-- > 0;) {
    if (deeds[i].verb != to_name(EventVerb::cancel)) continue;
    const Event cancelled = deeds[i];
    std::erase_if(deeds, [&](const Event& event) { return is_of(event, cancelled); });
    i = std::min(i, deeds.size());
  }
}

std::vector<Event> deeds_in(const db::Access& db, std::span<const EventSpan> spans, const Actor& actor) {
  std::vector<Event> deeds;
  for (const EventSpan& span : spans) {
    for (Event& event : store::list_recorded(db, span.first, span.last, actor)) {
      if (is_deed(event) || event.verb == to_name(EventVerb::cancel)) deeds.push_back(std::move(event));
    }
  }
  drop_taken_back(deeds);
  return deeds;
}

bool is_said(const Event& deed) {
  const auto verb = event_verb(deed.verb);
  return verb == EventVerb::reply || verb == EventVerb::react || verb == EventVerb::warn;
}

/// The verb under which it is told that a decision was taken back.
std::string_view opposite(EventVerb verb, const TicketFields& after) {
  switch (verb) {
    case EventVerb::take:
    case EventVerb::assign:
    case EventVerb::release:
      return to_name(after.clerk ? EventVerb::assign : EventVerb::release);
    case EventVerb::close:
      return to_name(EventVerb::reopen);
    case EventVerb::reopen:
      return to_name(EventVerb::close);
    case EventVerb::route:
      return to_name(EventVerb::recall);
    default:
      return to_name(verb);
  }
}

[[noreturn]] void throw_changed(const db::Access& db, const Event& deed, const std::string& what,
                                const std::string& field) {
  const std::string hint = deed.ticket ? say(_("see: urp show {0}"), deed.ticket->value) : std::string();
  const auto later = store::find_change_since(db, deed, field);
  if (!later) throw Error(Fault::conflict, say(_("{0} has changed since"), what), hint);
  if (event_verb(later->verb) == EventVerb::receive || event_verb(later->verb) == EventVerb::edit) {
    throw Error(Fault::conflict, say(_("{0}: the citizen has written since"), what), hint);
  }
  throw Error(Fault::conflict, say(_("{0}: {1} has changed it since"), what, later->actor.clerk), hint);
}

[[noreturn]] void throw_stays(const std::string& what, std::string hint) {
  throw Error(Fault::conflict, say(_("{0}: this cannot be taken back with urp undo"), what), std::move(hint));
}

class Undoing {
 public:
  Undoing(const Office::Local& office, db::Writer& db, const Event& deed)
      : office_(office), db_(db), deed_(deed) {}

  /// The messages that will not leave; the other failures of an answer go to `failed`.
  std::vector<MessageRef> take_back_deed(std::vector<std::pair<Event, Error>>& failed) {
    switch (event_verb(deed_.verb).value_or(EventVerb::receive)) {
      case EventVerb::reply:
      case EventVerb::react:
      case EventVerb::warn:
        return answer(failed);
      case EventVerb::take:
      case EventVerb::release:
      case EventVerb::assign:
      case EventVerb::close:
      case EventVerb::reopen:
      case EventVerb::later:
      case EventVerb::urgent:
      case EventVerb::kind:
      case EventVerb::subject:
      case EventVerb::identify:
        return fields(), std::vector<MessageRef>();
      case EventVerb::tag:
        return tags(), std::vector<MessageRef>();
      case EventVerb::route:
        return route(), std::vector<MessageRef>();
      case EventVerb::note:
        return note(), std::vector<MessageRef>();
      case EventVerb::flag:
      case EventVerb::hide:
        return flag(), std::vector<MessageRef>();
      case EventVerb::contact_merge:
        return contacts(), std::vector<MessageRef>();
      case EventVerb::block:
        throw_stays(subject(), _("let the person write again: urp contact unblock"));
      case EventVerb::unblock:
        throw_stays(subject(), _("block the person again: urp contact block"));
      case EventVerb::recall:
        throw_stays(subject(), say(_("hand it over again: urp route {0} SERVICE"), deed_.ticket->value));
      case EventVerb::merge:
        throw_stays(subject(), _("take the other matter out again: urp split T/N"));
      case EventVerb::split:
        throw_stays(subject(), _("make them one again: urp merge A B"));
      case EventVerb::link:
        throw_stays(subject(), _("take the link away: urp link A B --undo"));
      default:
        throw_stays(subject(), {});
    }
  }

 private:
  std::string subject() const { return undone_names({deed_, {}}).front(); }

  std::vector<Change> with_reference(std::vector<Change> changes) const {
    changes.push_back({"undo", std::nullopt, std::to_string(deed_.id.value)});
    return changes;
  }

  std::vector<MessageRef> answer(std::vector<std::pair<Event, Error>>& failed) {
    std::vector<MessageRef> all;
    const auto last = value_after(deed_, "last");
    const std::int64_t end = last ? std::stoll(*last) : deed_.message.value_or(0);
    for (std::int64_t number = deed_.message.value_or(0); number <= end; ++number)
      all.push_back({*deed_.ticket, number});
    const auto taken = take_back(db_, all);
    if (taken.done.empty()) throw taken.failed.front().second;
    for (const auto& [message, error] : taken.failed) failed.emplace_back(deed_, error);
    return taken.done;
  }

  /// Refuses what somebody changed since, and what would put a question out of sight that came since.
  store::ChangeView view_unchanged() const {
    const auto view = get_for_change(db_, office_, *deed_.ticket);
    if (const auto later = changed_since(view, deed_.changes))
      throw_changed(db_, deed_, to_string(*deed_.ticket), later->field);
    const auto state = find_change(deed_, "state");
    const bool leaves_sight = state && turn_of(view.state) == Turn::office && state->before &&
                              turn_of(ticket_state(*state->before).value_or(view.state)) != Turn::office;
    if (leaves_sight && store::wrote_since(db_, *deed_.ticket, deed_.id)) {
      throw Error(Fault::conflict, say(_("{0}: the citizen has written since"), to_string(*deed_.ticket)),
                  say(_("see: urp show {0}"), deed_.ticket->value));
    }
    return view;
  }

  void fields() {
    const auto moved =
        store::move_ticket(db_, *deed_.ticket, view_unchanged(), ticket_move::Undone{deed_.changes});
    db_.record(opposite(*event_verb(deed_.verb), moved.after), deed_.ticket, std::nullopt,
               with_reference(moved.changes));
  }

  void tags() {
    std::vector<Change> changes;
    for (const Change& change : deed_.changes) {
      if (change.field != "tag") continue;
      const bool undone = change.after ? store::remove_tag(db_, *deed_.ticket, *change.after)
                                       : store::add_tag(db_, *deed_.ticket, *change.before);
      if (!undone) throw_changed(db_, deed_, to_string(*deed_.ticket), "tag");
      changes.push_back({"tag", change.after, change.before});
    }
    store::note_change(db_, *deed_.ticket);
    db_.record(deed_.verb, deed_.ticket, std::nullopt, with_reference(std::move(changes)));
  }

  void route() {
    const auto view = view_unchanged();
    std::vector<Change> changes;
    for (const Change& change : deed_.changes) {
      if (change.field != "service" || !change.after) continue;
      if (!store::recall_unsent(db_, *deed_.ticket, *change.after)) {
        throw Error(Fault::conflict,
                    say(_("{0}: the letter to {1} has left"), to_string(*deed_.ticket), *change.after),
                    say(_("take the case back to the office: urp route {0} --recall"), deed_.ticket->value));
      }
      changes.push_back({"service", change.after, std::nullopt});
    }
    const auto moved =
        store::move_ticket(db_, *deed_.ticket, view, ticket_move::Undone{deed_.changes}).changes;
    changes.insert(changes.end(), moved.begin(), moved.end());
    db_.record(to_name(EventVerb::recall), deed_.ticket, std::nullopt, with_reference(std::move(changes)));
  }

  void note() {
    const MessageRef ref{*deed_.ticket, *deed_.message};
    if (!store::strike_note(db_, ref)) {
      throw Error(Fault::conflict, say(_("{0}: the note is struck out already"), to_string(ref)),
                  say(_("see: urp show {0}"), ref.ticket.value));
    }
    store::note_change(db_, ref.ticket);
    db_.record(to_name(EventVerb::note_strike), ref.ticket, ref.number, with_reference({}));
  }

  void flag() {
    const MessageRef ref{*deed_.ticket, *deed_.message};
    const auto message = store::get_flag_view(db_, ref);
    const auto ground = find_change(deed_, "ground"), hidden = find_change(deed_, "hidden"),
               words = find_change(deed_, "flag_note");
    if (ground && message.ground != ground->after) throw_changed(db_, deed_, to_string(ref), "ground");
    if (hidden && !message.hidden) throw_changed(db_, deed_, to_string(ref), "hidden");
    std::vector<Change> changes;
    if (hidden) {
      decrypt_sealed(db_, message.id, std::nullopt);  // refused where it is closed to a key
      store::reveal_message(db_, message);
      changes.push_back({"hidden", hidden->after, hidden->before});
    }
    const auto before = ground && ground->before ? urp::ground(*ground->before) : std::nullopt;
    const auto former = store::find_flag(db_, message.id);
    store::remove_flag(db_, message.id);
    if (before) {
      const auto note = words ? words->before : former ? former->note : std::nullopt;
      store::put_flag(db_, message.id, *before, note);
    }
    store::note_sight(db_, message.id);
    if (ground) changes.insert(changes.begin(), {"ground", ground->after, ground->before});
    store::note_change(db_, ref.ticket);
    db_.record(to_name(before ? EventVerb::flag : EventVerb::unflag), ref.ticket, ref.number,
               with_reference(std::move(changes)));
  }

  void contacts() {
    const auto change = find_change(deed_, "contact").value_or(Change{});
    const ContactId from = record_in(change.before), into = record_in(change.after);
    const bool joined = from != into && store::living_contact(db_, from) == into;
    if (!joined || !store::part_contacts(db_, from)) {
      throw Error(Fault::conflict, say(_("{0} has changed since"), subject()),
                  _("see the record: urp contact show"));
    }
  }

  const Office::Local& office_;
  db::Writer& db_;
  const Event& deed_;
};

/// Each behind a savepoint.
UndoResult take_back_deeds(const Office::Local& office, db::Writer& db, std::vector<Event> deeds) {
  // The last one first; but what a citizen is told stands on what was decided with it, in whatever order they
  // were written down.
  std::reverse(deeds.begin(), deeds.end());
  std::stable_partition(deeds.begin(), deeds.end(), is_said);
  UndoResult result;
  for (const Event& deed : deeds) {
    try {
      db::Savepoint savepoint(db);
      auto messages = Undoing(office, db, deed).take_back_deed(result.failed);
      savepoint.release();
      result.done.push_back({deed, std::move(messages)});
    } catch (const Error& error) {
      if (error.fault() != Fault::conflict && error.fault() != Fault::not_found) throw;
      result.failed.emplace_back(deed, error);
    }
  }
  return result;
}

}  // namespace

std::vector<std::string> undone_names(const Undone& undone) {
  const Event& deed = undone.deed;
  std::vector<std::string> names;
  for (const MessageRef& message : undone.messages) names.push_back(to_string(message));
  if (!names.empty()) return names;
  if (deed.ticket && deed.message) return {to_string(MessageRef{*deed.ticket, *deed.message})};
  if (deed.ticket) return {to_string(*deed.ticket)};
  const auto contact = find_change(deed, "contact");
  return {contact ? contact->before.value_or(contact->after.value_or("")) : deed.verb};
}

std::vector<EventSpan> list_deeds(Office& office, EventId since) {
  const auto db = office.local().read();
  std::vector<EventSpan> spans;
  for (const auto& range : db::list_recorded(db)) {
    if (range.last > since) spans.push_back({std::max(range.first, EventId{since.value + 1}), range.last});
  }
  return deeds_in(db, spans, office.actor()).empty() ? std::vector<EventSpan>() : spans;
}

UndoResult undo(Office& office, const UndoRequest& request) {
  auto& local = office.local();
  UndoResult result;
  {
    auto db = local.write();
    auto deeds = deeds_in(db, request.deeds, db.actor());
    if (deeds.empty()) {
      throw Error(Fault::not_found, _("nothing of what was done here can be taken back"),
                  _("see what became of a case: urp show T"));
    }
    result = take_back_deeds(local, db, std::move(deeds));
    if (request.dry_run || result.done.empty()) return result;
    db.commit();
  }
  keep_register(local);
  return result;
}

std::vector<LoggedDeed> list_undoable(Office& office, std::span<const std::vector<EventSpan>> commands) {
  auto& local = office.local();
  auto db = local.write();  // never committed: all of it is only tried
  std::vector<LoggedDeed> log;
  std::int64_t calls = 0;
  bool blocked = false;
  for (const auto& spans : commands) {
    auto deeds = deeds_in(db, spans, db.actor());
    if (deeds.empty()) continue;
    if (blocked) {
      for (auto deed = deeds.rbegin(); deed != deeds.rend(); ++deed) log.push_back({{*deed, {}}, {}, {}});
      continue;
    }
    auto result = take_back_deeds(local, db, std::move(deeds));
    blocked = result.done.empty();
    if (!blocked) ++calls;
    for (auto& one : result.done) log.push_back({std::move(one), calls, {}});
    for (auto& [deed, error] : result.failed) log.push_back({{std::move(deed), {}}, {}, std::move(error)});
  }
  return log;
}

}  // namespace urp
