// log.hpp: the -wal file, where what was overwritten still stands until it is emptied.
#pragma once

#include "db/store.hpp"

namespace urp::db {

/// Everything in it goes into the database, and the file gets empty. False: somebody reads in it.
bool empty_log(Store& store);
/// A database that is one file again, for who keeps or moves it; and back, for who works in it.
void leave_log(Store& store);
void begin_log(Store& store);

}  // namespace urp::db
