// message_row.hpp: the one mapper from the rows of a message to Message; used by threads and by exports.
#pragma once

#include <urp/message.hpp>

#include "store/access.hpp"

namespace urp::store {

/// Of message `m` and the message `q` that it quotes: what read_message reads.
constexpr db::Piece message_columns = R"(
      m.id,
      m.ticket,
      m.seq,
      m.shown_in,
      m.contact,
      m.direction,
      m.type,
      m.purpose,
      m.hidden,
      m.ground,
      m.text,
      q.ticket,
      q.seq,
      m.at,
      m.received_at,
      m.status,
      m.error_code,
      m.error_text,
      m.wamid,
      m.clerk,
      m.automatic,
      m.revision)";
/// What is hidden keeps its place, its kind and its ground, and loses everything that was said. Media and the
/// other tables are the caller's.
Message read_message(db::Row& row);

/// Of media `d`, but the message.
constexpr db::Piece media_columns =
    "d.state, d.mime_type, d.size, d.sha256, d.file_name, d.voice, d.animated, d.duration, d.transcript";
constexpr int media_width = 9;
Media read_media(db::Row& row, const Access& db);
/// latitude, longitude, name, address
Location read_location(db::Row& row);
/// card, kind, label, value
CardLine read_card(db::Row& row);
/// kind, text, at
Amendment read_amendment(db::Row& row);

/// Of message_fact: what a service's mail quotes of the case may have been hidden or masked since, and then
/// goes with it.
constexpr db::Piece fact_in_sight = R"((
      name <> 'mail_quoted'
      OR NOT EXISTS (
        SELECT 1
        FROM message n
        JOIN message h ON h.ticket = n.ticket AND h.id <> n.id
        WHERE n.id = message_fact.message
          AND (h.hidden = 1 OR EXISTS (SELECT 1 FROM redaction r WHERE r.message = h.id)))))";

}  // namespace urp::store
