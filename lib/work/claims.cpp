#include "work/claims.hpp"

#include "domain/claims.hpp"
#include "store/ticket_changes.hpp"
#include "work/sender.hpp"

namespace urp::work {
namespace {

constexpr std::chrono::minutes pause{1};
constexpr int batch = 50;

}  // namespace

bool ClaimKeeper::look() {
  const TimePoint real_now = office_->real_now();
  if (looked_at_ && real_now - *looked_at_ < pause) return false;
  const TimePoint until = claims_lapse_until(office_->options.settings, office_->zone, office_->now());
  bool any = false;
  {
    const auto db = office_->read();
    any = !store::list_lapsed(db, until, office_->now(), 1).empty();
  }
  int lapsed = 0;
  if (any) {
    auto db = office_->write_upkeep(worker_actor);
    lapsed = store::lapse_claims(db, until, batch);
    db.commit();
  }
  if (lapsed < batch) looked_at_ = real_now;
  return lapsed == batch;
}

}  // namespace urp::work
