// remains.hpp: what was destroyed leaves the index, the log of the database and the media folder too. Cut off
// at any point, it is begun again by whoever comes next.
#pragma once

#include "db/store.hpp"

namespace urp {

struct Moment {
  TimePoint office, real;
};
/// Nothing to do when nothing was destroyed. False: somebody reads in the log, so that it could not be
/// emptied; the service tries again.
bool clear_remains(db::Store& store, const Actor& actor, const Moment& now);

}  // namespace urp
