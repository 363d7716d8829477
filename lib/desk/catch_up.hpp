// catch_up.hpp: the full-text index before it is asked.
#pragma once

#include "office/local.hpp"

namespace urp {

/// Indexes what waits when it is much: nobody listens, or much came at once. The rest is asked for where it
/// stands (store/search_query.hpp).
void index_what_waits(const Office::Local& local);

}  // namespace urp
