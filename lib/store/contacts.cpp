#include "store/contacts.hpp"

#include <string>
#include <utility>

namespace urp::store {
namespace {

std::optional<ContactId> find_owner(const Access& db, const char* kind, const std::string& value) {
  if (value.empty()) return std::nullopt;
  auto query = db.query("SELECT contact FROM identity WHERE kind = ? AND value = ? AND valid_to IS NULL");
  query.bind(1, kind).bind(2, value);
  if (!query.step()) return std::nullopt;
  return ContactId{query.integer(0)};
}

std::optional<std::string> current_identity(const Access& db, ContactId contact, const char* kind) {
  auto query = db.query(
      "SELECT value FROM identity WHERE contact = ? AND kind = ? AND valid_to IS NULL ORDER BY valid_from "
      "DESC, id DESC");
  query.bind(1, contact).bind(2, kind);
  if (!query.step()) return std::nullopt;
  return query.string(0);
}

void end_identity(Writer& db, const char* kind, const std::string& value, TimePoint at) {
  db.query("UPDATE identity SET valid_to = ? WHERE kind = ? AND value = ? AND valid_to IS NULL")
      .bind(1, at)
      .bind(2, kind)
      .bind(3, value)
      .run();
}

/// Gives the identity to the contact: ends what it replaces, here and with a former owner. True when it was
/// new.
bool set_identity(Writer& db, ContactId contact, const char* kind, const std::string& value, TimePoint at,
                  std::vector<Change>& changes) {
  if (value.empty()) return false;
  const auto owner = find_owner(db, kind, value);
  if (owner == contact) return false;
  const auto before = current_identity(db, contact, kind);
  if (before) end_identity(db, kind, *before, at);
  if (owner) end_identity(db, kind, value, at);
  db.query("INSERT INTO identity (contact, kind, value, valid_from) VALUES (?, ?, ?, ?)")
      .bind(1, contact)
      .bind(2, kind)
      .bind(3, value)
      .bind(4, at)
      .run();
  changes.push_back({kind, before, value});
  return true;
}

ContactId add_contact(Writer& db, const Sender& sender, std::vector<Change>& changes) {
  db.query("INSERT INTO contact (profile_name, created_at, revision) VALUES (?, ?, ?)")
      .bind(1,
            sender.profile_name.empty() ? std::optional<std::string>{} : std::optional(sender.profile_name))
      .bind(2, db.now())
      .bind(3, db.next_event())
      .run();
  const ContactId contact{db.last_insert_id()};
  changes.push_back({"contact", std::nullopt, to_string(contact)});
  return contact;
}

/// The person is known; whether the phone of this sender is theirs is another question.
bool phone_was_passed_on(const Access& db, ContactId phone_owner, const Sender& sender) {
  if (sender.user_id.empty()) return false;
  const auto user_id = current_identity(db, phone_owner, "user_id");
  return user_id && *user_id != sender.user_id;
}

void learn(Writer& db, ContactId contact, const Sender& sender, bool with_phone, TimePoint at,
           std::vector<Change>& changes) {
  bool changed = false;
  if (with_phone) changed |= set_identity(db, contact, "phone", sender.phone, at, changes);
  changed |= set_identity(db, contact, "user_id", sender.user_id, at, changes);
  changed |= set_identity(db, contact, "parent_user_id", sender.parent_user_id, at, changes);
  changed |= set_identity(db, contact, "username", sender.username, at, changes);
  if (!sender.profile_name.empty()) {
    auto update = db.query(
        "UPDATE contact SET profile_name = ?1, revision = ?2 WHERE id = ?3 AND profile_name IS NOT ?1");
    update.bind(1, sender.profile_name).bind(2, db.next_event()).bind(3, contact).run();
    if (update.changes() > 0) changes.push_back({"profile_name", std::nullopt, std::nullopt});
  }
  if (changed) {
    db.query("UPDATE contact SET revision = ? WHERE id = ?").bind(1, db.next_event()).bind(2, contact).run();
  }
}

std::optional<ContactId> find_by_id(const Access& db, const Sender& sender) {
  const auto by_user_id = find_owner(db, "user_id", sender.user_id);
  return by_user_id ? by_user_id : find_owner(db, "parent_user_id", sender.parent_user_id);
}

}  // namespace

std::optional<ContactId> find_sender(const Access& db, const Sender& sender) {
  if (const auto by_id = find_by_id(db, sender)) return by_id;
  const auto by_phone = find_owner(db, "phone", sender.phone);
  if (by_phone && phone_was_passed_on(db, *by_phone, sender)) return std::nullopt;
  return by_phone;
}

ContactId resolve_sender(Writer& db, const Sender& sender, TimePoint at, std::vector<Change>& changes) {
  const auto by_id = find_by_id(db, sender);
  const auto by_phone = find_owner(db, "phone", sender.phone);
  const bool passed_on = by_phone && by_phone != by_id && phone_was_passed_on(db, *by_phone, sender);
  if (by_id) {
    // Both known and nothing contradicts: perhaps one person twice. That is for a clerk's merge, not for us.
    const bool phone_is_theirs = !by_phone || by_phone == by_id || passed_on;
    learn(db, *by_id, sender, phone_is_theirs, at, changes);
    return *by_id;
  }
  const ContactId contact = by_phone && !passed_on ? *by_phone : add_contact(db, sender, changes);
  learn(db, contact, sender, true, at, changes);
  return contact;
}

std::optional<ContactId> change_identity(Writer& db, const IdentityChange& change, TimePoint at,
                                         std::vector<Change>& changes) {
  auto contact = find_owner(db, "user_id", change.before.user_id);
  if (!contact) contact = find_owner(db, "phone", change.before.phone);
  if (!contact) return std::nullopt;
  // The number is given up: whoever has it next is somebody else.
  const auto phone = current_identity(db, *contact, "phone");
  if (phone && !change.after.phone.empty() && *phone != change.after.phone)
    end_identity(db, "phone", *phone, at);
  learn(db, *contact, change.after, true, at, changes);
  return contact;
}

Address current_address(const Access& db, ContactId contact) {
  return {current_identity(db, contact, "phone").value_or(""),
          current_identity(db, contact, "user_id").value_or("")};
}

void extend_window(Writer& db, ContactId contact, std::int64_t number, TimePoint at) {
  db.query(
        "INSERT INTO service_window (contact, number, last_inbound_at) VALUES (?1, ?2, ?3)"
        " ON CONFLICT DO UPDATE SET last_inbound_at = ?3, closed_at = NULL WHERE last_inbound_at < ?3")
      .bind(1, contact)
      .bind(2, number)
      .bind(3, at)
      .run();
}

void set_name(Writer& db, ContactId contact, const std::optional<std::string>& name) {
  db.query("UPDATE contact SET name = ?2, revision = ?3 WHERE id = ?1")
      .bind(1, contact)
      .bind(2, name)
      .bind(3, db.next_event())
      .run();
}

bool learn_wa_id(Writer& db, ContactId contact, const std::string& wa_id, TimePoint at,
                 std::vector<Change>& changes) {
  const auto owner = find_owner(db, "phone", wa_id);
  if (owner && *owner != contact) return false;
  set_identity(db, contact, "phone", wa_id, at, changes);
  return true;
}

void record_opt_out(Writer& db, ContactId contact, std::int64_t number, TimePoint at,
                    std::string_view source) {
  auto insert = db.query(
      "INSERT INTO opt_out (contact, number, at, source) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING");
  insert.bind(1, contact).bind(2, number).bind(3, at).bind(4, source).run();
  if (insert.changes() == 0) return;
  db.record("opt_out", std::nullopt, std::nullopt,
            {{"contact", std::nullopt, to_string(contact)}, {"code", std::nullopt, std::string(source)}});
}

void end_opt_out(Writer& db, ContactId contact, std::int64_t number, TimePoint at) {
  auto remove = db.query("DELETE FROM opt_out WHERE contact = ? AND number = ? AND at <= ?");
  remove.bind(1, contact).bind(2, number).bind(3, at).run();
  if (remove.changes() == 0) return;
  db.record("opt_in", std::nullopt, std::nullopt, {{"contact", std::nullopt, to_string(contact)}});
}

}  // namespace urp::store
