#include "desk/catch_up.hpp"

#include "store/search.hpp"

namespace urp {

void index_what_waits(const Office::Local& local, int most) {
  constexpr int index_step = 2048;
  for (;;) {
    if (store::count_unindexed(local.read()) <= most) return;
    auto db = local.write_upkeep(local.options.actor);
    const int rows = store::index_new_messages(db, index_step);
    db.commit();
    if (rows == 0) return;
  }
}

}  // namespace urp
