// contact_lookup.hpp: contacts as people name them and as lists show them. Who a webhook speaks of is
// contacts.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <urp/contact.hpp>

#include "store/access.hpp"

namespace urp::store {

/// `c57`, a phone in any usual spelling (a national number is Italian; domain/contact_spelling.hpp),
/// `@username`, a user id; by what holds now.
std::optional<ContactId> find_contact(const Access& db, std::string_view text);
/// Throws not_found.
ContactId get_contact(const Access& db, std::string_view text);

/// With the identities that hold now.
ContactSummary get_summary(const Access& db, ContactId contact);
/// Fills phone, user_id and username of each with the identities that hold now.
void add_identities(const Access& db, const std::vector<ContactSummary*>& contacts);

}  // namespace urp::store
