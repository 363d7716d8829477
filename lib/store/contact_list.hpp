// contact_list.hpp: contacts as lists and screens show them. How they are found and change is contacts.hpp.
#pragma once

#include <vector>

#include <urp/desk/contact.hpp>

#include "store/access.hpp"

namespace urp::store {

/// Those who wrote last come first. `words` is looked for in the names as search does; digits in phones.
std::vector<ContactLine> list_contacts(const Access& db, const std::string& words, int limit);
/// The records that became part of this one.
std::vector<ContactId> list_joined(const Access& db, ContactId contact);
std::optional<std::string> find_note(const Access& db, ContactId contact);
/// Everything but the tickets.
ContactResult get_contact_page(const Access& db, ContactId contact);
void set_note(Writer& db, ContactId contact, const std::optional<std::string>& note);

}  // namespace urp::store
