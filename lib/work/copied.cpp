#include "work/copied.hpp"

#include "domain/say.hpp"
#include "store/made_for.hpp"
#include "store/notices.hpp"
#include "work/actor.hpp"

namespace urp::work {
namespace {

int pause_notices(db::Writer& db) {
  int paused = 0;
  for (const Notice& notice : store::list_alive(db)) {
    const Notice stopped = store::move_notice(db, notice, notice_move::Doubted{});
    db.record("notice_stop", std::nullopt, std::nullopt,
              {{"notice", std::nullopt, stopped.name}, {"reason", std::nullopt, stopped.reason}});
    ++paused;
  }
  return paused;
}

}  // namespace

void doubt_copy(const Office::Local& office, PassResult& result) {
  const auto here = db::standing_of(*office.store);
  const auto known = store::find_made_for(office.read());
  if (!known || known->standing == here) return;
  auto db = office.write_upkeep(worker_actor);
  const int messages = store::doubt_what_waits(db);
  const int notices = pause_notices(db);
  store::set_standing(db, here);
  db.commit();
  result.uncertain += messages;
  if (messages + notices == 0) return;
  result.alarms.push_back(say(_("this database was copied, moved or restored: {0} messages that waited may "
                                "have left already, and are "
                                "uncertain; {1} notices are paused; see: urp outbox --uncertain"),
                              messages, notices));
}

}  // namespace urp::work
