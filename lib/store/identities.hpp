// identities.hpp: the rows by which a person is known: phones, user ids, usernames, each for a span of time.
// What a body says counts for the time it was written at, in whatever order bodies come. Whose they are is
// decided in contacts.hpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <urp/event.hpp>
#include <urp/ids.hpp>
#include <urp/time.hpp>

#include "store/access.hpp"

namespace urp::store {

struct Holder {
  ContactId contact;
  std::optional<TimePoint> until;  // none: now
};
/// Whose user id it is, or was: they are never given to somebody else.
std::optional<Holder> find_id_holder(const Access& db, const char* kind, const std::string& value);
/// Who had the phone at that time. Before anything is known of it: who had it first.
std::optional<ContactId> find_phone_owner(const Access& db, const std::string& phone, TimePoint at);

/// The latest that holds now.
std::optional<std::string> current_identity(const Access& db, ContactId contact, const char* kind);

/// The contact has it since then; what it takes the place of ends, here and with a former owner. What is
/// older than what is known becomes history. True: it was new.
bool set_identity(Writer& db, ContactId contact, const char* kind, const std::string& value, TimePoint at,
                  std::vector<Change>& changes);
/// The contact had it until then; it is known from now on that they did.
void end_identity(Writer& db, ContactId contact, const char* kind, const std::string& value, TimePoint at,
                  std::vector<Change>& changes);
/// All of the kind that began before then, but `kept`.
void end_older(Writer& db, ContactId contact, const char* kind, const std::string& kept, TimePoint at,
               std::vector<Change>& changes);

/// The latest that holds now stays, what began before it ends with it: a person has one at a time.
void keep_latest(Writer& db, ContactId contact, const char* kind, std::vector<Change>& changes);
/// Whether another one than this was the contact's at that time.
bool had_other(const Access& db, ContactId contact, const char* kind, const std::string& value, TimePoint at);

}  // namespace urp::store
