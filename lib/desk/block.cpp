#include "desk/block.hpp"

#include <urp/desk/contact.hpp>
#include <urp/reason.hpp>

#include "domain/say.hpp"
#include "office/local.hpp"
#include "store/answers.hpp"
#include "store/blocks.hpp"
#include "store/contact_lookup.hpp"
#include "store/outbox.hpp"

namespace urp {
namespace {

/// What waits for the person does not leave any more; the cases are the office's again.
int cancel_waiting(db::Writer& db, ContactId contact) {
  int cancelled = 0;
  for (const auto& [message, ref] : store::list_waiting_for(db, contact)) {
    if (!store::apply(db, message, DeliveryEvent::cancel)) continue;
    auto changes = store::undo_answer(db, message);
    changes.insert(changes.begin(), {"reason", std::nullopt, std::string(to_name(Reason::blocked))});
    db.record("cancel", ref.ticket, ref.number, changes);
    ++cancelled;
  }
  return cancelled;
}

std::optional<std::string> time_word(std::optional<TimePoint> time) {
  if (!time) return std::nullopt;
  return std::to_string(time->time_since_epoch().count());
}

}  // namespace

std::string_view to_name(AtWhatsApp state) {
  switch (state) {
    case AtWhatsApp::never_asked:
      return "never_asked";
    case AtWhatsApp::waits:
      return "waits";
    case AtWhatsApp::told:
      return "told";
    case AtWhatsApp::refused:
      return "refused";
  }
  return "never_asked";
}

BlockStep block_person(db::Writer& db, ContactId contact, bool block, std::optional<TimePoint> until) {
  const auto before = store::get_block(db, contact);
  BlockStep step;
  step.changed = before.blocked != block || (block && before.until != until);
  if (!step.changed) return step;
  store::set_blocked(db, contact, block, until);
  if (before.blocked != block) store::want_block(db, contact, block);
  if (block) step.cancelled = cancel_waiting(db, contact);
  db.record(
      block ? "block" : "unblock", std::nullopt, std::nullopt,
      {{"contact", std::nullopt, to_string(contact)}, {"until", time_word(before.until), time_word(until)}});
  return step;
}

BlockResult block_contact(Office& office, const BlockRequest& request) {
  auto& local = office.local();
  if (request.until && *request.until <= local.now()) {
    throw Error(Fault::usage, _("the end of the block has gone by already"));
  }
  auto db = local.write();
  BlockResult result;
  result.contact = store::get_contact(db, request.who);
  const auto step = block_person(db, result.contact, request.block, request.until);
  result.changed = step.changed;
  result.cancelled = step.cancelled;
  result.block = store::get_block(db, result.contact);
  if (!request.dry_run) db.commit();
  return result;
}

}  // namespace urp
