#include "office/remains.hpp"

#include "db/log.hpp"
#include "store/erase.hpp"
#include "store/media_names.hpp"
#include "store/search.hpp"

namespace urp {

bool clear_remains(db::Store& store, const Actor& actor, const Moment& now) {
  if (!store::has_remains(db::Reader(store))) return true;
  const auto doomed = store::list_doomed(db::Reader(store));
  store::remove_doomed_files(store);
  {
    db::Writer db(store, actor, now.office, now.real, db::Writer::Kind::upkeep);
    store::forget_doomed(db, doomed);
    store::compact_index(db);
    db.commit();
  }
  if (!db::empty_log(store)) return false;
  db::Writer db(store, actor, now.office, now.real, db::Writer::Kind::upkeep);
  store::set_remains(db, false);
  db.commit();
  return true;
}

}  // namespace urp
