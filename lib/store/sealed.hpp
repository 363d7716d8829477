// sealed.hpp: the pieces of hidden messages, in the open or closed to a key. How they come there is
// moderation.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/access.hpp"

namespace urp::store {

struct SealedRow {
  std::int64_t id = 0;
  std::string value;      // closed: hexadecimal
  std::string sealed_to;  // the public key, hexadecimal; empty: in the open
};
std::vector<SealedRow> list_open_pieces(const Access& db, MessageId message);
std::vector<SealedRow> list_closed_pieces(const Access& db, MessageId message);
void set_piece(Writer& db, std::int64_t id, const std::string& value,
               const std::optional<std::string>& sealed_to);

}  // namespace urp::store
