// message_row.hpp: the one mapper from the rows of a message to Message; used by threads and by exports.
#pragma once

#include <urp/message.hpp>

#include "store/access.hpp"

namespace urp::store {

/// Of message `m` and the message `q` that it quotes: columns 0 to 21 of what map_message reads.
extern const char* const message_columns;

/// What is hidden keeps its place, its kind and its ground, and loses everything that was said. Media and the
/// other tables are the caller's.
Message map_message(const Query& row);

/// state, mime_type, size, sha256, file_name, voice, animated, duration, transcript from column `first` on.
Media map_media(const Access& db, const Query& row, int first);
/// latitude, longitude, name, address
Location map_location(const Query& row, int first);
/// card, kind, label, value
CardLine map_card(const Query& row, int first);
/// kind, text, at
Amendment map_amendment(const Query& row, int first);

}  // namespace urp::store
