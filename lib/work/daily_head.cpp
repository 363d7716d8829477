#include "work/daily_head.hpp"

#include <urp/error.hpp>

#include "domain/say.hpp"
#include "office/audit_head.hpp"
#include "office/register_file.hpp"
#include "office/remains.hpp"
#include "store/channel_events.hpp"
#include "work/actor.hpp"

namespace urp::work {
namespace {

constexpr std::chrono::minutes pause{10};

}  // namespace

bool DailyHead::start_due(PassResult& result) {
  const auto steady = office_->steady_now();
  if (looked_at_ && steady - *looked_at_ < pause) return false;
  looked_at_ = steady;
  const Moment now{office_->now(), office_->real_now()};
  clear_remains(*office_->store, worker_actor, now);
  keep_register(*office_->store, worker_actor, now);
  try {
    take_daily_head_out(*office_, worker_actor);
  } catch (const Error& error) {
    if (error.fault() == Fault::busy) return false;
    auto db = office_->write_upkeep(worker_actor);
    if (!store::begin_alarm(db, "audit_head")) return false;
    db.commit();
    result.alarms.push_back(say(_("the head of the audit chain could not be taken out: {0}"), error.what()));
  }
  return false;
}

}  // namespace urp::work
