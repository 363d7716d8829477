// responders.hpp: conversations that WhatsApp gives to another responder than urp: another app of the
// account, or an assistant of Meta's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/access.hpp"

namespace urp::store {

/// What shows that somebody else is to answer this person.
struct HeldElsewhere {
  ContactId contact;
  std::string name;                 // of the person, when listed
  std::string field;                // under which their words come
  std::optional<std::string> role;  // of the other, in WhatsApp's words
  TimePoint since{}, last_at{};
  std::int64_t messages = 0;  // of the citizen, since then
};
/// `messages` of the new sign are added to those before.
void note_held_elsewhere(Writer& db, std::int64_t number, const HeldElsewhere& sign);
/// The person's words come to us again.
void note_held_here(Writer& db, ContactId contact, std::int64_t number, TimePoint at);

/// Those whose last word is the newest first; 0: all.
std::vector<HeldElsewhere> list_held_elsewhere(const Access& db, int limit);

struct HeldSums {
  std::int64_t people = 0, messages = 0;
};
HeldSums count_held_elsewhere(const Access& db);

}  // namespace urp::store
