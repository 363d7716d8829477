// moderate_again.hpp: what is out of sight in one database of the office leaves the sight of another one too.
#pragma once

#include <vector>

#include <urp/settings.hpp>

#include "db/access.hpp"
#include "store/moderated.hpp"

namespace urp {

/// Hides and masks what is here of it, and takes that off the list. How many messages were touched. What lies
/// sealed is encrypted where a key is set; throws what encrypt_sealed throws.
int moderate_again(db::Writer& db, const Settings& settings, std::vector<store::Moderated>& others);

}  // namespace urp
