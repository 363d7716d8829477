// made_for.hpp: what this database is: an office's or a rehearsal's, whose number it has, and where it
// stands.
#pragma once

#include <optional>
#include <string>

#include "db/place.hpp"
#include "store/access.hpp"

namespace urp::store {

struct MadeFor {
  bool rehearsal = false;
  std::string number;  // phone_number_id
  db::Standing standing;
};
std::optional<MadeFor> find_made_for(const Access& db);
void set_made_for(Writer& db, const MadeFor& made_for);
void set_standing(Writer& db, const db::Standing& standing);
/// Everything that waits to leave is uncertain: it may have left from where the copy was taken. How many.
int doubt_what_waits(Writer& db);

}  // namespace urp::store
