// access.hpp: the words of db that every table speaks: who asks, who changes.
#pragma once

#include "db/access.hpp"

namespace urp::store {

using db::Access;
using db::Query;
using db::Reader;
using db::Store;
using db::Writer;

}  // namespace urp::store
