#include "work/alarms.hpp"

#include <sys/statvfs.h>

#include <iterator>
#include <utility>
#include <vector>

#include "domain/plural.hpp"
#include "domain/say.hpp"
#include "store/channel_events.hpp"
#include "store/figures.hpp"
#include "store/letters.hpp"
#include "store/outbox.hpp"
#include "store/turned_away.hpp"
#include "work/actor.hpp"

namespace urp::work {
namespace {

constexpr std::chrono::minutes pause{1};
constexpr std::chrono::hours old_queue{1}, fresh_event{24};
constexpr std::uint64_t room_wanted = 1ULL << 30;  // bytes
constexpr int most_events = 20;

using Alarm = std::pair<std::string, std::string>;  // cause, words

std::vector<Alarm> find_alarms(const Office::Local& office, const db::Access& db) {
  std::vector<Alarm> alarms;
  const TimePoint real_now = office.real_now();
  for (const auto number : store::list_stopped(db)) {
    const auto channel = store::get_channel(db, number);
    alarms.emplace_back(
        say("stopped/{}/{}", channel.code, channel.subcode),
        say(_("sending is stopped: {0} ({1}/{2})"), channel.reason, channel.code, channel.subcode));
  }
  const auto queued = store::list_by_status(db, Delivery::queued, 1);
  if (!queued.empty() && real_now - queued.front().queued_at > old_queue)
    alarms.emplace_back("queue", _("messages wait for more than an hour"));
  for (const auto& event : store::list_alerts(db, office.now() - fresh_event, most_events)) {
    alarms.emplace_back(say("event/{}/{}/{}", event.field, event.event, event.subject),
                        say(_("WhatsApp says: {0}"), to_string(event)));
  }
  if (const auto why = store::find_letter_trouble(db))
    alarms.emplace_back("mail", say(_("letters to services wait: {0}"), *why));
  if (const auto lost = store::count_lost_media(db); lost > 0)
    alarms.emplace_back("media",
                        say(plural("{0} attachment was lost", "{0} attachments were lost", lost), lost));
  if (const auto unhandled = store::count_unhandled_parts(db); unhandled > 0)
    alarms.emplace_back("unhandled", say(plural("{0} part of a webhook was not understood",
                                                "{0} parts of webhooks were not understood", unhandled),
                                         unhandled));
  const std::string today = iso_date(office.zone.local(office.now()).date);
  const auto last_kept = store::last_body_at(db);
  for (const auto& away : store::list_turned_away(db, today, real_now)) {
    if (store::is_over(away, last_kept, real_now)) continue;
    if (away.status == 401)
      alarms.emplace_back(
          "turned_away/401",
          say(_("webhooks with a wrong signature today: {0}, and none with a right one since; is the app "
                "secret the right one?"),
              away.count));
    if (away.status == 503)
      alarms.emplace_back("turned_away/503",
                          say(_("webhooks that could not be kept today: {0}"), away.count));
  }
  struct statvfs room {};
  const auto folder = std::filesystem::absolute(office.store->path()).parent_path();
  const bool known = ::statvfs(folder.c_str(), &room) == 0;
  if (known && static_cast<std::uint64_t>(room.f_bavail) * room.f_frsize < room_wanted)
    alarms.emplace_back("disk", say(_("{0}: less than 1 GB free"), folder.string()));
  return alarms;
}

}  // namespace

bool Alarms::start_due(PassResult& result) {
  const TimePoint real_now = office_->real_now();
  const auto steady = office_->steady_now();
  if (looked_at_ && steady - *looked_at_ < pause) return false;
  looked_at_ = steady;
  std::vector<Alarm> due;
  std::vector<std::string> over;
  {
    const auto db = office_->read();
    over = store::list_alarms(db);
    for (auto& alarm : find_alarms(*office_, db)) {
      std::erase(over, alarm.first);
      if (store::may_alarm(db, alarm.first, real_now)) due.push_back(std::move(alarm));
    }
  }
  if (due.empty() && over.empty()) return false;
  std::vector<std::string> told;
  auto db = office_->write_upkeep(worker_actor);
  for (const auto& cause : over) store::end_alarm(db, cause);
  for (auto& [cause, words] : due) {
    if (store::begin_alarm(db, cause)) told.push_back(std::move(words));
  }
  db.commit();
  std::move(told.begin(), told.end(), std::back_inserter(result.alarms));
  return false;
}

}  // namespace urp::work
