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
/// A row of search_text and its words in the index.
void remove_from_index(Writer& db, std::int64_t id);
/// The index keeps the words of removed rows until its segments are merged into one.
void compact_index(Writer& db);
/// The contact's names as they are now; none left: nothing is found.
void index_contact(Writer& db, ContactId contact);

/// The words of messages `m`, but the hidden; of an edited one those from before too, which `show` shows
/// beside the new ones. A condition follows, and `)`.
constexpr db::Piece message_words = R"(
    SELECT id, message, contact, body FROM (
      SELECT
        m.id AS id,
        m.id AS message,
        m.contact AS contact,
        ltrim(
          ifnull(char(10) || (
            SELECT group_concat(text, char(10))
            FROM (
              SELECT a.text
              FROM amendment a
              WHERE a.target = m.id AND a.kind = 'edit' AND a.text IS NOT NULL
              ORDER BY a.at DESC, a.id DESC)), '')
          || ifnull(char(10) || m.text, '')
          || ifnull(char(10) || d.file_name, '')
          || ifnull(char(10) || l.name, '')
          || ifnull(char(10) || l.address, '')
          || CASE WHEN m.type = 'contacts' THEN ifnull(char(10) ||
               (SELECT group_concat(value, char(10)) FROM card_line WHERE message = m.id), '') ELSE '' END,
          char(10)) AS body
      FROM message m
      LEFT JOIN media d ON d.message = m.id
      LEFT JOIN location l ON l.message = m.id
      WHERE m.hidden = 0 AND m.notice IS NULL AND )";  // one text for thousands is found with its notice
/// The same of contacts `c`.
constexpr db::Piece contact_words = R"(
    SELECT id, message, contact, body FROM (
      SELECT
        -c.id AS id,
        NULL AS message,
        c.id AS contact,
        ltrim(
          ifnull(char(10) || c.name, '')
          || ifnull(char(10) || nullif(c.profile_name, ifnull(c.name, '')), '')
          || ifnull(char(10) ||
               (SELECT group_concat(value, char(10)) FROM identity
                WHERE contact = c.id AND kind = 'username' AND valid_to IS NULL), ''),
          char(10)) AS body
      FROM contact c
      WHERE )";

}  // namespace urp::store
