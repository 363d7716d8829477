// merged.hpp: a case with all that was merged into it, as the beginning of a statement.
#pragma once

#include "db/sql.hpp"

namespace urp::store {

/// The table part: `whole`, one of the tickets in ?1 (a number, or a JSON list of them), and each `ticket`
/// that it is made of, itself among them.
inline constexpr auto with_parts = db::Piece(R"(
    WITH RECURSIVE part (whole, ticket) AS (
      SELECT value, value FROM json_each(?1)
      UNION ALL
      SELECT part.whole, merged.id
      FROM part
      CROSS JOIN ticket merged ON merged.merged_into = part.ticket AND merged.merged_into IS NOT NULL)
    )");

}  // namespace urp::store
