#include <urp/desk/moderate.hpp>

#include "desk/block.hpp"
#include "domain/say.hpp"
#include "office/local.hpp"
#include "store/messages.hpp"
#include "store/moderation.hpp"
#include "store/ticket_changes.hpp"

namespace urp {
namespace {

bool has_not_left(const store::FlagView& message) {
  return message.status == "queued" || message.status == "parked" || message.status == "sending";
}

void check_can_hide(const store::FlagView& message, MessageRef ref) {
  if (!has_not_left(message)) return;
  throw Error(Fault::conflict, say(_("{0}: an answer that has not left cannot be hidden"), to_string(ref)),
              say(_("take it back: urp cancel {0}"), to_string(ref)));
}

Change hidden_change(bool before, bool after) {
  return {"hidden", before ? "true" : "false", after ? "true" : "false"};
}

/// Each message behind a savepoint: what one refuses leaves the others alone.
template <class Step>
FlagResult each_message(Office& office, const std::vector<MessageRef>& messages, bool dry_run, Step step) {
  FlagResult result;
  auto db = office.local().write();
  for (const MessageRef ref : messages) {
    try {
      db::Savepoint savepoint(db);
      step(db, ref);
      savepoint.release();
      result.done.push_back(ref);
    } catch (const Error& error) {
      if (error.fault() != Fault::not_found && error.fault() != Fault::conflict) throw;
      result.failed.emplace_back(ref, error);
    }
  }
  if (!dry_run) db.commit();
  return result;
}

}  // namespace

FlagResult flag_messages(Office& office, const FlagRequest& request) {
  return each_message(office, request.messages, request.dry_run, [&](db::Writer& db, MessageRef ref) {
    const auto message = store::get_flag_view(db, ref);
    const std::string name(to_name(request.ground));
    if (request.block) block_person(db, message.contact, true, request.block_until);
    const bool hides = request.hide && !message.hidden;
    if (message.ground == name && !hides && !request.note) return;
    std::vector<Change> changes = {{"ground", message.ground, name}};
    if (hides) {
      check_can_hide(message, ref);
      store::hide_message(db, message);
      changes.push_back(hidden_change(false, true));
    }
    store::put_flag(db, message.id, request.ground, request.note);
    store::note_change(db, ref.ticket);
    db.record(hides ? "hide" : "flag", ref.ticket, ref.number, changes);
  });
}

FlagResult unflag_messages(Office& office, const std::vector<MessageRef>& messages, bool dry_run) {
  return each_message(office, messages, dry_run, [](db::Writer& db, MessageRef ref) {
    const auto message = store::get_flag_view(db, ref);
    if (!message.ground) {
      throw Error(Fault::conflict, say(_("{0} has no flag"), to_string(ref)), _("see: urp flag --list"));
    }
    std::vector<Change> changes = {{"ground", message.ground, std::nullopt}};
    if (message.hidden) {
      store::reveal_message(db, message);
      changes.push_back(hidden_change(true, false));
    }
    store::remove_flag(db, message.id);
    store::note_change(db, ref.ticket);
    db.record("unflag", ref.ticket, ref.number, changes);
  });
}

std::optional<Flag> find_flag(Office& office, MessageRef ref) {
  const auto db = office.local().read();
  return store::find_flag(db, store::get_flag_view(db, ref).id);
}

std::vector<Flag> list_flags(Office& office, const FlagListRequest& request) {
  if (request.limit < 0) {
    throw Error(Fault::usage, say(_("the number of lines cannot be {0}"), request.limit), _("0 shows all"));
  }
  const auto db = office.local().read();
  return store::list_flags(db, request.ground, request.limit);
}

}  // namespace urp
