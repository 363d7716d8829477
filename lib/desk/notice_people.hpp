// notice_people.hpp: the file that says who gets a notice, and what it says to each.
#pragma once

#include <filesystem>
#include <vector>

#include <urp/desk/notice.hpp>

#include "db/store.hpp"

namespace urp {

/// Reads the file row by row into the notice's people and values. Every row that cannot be used is named; the
/// caller then commits nothing. `form` none: parameters have no place. Throws not_found, usage (no titles, no
/// column of people, a column that is no parameter).
struct PeopleRead {
  std::int64_t people = 0;
  std::vector<BadRow> bad;
};
PeopleRead read_people(db::Writer& db, std::int64_t notice, const std::filesystem::path& file,
                       const std::optional<Template>& form, const TemplateValues& common);

}  // namespace urp
