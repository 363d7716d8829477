// contacts.hpp: people, and whom a webhook speaks of. A phone is optional; the business-scoped user id is
// looked at first.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <urp/event.hpp>

#include "domain/part.hpp"
#include "store/access.hpp"

namespace urp::store {

/// Who a webhook speaks of. Makes the contact when nobody is known, learns new identities, and tells what it
/// changed. What it names together is one person: two records join. A phone whose owner has another user id
/// was passed on: its new owner never sees the former one's tickets.
ContactId resolve_sender(Writer& db, const Sender& sender, TimePoint at, std::vector<Change>& changes);
std::optional<ContactId> find_sender(const Access& db, const Sender& sender, TimePoint at);

/// The same person under a new number or id: the old identity ends, the new one begins. It may come before or
/// after the first message of either.
ContactId change_identity(Writer& db, const IdentityChange& change, TimePoint at,
                          std::vector<Change>& changes);

/// The record itself, or the one that it became part of.
ContactId living_contact(const Access& db, ContactId contact);

/// What a clerk calls the person; wins over the name that WhatsApp tells.
void set_name(Writer& db, ContactId contact, const std::optional<std::string>& name);

/// WhatsApp says under which number the person really is. False: another contact has it, nothing was moved.
bool learn_wa_id(Writer& db, ContactId contact, const std::string& wa_id, TimePoint at,
                 std::vector<Change>& changes);

/// Where a message to this person goes; phone first, the user id when there is none.
struct Address {
  std::string phone, user_id;
  bool known() const { return !phone.empty() || !user_id.empty(); }
};
Address current_address(const Access& db, ContactId contact);

/// The person wrote to this number at this time: free text is allowed for 24 hours from then.
void extend_window(Writer& db, ContactId contact, std::int64_t number, TimePoint at);

}  // namespace urp::store
