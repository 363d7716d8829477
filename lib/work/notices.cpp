#include "work/notices.hpp"

#include <algorithm>

#include <urp/reason.hpp>

#include "domain/notice.hpp"
#include "domain/say.hpp"
#include "domain/window.hpp"
#include "store/attempts.hpp"
#include "store/audience.hpp"
#include "store/channel_events.hpp"
#include "store/notice_content.hpp"
#include "store/recipients.hpp"
#include "store/templates.hpp"
#include "store/windows.hpp"
#include "work/actor.hpp"

namespace urp::work {
namespace {

constexpr std::chrono::milliseconds look_pause{500};
constexpr std::chrono::seconds recount_pause{10};
constexpr std::chrono::minutes tell_pause{1};
constexpr std::chrono::hours limit_span{24};

std::string with_code(const std::string& why, std::int64_t code) {
  return code == 0 ? why : say("{} ({})", why, code);
}

/// One of our reasons as a sentence; WhatsApp's words as they are.
std::string words_of(const std::string& why) {
  const auto ours = reason(why);
  return ours ? sentence(*ours) : why;
}

/// Asked when it is queued and when it leaves: in between a number can change hands.
std::optional<std::string> reason_against(db::Writer& db, const Notice& notice, ContactId contact) {
  if (auto why = store::reason_against(db, notice, contact)) return why;
  if (store::take_address(db, notice.id, contact)) return std::nullopt;
  return std::string(to_name(Reason::same_address));
}

}  // namespace

/// By a wrong clock windows seem closed and notices too late, and people would be skipped for good.
bool Notices::rests_for_clock(PassResult& result) {
  const bool rested = rests_for_clock_;
  rests_for_clock_ = clock_.has_jumped(office_->real_now(), office_->steady_now());
  if (!rests_for_clock_) return false;
  running_.clear();  // taken up again afterwards
  order_.clear();
  if (!rested) {
    result.alarms.push_back(say(_("the clock of this machine jumped by {0} minutes: notices and what falls "
                                  "due by the clock wait until it is back, or for an hour"),
                                clock_.jump().count()));
  }
  return true;
}

bool Notices::look(PassResult& result, bool at_once) {
  if (rests_for_clock(result)) return false;
  const auto steady = office_->steady_now();
  if (!at_once && looked_at_ && steady - *looked_at_ < look_pause) return false;
  looked_at_ = steady;
  const auto alive = [this] {
    const auto db = office_->read();
    return store::list_alive(db);
  }();
  const TimePoint now = office_->now();
  const std::size_t told_before = result.notices.size();
  std::map<std::int64_t, Running> still;
  order_.clear();
  for (const auto& notice : alive) {
    if (notice.has_expired(now)) {
      expire(notice, result);
      continue;
    }
    if (notice.state == NoticeState::scheduled) {
      if (notice.due_at.value_or(now) > now || notice.waits_for_approval()) continue;
      if (!notice.urgent && is_quiet(office_->options.settings.notice, office_->zone, now)) continue;
      begin(notice, result);
    }
    auto known = running_.extract(notice.id);
    Running running = known.empty() ? Running{} : std::move(known.mapped());
    const bool fresh = known.empty();
    running.notice = notice;
    running.notice.state = NoticeState::running;
    {
      const auto db = office_->read();
      if (notice.template_name) {
        running.form = store::find_template(db, *notice.template_name, notice.template_language.value_or(""));
      }
      if (fresh) {
        running.has_file = !notice.file;
        const auto before = step(db, notice, "");
        running.failed_before = before.sums.failed;
        running.tried_before = before.sums.reached + before.sums.failed + before.sums.uncertain;
        running.told_at = steady;
      }
    }
    order_.push_back(notice.id);
    still.emplace(notice.id, std::move(running));
  }
  running_ = std::move(still);
  for (const auto id : std::vector(order_)) watch(running_.at(id), result);
  return result.notices.size() > told_before;
}

NoticeStep Notices::step(const db::Access& db, const Notice& notice, const char* what) const {
  NoticeStep step;
  step.name = notice.name;
  step.what = what;
  step.sums = sum_up(store::tally(db, notice));
  return step;
}

void Notices::begin(const Notice& notice, PassResult& result) {
  auto db = office_->write_upkeep(worker_actor);
  Notice now = store::get_notice(db, notice.id);
  if (!can_move(now, notice_move::Begun{})) return;  // somebody stopped it in this moment
  now = store::move_notice(db, now, notice_move::Begun{});
  if (!now.template_name) store::skip_closed_windows(db, now, office_->now());
  db.record("notice_start", std::nullopt, std::nullopt, {{"notice", std::nullopt, now.name}});
  result.notices.push_back(step(db, now, "started"));
  db.commit();
}

void Notices::expire(const Notice& notice, PassResult& result) {
  auto db = office_->write_upkeep(worker_actor);
  Notice now = store::get_notice(db, notice.id);
  if (!can_move(now, notice_move::Expired{})) return;
  const auto expired = store::end_unsent(db, now.id, RecipientStatus::expired, office_->now());
  now = store::move_notice(db, now, notice_move::Expired{});
  db.record("notice_expire", std::nullopt, std::nullopt,
            {{"notice", std::nullopt, now.name}, {"unsent", std::nullopt, std::to_string(expired)}});
  result.notices.push_back(step(db, now, "expired"));
  if (expired > 0) {
    result.alarms.push_back(
        say(_("notice {0} expired: people who did not get it: {1}; see: urp notice show {0}"), now.name,
            expired));
  }
  db.commit();
}

/// Over when nobody is left; stopped when too much fails; told of once a minute.
void Notices::watch(Running& running, PassResult& result) {
  const auto begun = office_->steady_now();
  NoticeStep now;
  {
    const auto db = office_->read();
    if (store::has_unfinished(db, running.notice.id)) {
      // Counting a hundred thousand people takes its time: a fiftieth of it all, no more.
      constexpr int rest_for_count = 50;
      if (begun < running.count_at) return;
      now = step(db, running.notice, "progress");
      running.count_at = begun + rest_for_count * (office_->steady_now() - begun);
    }
  }
  if (now.name.empty()) return end_if_over(running.notice.id, result);
  const auto tried = now.sums.reached + now.sums.failed + now.sums.uncertain - running.tried_before;
  if (fails_too_often(now.sums.failed - running.failed_before, tried)) {
    auto db = office_->write_upkeep(worker_actor);
    stop(db, running.notice.id, to_name(Reason::too_many_failures), 0, result);
    db.commit();
    return;
  }
  if (begun - running.told_at < tell_pause) return;
  running.told_at = begun;
  if (now.sums.left == running.last_left) return;  // nothing moved: the limit of the day, quiet hours
  running.last_left = now.sums.left;
  result.notices.push_back(now);
}

void Notices::end_if_over(std::int64_t id, PassResult& result) {
  auto db = office_->write_upkeep(worker_actor);
  Notice now = store::get_notice(db, id);
  running_.erase(id);
  order_.erase(std::remove(order_.begin(), order_.end(), id), order_.end());
  if (!can_move(now, notice_move::Finished{}) || store::has_unfinished(db, now.id)) return;
  now = store::move_notice(db, now, notice_move::Finished{});
  db.record("notice_end", std::nullopt, std::nullopt, {{"notice", std::nullopt, now.name}});
  result.notices.push_back(step(db, now, "done"));
  db.commit();
}

void Notices::stop(db::Writer& db, std::int64_t id, std::string_view why, std::int64_t code,
                   PassResult& result) {
  running_.erase(id);
  order_.erase(std::remove(order_.begin(), order_.end(), id), order_.end());
  if (!store::stop_notice(db, id, why, code)) return;
  const Notice notice = store::get_notice(db, id);
  auto told = step(db, notice, "paused");
  told.reason = with_code(*notice.reason, code);
  result.notices.push_back(told);
  result.alarms.push_back(say(_("notice {0} stopped by itself: {1}; see: urp notice show {0}"), notice.name,
                              with_code(words_of(*notice.reason), code)));
}

bool Notices::limit_reached(const db::Access& db, std::int64_t number) {
  const auto steady = office_->steady_now();
  if (!counted_at_ || steady - *counted_at_ >= recount_pause) {
    opened_ = store::count_opened(db, office_->real_now() - limit_span);
    counted_at_ = steady;
  }
  return opened_ >= daily_limit(office_->options.settings.notice, store::daily_limit(db, number));
}

void Notices::count_opened(const db::Access& db, ContactId contact) {
  if (!store::was_opened(db, contact, office_->real_now() - limit_span)) ++opened_;
}

std::vector<Notices::Wanted> Notices::next(const db::Access& db, bool urgent, int most) {
  std::vector<Wanted> wanted;
  const TimePoint now = office_->now();
  for (const auto id : order_) {
    const auto& running = running_.at(id);
    const auto& notice = running.notice;
    if (static_cast<int>(wanted.size()) >= most) break;
    if (notice.urgent != urgent || !running.has_file || !may_leave(id)) continue;
    store::NextRequest request;
    request.notice = id;
    request.number = notice.number;
    request.now = now;
    request.real_now = office_->real_now();
    request.person_span = person_span;
    request.person_burst = person_burst;
    request.open_only = limit_reached(db, notice.number);
    request.limit = most - static_cast<int>(wanted.size());
    for (const auto contact : store::list_next(db, request)) {
      const bool twice = std::any_of(wanted.begin(), wanted.end(),
                                     [&](const Wanted& one) { return one.contact == contact; });
      if (!twice) wanted.push_back({id, notice.number, contact});
    }
  }
  return wanted;
}

std::optional<Notices::WantedFile> Notices::wanted_file(const db::Access& db) {
  for (const auto id : order_) {
    auto& running = running_.at(id);
    if (running.has_file) continue;
    const auto file = store::notice_file(running.notice);
    const auto upload = store::wanted_upload(db, running.notice.number, *file, office_->real_now());
    if (upload) return WantedFile{id, running.notice.number, *upload};
    running.has_file = true;
  }
  return std::nullopt;
}

std::optional<store::OutgoingRow> Notices::queue(db::Writer& db, const Wanted& wanted) {
  const auto found = running_.find(wanted.notice);
  if (found == running_.end()) return std::nullopt;  // it stopped in this very round
  const auto& notice = found->second.notice;
  const auto& form = found->second.form;
  const auto contact = wanted.contact;
  if (const auto why = reason_against(db, notice, contact)) {
    store::skip_person(db, notice.id, contact, *why, office_->now());
    return std::nullopt;
  }
  const auto window = open_window(store::window_closes(db, contact, notice.number), office_->now());
  const bool says_words = window && notice.text;
  if (!says_words && !form) {
    store::skip_person(db, notice.id, contact, to_name(Reason::window_closed), office_->now());
    return std::nullopt;
  }
  auto message = says_words ? store::notice_text(notice) : store::notice_template(db, notice, *form, contact);
  message.contact = contact;
  message.number = notice.number;
  message.automatic = true;
  message.at = office_->now();
  message.not_before = office_->real_now();
  message.rank = notice.urgent ? 0 : 2;
  message.notice = notice.id;
  const auto id =
      says_words ? store::queue_loose(db, *window, message) : store::queue_loose_template(db, message);
  store::set_message(db, notice.id, contact, id);
  return store::find_outgoing(db, id);
}

bool Notices::may_leave(std::int64_t id) const {
  const auto found = running_.find(id);
  if (found == running_.end()) return false;  // the next look takes it in
  const auto& notice = found->second.notice;
  const TimePoint now = office_->now();
  if (notice.has_expired(now)) return false;
  return notice.urgent || !is_quiet(office_->options.settings.notice, office_->zone, now);
}

bool Notices::may_go(db::Writer& db, const store::OutgoingRow& row) {
  const auto found = running_.find(row.notice);
  if (found == running_.end()) return false;  // it stopped in this very round
  const auto& notice = found->second.notice;
  const auto why = reason_against(db, notice, row.contact);
  if (!why) return true;
  if (store::apply(db, row.id, DeliveryEvent::cancel))
    store::skip_person(db, notice.id, row.contact, *why, office_->now());
  return false;
}

}  // namespace urp::work
