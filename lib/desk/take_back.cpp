#include "desk/take_back.hpp"

#include <map>

#include "domain/say.hpp"
#include "store/answers.hpp"
#include "store/drafts.hpp"

namespace urp {
namespace {

void cancel(db::Writer& db, const store::OutgoingRow& row) {
  if (!store::apply(db, row.id, DeliveryEvent::cancel)) throw_too_late(row.ref, row.status);
  db.record("cancel", row.ref.ticket, row.ref.number, store::undo_answer(db, row.id));
}

}  // namespace

store::OutgoingRow get_outgoing(const db::Access& db, MessageRef ref) {
  const auto row = store::find_outgoing(db, ref);
  if (!row) {
    throw Error(Fault::not_found, say(_("{0}: there is no such outgoing message"), to_string(ref)),
                say(_("see: urp show {0} --all"), ref.ticket.value));
  }
  return *row;
}

void throw_too_late(MessageRef ref, Delivery status) {
  const auto sentence = [status]() -> const char* {
    switch (status) {
      case Delivery::queued:
      case Delivery::parked:
        return _("{0}: it still waits to leave");
      case Delivery::sending:
      case Delivery::sent:
      case Delivery::delivered:
      case Delivery::read:
        return _("{0}: it has left, and nothing calls it back");
      case Delivery::uncertain:
        return _("{0}: it may have left, and nothing calls it back");
      case Delivery::failed:
        return _("{0}: it did not arrive, there is nothing to take back");
      case Delivery::cancelled:
        return _("{0}: it was taken back before");
    }
    return "";
  };
  throw Error(Fault::conflict, say(sentence(), to_string(ref)),
              say(_("see: urp show {0}"), ref.ticket.value));
}

TakenBack take_back(db::Writer& db, std::span<const MessageRef> answer) {
  TakenBack result;
  std::map<TicketId, std::string> words;
  for (auto ref = answer.rbegin(); ref != answer.rend(); ++ref) {  // what was queued last may leave last
    try {
      const auto row = get_outgoing(db, *ref);
      cancel(db, row);
      result.done.insert(result.done.begin(), *ref);
      if (!row.needs_window() || row.automatic || row.composed || row.text.empty())
        continue;  // nobody typed it
      std::string& text = words[ref->ticket];
      text = row.text + (text.empty() ? "" : "\n" + text);
    } catch (const Error& error) {
      if (error.fault() != Fault::conflict) throw;
      result.failed.emplace(result.failed.begin(), *ref, error);
    }
  }
  for (const auto& [ticket, text] : words) {
    if (!store::find_draft(db, db.actor().clerk, ticket)) store::put_draft(db, ticket, text);
  }
  return result;
}

TakenBack take_back(Office& office, std::span<const MessageRef> answer) {
  auto db = office.local().write();
  auto result = take_back(db, answer);
  if (!result.done.empty()) db.commit();
  return result;
}

void cancel_message(Office& office, MessageRef ref, bool dry_run) {
  auto db = office.local().write();
  cancel(db, get_outgoing(db, ref));
  if (!dry_run) db.commit();
}

}  // namespace urp
