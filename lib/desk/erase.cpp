#include <urp/desk/person.hpp>

#include <algorithm>

#include <urp/error.hpp>
#include <urp/text.hpp>

#include "desk/role.hpp"
#include "domain/say.hpp"
#include "files/folder.hpp"
#include "office/local.hpp"
#include "office/register_file.hpp"
#include "office/remains.hpp"
#include "store/contact_lookup.hpp"
#include "store/erase.hpp"
#include "store/holds.hpp"
#include "store/journal_cut.hpp"
#include "store/partings.hpp"

namespace urp {
namespace {

namespace fs = std::filesystem;

void require_closed(const db::Access& db, ContactId contact) {
  store::set_scope(db, {store::records_of(db, contact), {}});
  std::string open;
  for (const auto ticket : store::list_unclosed(db)) open += " " + std::to_string(ticket.value);
  if (open.empty()) return;
  throw Error(Fault::refused, say(_("{0} has cases that are not closed:{1}"), to_string(contact), open),
              say(_("close them first: urp close{0}"), open));
}

void require_erasable(const db::Access& db, ContactId contact, TimePoint now) {
  if (const auto hold = store::find_hold(db, contact, now)) {
    throw Error(Fault::refused, say(_("{0} is on hold, by {1}"), to_string(contact), hold->clerk),
                say(_("when it is over: urp contact hold {0} --off"), to_string(contact)));
  }
  require_closed(db, contact);
}

/// Copies that migrations made stand beside the database.
std::int64_t count_copies(const Office::Local& office) {
  if (office.store->path().empty()) return 0;
  const std::string begin = office.store->path().filename().string() + ".schema";
  const auto names = files::Folder(office.store->path().parent_path()).list();
  return std::count_if(names.begin(), names.end(),
                       [&](const std::string& name) { return name.starts_with(begin); });
}

std::vector<Kept> list_kept(const Office::Local& office, const db::Access& db,
                            const std::vector<ContactId>& records) {
  std::vector<Kept> kept;
  const auto add = [&kept](const char* what, std::int64_t number, const char* why) {
    if (number > 0) kept.push_back({what, number, why});
  };
  const auto counts = store::count_scope(db);
  add("cases", counts.tickets, _("number, kind, dates and outcome: the office's register of its cases"));
  add("messages", counts.messages, _("that there was one, and how far it came: without a word of it"));
  add("events", counts.events, _("who did what and when: the audit chain, without what it said"));
  add("notices", counts.notices, _("how many people each notice reached"));
  add("partings", store::count_partings(db, records),
      _("what WhatsApp is still to be told: that they are not blocked, or are out of the contact book; the "
        "address goes as soon as it was"));
  add("copies", count_copies(office),
      _("copies of the database from before a migration, beside it: destroy them yourself"));
  return kept;
}

}  // namespace

EraseResult erase_contact(Office& office, const EraseRequest& request) {
  auto& local = office.local();
  require_supervisor(local, _("erase a person"));
  auto upkeep = local.store->lock_file("upkeep");
  if (!upkeep.lock(db::FileLock::Mode::exclusive, std::chrono::seconds(5))) {
    throw Error(Fault::busy, _("a backup, an erasure or a purge is under way"),
                _("try again when it is done"));
  }
  EraseResult result;
  std::vector<JournalId> bodies;
  JournalId looked_until;
  {
    // The long look at the journal keeps nobody from writing.
    const auto db = local.read();
    result.contact = store::get_contact(db, request.who);
    require_erasable(db, result.contact, office.now());
    result.before = store::erased_at(db, result.contact).has_value();
    const store::Scope scope{store::records_of(db, result.contact), {}};
    looked_until = store::last_body(db);
    bodies = store::list_bodies_with(db, store::journal_words(db, scope), JournalId{0});
  }
  {
    auto db = local.write();
    require_erasable(db, result.contact, office.now());
    const store::Scope scope{store::records_of(db, result.contact), {}};
    store::cancel_all_waiting(db, scope);
    store::enter_erasure(db, scope.contacts);
    const auto erased = store::erase_scope(db, scope, bodies, looked_until);
    result.tickets = erased.tickets;
    result.messages = erased.messages;
    result.media = erased.media;
    result.bodies = erased.bodies;
    result.events = erased.events;
    result.kept = list_kept(local, db, scope.contacts);
    db.record("contact_erase", std::nullopt, std::nullopt,
              {{"contact", std::nullopt, to_string(result.contact)}});
    if (request.dry_run) return result;
    db.commit();
  }
  keep_register(local);
  result.remains = !clear_remains(*local.store, local.options.actor, {local.now(), local.real_now()});
  return result;
}

HoldResult hold_contact(Office& office, const HoldRequest& request) {
  auto& local = office.local();
  if (request.until && *request.until <= local.now())
    throw Error(Fault::usage, _("the end of the hold has gone by already"));
  auto db = local.write();
  HoldResult result;
  result.contact = store::get_contact(db, request.who);
  const auto before = store::find_hold(db, result.contact, local.now());
  std::vector<Change> changes = {{"contact", std::nullopt, to_string(result.contact)}};
  if (request.off) {
    if (!before) return result;
    store::remove_hold(db, result.contact);
    db.record("contact_unhold", std::nullopt, std::nullopt, changes);
  } else {
    store::put_hold(db, result.contact, request.until, request.reason);
    const auto until = request.until ? std::optional(iso_time(*request.until, Zone())) : std::nullopt;
    changes.push_back({"until", std::nullopt, until});
    if (request.reason) changes.push_back({"reason", std::nullopt, request.reason});
    db.record("contact_hold", std::nullopt, std::nullopt, changes);
    result.held = true;
    result.until = request.until;
  }
  result.changed = true;
  db.commit();
  return result;
}

}  // namespace urp
