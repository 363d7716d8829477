#include <algorithm>

#include <urp/desk/arrange.hpp>

#include "desk/holder.hpp"
#include "desk/reasons.hpp"
#include "domain/deadlines.hpp"
#include "domain/say.hpp"
#include "store/arrange.hpp"
#include "store/messages.hpp"

namespace urp {
namespace {

void refuse_same(TicketId a, TicketId b) {
  if (a != b) return;
  throw Error(Fault::usage, say(_("{0} was named twice"), to_string(a)), _("name two different tickets"));
}

std::vector<store::ThreadUnit> units_to_split(const db::Access& db, MessageRef first, TicketId thread) {
  auto units = store::list_thread(db, thread);
  const auto from = std::find_if(units.begin(), units.end(),
                                 [&](const store::ThreadUnit& unit) { return unit.ref == first; });
  if (from == units.end()) {
    throw Error(Fault::not_found, say(_("{0}: there is no such message"), to_string(first)),
                say(_("see the numbers with: urp show {0} --all"), first.ticket.value));
  }
  if (from->direction != Direction::in) {
    throw Error(Fault::conflict,
                say(_("{0}: a case begins with a citizen's message, and this is none"), to_string(first)),
                _("name the message of the citizen that began the other matter"));
  }
  if (from == units.begin()) {
    throw Error(Fault::conflict, say(_("{0} is the first message: nothing would be left"), to_string(first)),
                _("name the message that began the other matter"));
  }
  return {from, units.end()};
}

}  // namespace

TicketId split_ticket(Office& office, MessageRef first, bool dry_run) {
  auto& local = office.local();
  const auto& settings = local.options.settings;
  auto db = local.write();
  const auto message = store::find_in_ticket(db, first);
  const TicketId thread = message ? *store::find_thread(db, *message) : first.ticket;
  const auto view = get_for_change(db, local, thread);
  std::vector<store::ThreadUnit> units;
  Reasons against;
  against.ask([&] { units = units_to_split(db, first, thread); });
  against.ask([&] { refuse_held(view, thread, db.actor()); });
  against.raise();
  const TimePoint presented = units.front().at;
  const TicketId fresh =
      store::add_split_ticket(db, thread, presented, first_answer_due(settings, local.zone, presented),
                              term_due(settings, local.zone, view.kind, presented));
  for (const auto& unit : units) store::show_in(db, unit.id, fresh);
  store::renew_from_thread(db, thread);
  store::renew_from_thread(db, fresh);
  db.record("split", thread, first.number, {{"to", std::nullopt, to_string(fresh)}});
  store::note_change(db, fresh);
  db.record("split_off", fresh, std::nullopt, {{"from", std::nullopt, to_string(first)}});
  if (!dry_run) db.commit();
  return fresh;
}

void merge_tickets(Office& office, TicketId from, TicketId into, bool dry_run) {
  refuse_same(from, into);
  auto& local = office.local();
  auto db = local.write();
  const auto part = get_for_change(db, local, from);
  const auto whole = get_for_change(db, local, into);
  Reasons against;
  against.ask([&] {
    if (part.contact == whole.contact) return;
    throw Error(Fault::refused,
                say(_("{0} and {1} are of different citizens"), to_string(from), to_string(into)),
                say(_("link them instead: urp link {0} {1}"), from.value, into.value));
  });
  against.ask([&] { refuse_held(part, from, db.actor()); });
  against.ask([&] { refuse_held(whole, into, db.actor()); });
  against.ask([&] { refuse_closed(whole, into); });
  against.raise();
  store::show_all_in(db, from, into);
  auto changes = store::move_ticket(db, from, ticket_move::Merged{into}).changes;
  changes.push_back({"to", std::nullopt, to_string(into)});
  store::renew_from_thread(db, into);
  db.record("merged", from, std::nullopt, changes);
  store::note_change(db, into);
  db.record("merge", into, std::nullopt, {{"from", std::nullopt, to_string(from)}});
  if (!dry_run) db.commit();
}

bool link_tickets(Office& office, TicketId a, TicketId b) {
  refuse_same(a, b);
  auto db = office.local().write();
  for (const TicketId ticket : {a, b}) store::get_change_view(db, ticket);
  if (!store::add_link(db, a, b)) return false;
  store::note_change(db, a);
  db.record("link", a, std::nullopt, {{"linked", std::nullopt, to_string(b)}});
  store::note_change(db, b);
  db.record("link", b, std::nullopt, {{"linked", std::nullopt, to_string(a)}});
  db.commit();
  return true;
}

bool unlink_tickets(Office& office, TicketId a, TicketId b) {
  refuse_same(a, b);
  auto db = office.local().write();
  for (const TicketId ticket : {a, b}) store::get_change_view(db, ticket);
  if (!store::remove_link(db, a, b)) return false;
  store::note_change(db, a);
  db.record("unlink", a, std::nullopt, {{"linked", to_string(b), std::nullopt}});
  store::note_change(db, b);
  db.record("unlink", b, std::nullopt, {{"linked", to_string(a), std::nullopt}});
  db.commit();
  return true;
}

}  // namespace urp
