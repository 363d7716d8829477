#include "work/copied.hpp"

#include "domain/say.hpp"
#include "store/letters.hpp"
#include "store/made_for.hpp"
#include "store/notices.hpp"
#include "work/actor.hpp"
#include "work/automatic.hpp"
#include "work/mailer.hpp"

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

void doubt_copy(const Office::Local& office, const db::RegisterMark& last_seen, PassResult& result) {
  const auto here = db::standing_of(*office.store);
  {
    const auto db = office.read();
    const auto known = store::find_made_for(db);
    if (!known || (known->standing == here && db::has_mark(db, last_seen))) return;
  }
  auto db = office.write_upkeep(worker_actor);
  queue_reminders(office, db, -1);  // those that are due may have left as well
  const int messages = store::doubt_what_waits(db) + store::doubt_letters(db);
  const int unsaid = leave_unsaid(office, db);
  const int notices = pause_notices(db);
  store::set_standing(db, here);
  db.commit();
  result.uncertain += messages;
  if (messages + notices + unsaid == 0) return;
  result.alarms.push_back(say(_("this database was copied, moved or restored: what waited may have left "
                                "already, and is uncertain: messages {0}; paused: notices {1}; left unsaid: "
                                "automatic messages {2}; see: urp outbox --uncertain"),
                              messages, notices, unsaid));
}

}  // namespace urp::work
