#include "store/contacts.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "store/identities.hpp"
#include "store/joined.hpp"

namespace urp::store {
namespace {

constexpr Seconds a_moment{1};

ContactId add_contact(Writer& db, const Sender& sender, std::vector<Change>& changes) {
  db.run("INSERT INTO contact (profile_name, created_at, revision) VALUES (?, ?, ?)",
         db::or_null(sender.profile_name), db.now(), db.next_event());
  const ContactId contact{db.last_insert_id()};
  changes.push_back({"contact", std::nullopt, to_string(contact)});
  return contact;
}

/// The person has another user id than this one.
bool has_other_id(const Access& db, ContactId contact, const std::string& user_id) {
  if (user_id.empty()) return false;
  const auto current = current_identity(db, contact, "user_id");
  return current && *current != user_id;
}

/// What the identities of one body lead to.
struct Known {
  std::optional<ContactId> by_id, by_phone;
  TimePoint at{};  // for which time the body speaks
  /// Both lead to the same record, or one of them to none.
  bool agrees() const { return !by_id || !by_phone || by_id == by_phone; }
};

Known recognise(const Access& db, const Sender& sender, TimePoint at) {
  Known known;
  known.at = at;
  auto holder = find_id_holder(db, "user_id", sender.user_id);
  if (!holder) holder = find_id_holder(db, "parent_user_id", sender.parent_user_id);
  if (holder) {
    known.by_id = holder->contact;
    // Said under an id that has ended: it was so before that.
    if (holder->until) known.at = std::min(at, *holder->until - a_moment);
  }
  known.by_phone = find_phone_owner(db, sender.phone, known.at);
  return known;
}

/// The phone's owner has another user id: they gave the number up.
bool was_passed_on(const Access& db, const Known& known, const Sender& sender) {
  return known.by_phone && known.by_phone != known.by_id && has_other_id(db, *known.by_phone, sender.user_id);
}

/// For the search and for exports that go on: what is known of the person is another.
void note_change(Writer& db, ContactId contact) {
  db.run("UPDATE contact SET revision = ? WHERE id = ?", db.next_event(), contact);
}

void learn(Writer& db, ContactId contact, const Sender& sender, bool with_phone, TimePoint at,
           std::vector<Change>& changes) {
  bool changed = false;
  if (with_phone) changed |= set_identity(db, contact, "phone", sender.phone, at, changes);
  changed |= set_identity(db, contact, "user_id", sender.user_id, at, changes);
  changed |= set_identity(db, contact, "parent_user_id", sender.parent_user_id, at, changes);
  changed |= set_identity(db, contact, "username", sender.username, at, changes);
  if (!sender.profile_name.empty()) {
    const int renamed =
        db.run("UPDATE contact SET profile_name = ?1, revision = ?2 WHERE id = ?3 AND profile_name IS NOT ?1",
               sender.profile_name, db.next_event(), contact);
    if (renamed > 0) changes.push_back({"profile_name", std::nullopt, std::nullopt});
  }
  if (changed) note_change(db, contact);
}

/// The older record goes on: its number is the one that people know.
ContactId join(Writer& db, ContactId a, ContactId b, std::vector<Change>& changes) {
  const ContactId into = std::min(a, b), from = std::max(a, b);
  join_contacts(db, from, into);
  changes.push_back({"joined", to_string(from), to_string(into)});
  for (const char* kind : {"phone", "user_id", "parent_user_id", "username"})
    keep_latest(db, into, kind, changes);
  return into;
}

/// Whom the new number of a change leads to, as far as it is theirs.
std::optional<ContactId> find_renamed(const Access& db, const Sender& after, TimePoint at) {
  const auto owner = find_phone_owner(db, after.phone, at);
  if (!owner) return std::nullopt;
  const auto id = current_identity(db, *owner, "user_id");
  if (!id) return owner;
  if (!after.user_id.empty()) return has_other_id(db, *owner, after.user_id) ? std::nullopt : owner;
  // Somebody else had the number before; unless it is the first message from the new one, which was quicker.
  return find_phone_owner(db, after.phone, at - a_moment) == owner ? std::nullopt : owner;
}

}  // namespace

std::optional<ContactId> find_sender(const Access& db, const Sender& sender, TimePoint at) {
  const auto known = recognise(db, sender, at);
  if (known.by_id) return known.by_id;
  return was_passed_on(db, known, sender) ? std::nullopt : known.by_phone;
}

ContactId resolve_sender(Writer& db, const Sender& sender, TimePoint at, std::vector<Change>& changes) {
  const auto known = recognise(db, sender, at);
  const bool passed_on = was_passed_on(db, known, sender);
  if (known.agrees() || passed_on) {
    const auto theirs = known.by_id ? known.by_id : passed_on ? std::nullopt : known.by_phone;
    const ContactId contact = theirs ? *theirs : add_contact(db, sender, changes);
    learn(db, contact, sender, true, known.at, changes);
    if (passed_on && has_cases(db, *known.by_phone) && (!theirs || has_cases(db, contact)))
      propose_join(db, *known.by_phone, contact, at);
    return contact;
  }
  const bool other_phone = had_other(db, *known.by_id, "phone", sender.phone, known.at);
  if (other_phone && has_cases(db, *known.by_id) && has_cases(db, *known.by_phone)) {
    propose_join(db, *known.by_id, *known.by_phone, at);
    learn(db, *known.by_id, sender, false, known.at, changes);
    return *known.by_id;
  }
  const ContactId contact = join(db, *known.by_id, *known.by_phone, changes);
  learn(db, contact, sender, true, known.at, changes);
  if (other_phone) end_older(db, contact, "phone", sender.phone, known.at, changes);
  return contact;
}

ContactId change_identity(Writer& db, const IdentityChange& change, TimePoint at,
                          std::vector<Change>& changes) {
  const auto& before = change.before;
  const auto& after = change.after;
  std::optional<ContactId> contact;
  const auto meets = [&](std::optional<ContactId> other) {
    if (!other) return;
    contact = contact && contact != other ? join(db, *contact, *other, changes) : *other;
  };
  const auto holder = [&](const Sender& one) -> std::optional<ContactId> {
    const auto found = find_id_holder(db, "user_id", one.user_id);
    return found ? std::optional(found->contact) : std::nullopt;
  };
  meets(holder(before));
  const auto owner = find_phone_owner(db, before.phone, at - a_moment);
  if (owner && !has_other_id(db, *owner, before.user_id)) meets(owner);
  meets(holder(after));
  meets(find_renamed(db, after, at));
  if (!contact) contact = add_contact(db, {}, changes);
  const bool moves = !after.phone.empty() && after.phone != before.phone;
  // The number is given up: whoever has it next is somebody else. With it goes the user id.
  if (moves) end_identity(db, *contact, "phone", before.phone, at, changes);
  if (moves && before.phone.empty()) end_older(db, *contact, "phone", after.phone, at, changes);
  if (before.user_id != after.user_id) end_identity(db, *contact, "user_id", before.user_id, at, changes);
  if (moves && before.user_id.empty()) end_older(db, *contact, "user_id", after.user_id, at, changes);
  Sender now = after;
  if (now.username.empty()) now.username = before.username;
  if (now.profile_name.empty()) now.profile_name = before.profile_name;
  learn(db, *contact, now, true, at, changes);
  note_change(db, *contact);  // also where only something ended
  return *contact;
}

ContactId living_contact(const Access& db, ContactId contact) {
  for (;;) {  // a record that joined another is joined by none, so the chain only leads away from it
    const auto into = db.first<ContactId>(
        "SELECT merged_into FROM contact WHERE id = ? AND merged_into IS NOT NULL", contact);
    if (!into) return contact;
    contact = *into;
  }
}

Address current_address(const Access& db, ContactId contact) {
  return {current_identity(db, contact, "phone").value_or(""),
          current_identity(db, contact, "user_id").value_or("")};
}

void extend_window(Writer& db, ContactId contact, std::int64_t number, TimePoint at) {
  db.run(R"(
    INSERT INTO service_window (contact, number, last_inbound_at)
    VALUES (?1, ?2, ?3)
    ON CONFLICT DO UPDATE SET last_inbound_at = ?3, closed_at = NULL
    WHERE last_inbound_at < ?3)",
         contact, number, at);
}

void set_name(Writer& db, ContactId contact, const std::optional<std::string>& name) {
  db.run("UPDATE contact SET name = ?, revision = ? WHERE id = ?", name, db.next_event(), contact);
}

bool learn_wa_id(Writer& db, ContactId contact, const std::string& wa_id, TimePoint at,
                 std::vector<Change>& changes) {
  const auto owner = find_phone_owner(db, wa_id, at);
  if (owner && *owner != contact) return false;
  if (set_identity(db, contact, "phone", wa_id, at, changes)) note_change(db, contact);
  return true;
}

}  // namespace urp::store
