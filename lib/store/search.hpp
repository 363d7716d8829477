// search.hpp: keeps the full-text index up to date. How it is asked is search_query.hpp.
// search_text.id is the id of the message, or minus the id of the contact whose names it holds.
#pragma once

#include <cstdint>

#include "store/access.hpp"

namespace urp::store {

/// Indexes contacts that changed and messages that came since the cursors, at most `limit` of each (contacts
/// of one event stay together), and moves the cursors in the same transaction. Returns how many rows it
/// looked at.
int index_new_messages(Writer& db, int limit);
/// How many messages may wait to be indexed.
std::int64_t count_unindexed(const Access& db);

/// Brings the words of a message up to date that may be indexed already: after a change of its content or
/// when it is hidden or shown again.
void reindex_message(Writer& db, MessageId message);
/// Takes the words out, to be called before they are overwritten.
void unindex_message(Writer& db, MessageId message);
/// The contact's names as they are now; none left: nothing is found.
void index_contact(Writer& db, ContactId contact);

/// `SELECT id, id, contact, words` of messages `m`, with what is hidden or wordless left out; a WHERE follows
/// as AND.
extern const char* const message_words;
/// The same of contacts `c`.
extern const char* const contact_words;

}  // namespace urp::store
