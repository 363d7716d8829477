// catch_up.hpp: the full-text index before it is asked.
#pragma once

#include "office/local.hpp"

namespace urp {

/// Indexes what waits when it is more than `most`: nobody listens, or much came at once. The rest is asked
/// for where it stands (store/search_names.hpp).
void index_what_waits(const Office::Local& local, int most = 4096);

}  // namespace urp
