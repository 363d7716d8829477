// plan.cpp: what a pass would begin, for who wants to know before it does.
#include <urp/work.hpp>

#include "domain/notice.hpp"
#include "office/local.hpp"
#include "store/audience.hpp"
#include "store/channel_events.hpp"
#include "store/letters.hpp"
#include "store/media.hpp"
#include "store/notices.hpp"
#include "store/outbox.hpp"
#include "store/untouched.hpp"

namespace urp {
namespace {

std::int64_t count(const auto& list) {
  return static_cast<std::int64_t>(list.size());
}

bool would_go(const Notice& notice, const Office::Local& office, TimePoint now) {
  if (notice.has_expired(now)) return false;
  if (!notice.urgent && is_quiet(office.options.settings.notice, office.zone, now)) return false;
  if (notice.state == NoticeState::running) return true;
  return notice.due_at.value_or(now) <= now && !notice.waits_for_approval();
}

}  // namespace

PassPlan plan_pass(Office& office, WorkOrder::Kind kind) {
  const auto& local = office.local();
  const auto& settings = local.options.settings;
  const TimePoint now = local.now(), real_now = local.real_now();
  const auto db = local.read();
  PassPlan plan;
  plan.stopped = !store::list_stopped(db).empty();
  plan.messages = count(store::list_due(db, real_now, most_planned));
  for (auto& notice : store::list_alive(db)) {
    if (!would_go(notice, local, now)) continue;
    const auto sums = sum_up(store::tally(db, notice));
    plan.notices.push_back({std::move(notice), sums});
  }
  if (kind == WorkOrder::Kind::notices) return plan;
  if (!settings.mail.url.empty()) plan.letters = count(store::list_due_letters(db, real_now, most_planned));
  plan.media = count(store::list_pending_media(db, real_now, most_planned));
  plan.expired = count(store::list_parked_until(db, now - settings.reply.park_expires, most_planned));
  plan.closed = count(store::list_silent(db, now - settings.desk.close_waiting, now, most_planned));
  return plan;
}

}  // namespace urp
