// worker.cpp: what goes out and what is fetched, as lanes of one loop, by whoever holds the sender lock.
#include <urp/work.hpp>

#include <thread>

#include "db/place.hpp"
#include "office/remote.hpp"
#include "office/sender_sign.hpp"
#include "store/channel_events.hpp"
#include "store/notices.hpp"
#include "store/outbox.hpp"
#include "work/actor.hpp"
#include "work/alarms.hpp"
#include "work/automatic.hpp"
#include "work/copied.hpp"
#include "work/daily_head.hpp"
#include "work/deadlines.hpp"
#include "work/errands.hpp"
#include "work/loop.hpp"
#include "work/mailer.hpp"
#include "work/media.hpp"
#include "work/sender.hpp"
#include "work/sender_lock.hpp"
#include "work/time_stamps.hpp"

namespace urp {
namespace {

constexpr std::chrono::milliseconds look_again{250};
constexpr std::chrono::minutes soon{1}, alarm_pause{1};
constexpr int most_waits = 8;  // of a token each: a clerk who waits for the prompt does not wait for a notice

}  // namespace

struct Worker::Impl {
  explicit Impl(Office& handle)
      : office(handle.local()),
        wire(office, load_transport(office.user_agent())),
        lock(office),
        gate(office, wire),
        notices(office),
        uploads(office, wire, gate, notices),
        sender(office, wire, gate, notices, uploads),
        mailer(office, wire),
        media(office, wire),
        errands(office, wire),
        deadlines(office),
        daily_head(office),
        time_stamps(office, wire),
        automatic(office),
        alarms(office) {}

  /// No work of its own: nothing is begun in a database that was removed or replaced.
  work::Lane watch() {
    return {.start_due =
                [this](PassResult&) {
                  db::require_in_place(*office.store);
                  return false;
                },
            .finish = [](work::Ended&, PassResult&) {},
            .busy = [] { return false; },
            .pause = [] { return work::Lane::Pause(); },
            .guards = true};
  }

  /// In the order in which they are asked, each round.
  std::vector<work::Lane> lanes(WorkOrder::Kind kind) {
    std::vector<work::Lane> lanes = {watch()};
    if (kind != WorkOrder::Kind::command) lanes.push_back(lane_of(notices));
    const bool speaks = kind == WorkOrder::Kind::pass || kind == WorkOrder::Kind::service;
    if (speaks) lanes.push_back(lane_of(automatic));
    lanes.push_back(lane_of(gate));
    lanes.push_back(lane_of(uploads));
    lanes.push_back(lane_of(sender, true));
    if (kind != WorkOrder::Kind::notices) lanes.push_back(lane_of(mailer, true));
    if (kind == WorkOrder::Kind::command || kind == WorkOrder::Kind::notices) return lanes;
    lanes.push_back(lane_of(media));
    lanes.push_back(lane_of(errands));
    lanes.push_back(lane_of(deadlines));
    lanes.push_back(lane_of(daily_head));
    lanes.push_back(lane_of(time_stamps));
    if (kind == WorkOrder::Kind::service) lanes.push_back(lane_of(alarms));
    return lanes;
  }

  work::LoopOutside outside() {
    return {[this](std::chrono::milliseconds longest) { return wire.poll(longest); },
            [this] { return wire.under_way() > 0; },
            [this] { return office.steady_now(); },
            [](std::chrono::nanoseconds time) { std::this_thread::sleep_for(time); },
            [this] {
              const auto db = office.read();
              return store::data_version(db);
            },
            [this] { lock.give_sign(); }};
  }

  work::LoopSettings settings(const WorkOrder& order) {
    using Kind = WorkOrder::Kind;
    work::LoopSettings settings;
    settings.stays = order.kind == Kind::service;
    if (order.kind == Kind::command) settings.most_waits = most_waits;
    if (order.kind == Kind::notices) {
      settings.rests_shortly = [this] { return rests_shortly(); };
      settings.tell_pause = look_again;
    }
    settings.stop = order.stop;
    settings.told = order.told;
    return settings;
  }

  /// A running notice rests for less than a minute: a rate code, people who had much lately.
  bool rests_shortly() const {
    if (!notices.any_running() || gate.stopped()) return false;
    const auto db = office.read();
    return store::waits_shortly(db, office.real_now(), soon);
  }

  /// Waits for the lock as long as the order does. False: another process has it.
  bool take_lock(const WorkOrder& order, PassResult& result) {
    const bool waits = order.kind == WorkOrder::Kind::service;
    std::optional<std::chrono::steady_clock::time_point> looked_at;
    while (!lock.take()) {
      const auto now = office.steady_now();
      if (!looked_at || now - *looked_at >= alarm_pause) {
        looked_at = now;
        tell_of_holder(order, result);
      }
      if (!waits || (order.stop && order.stop())) return false;
      std::this_thread::sleep_for(look_again);
    }
    return true;
  }

  /// A holder that is stopped keeps everybody from sending, and raises no alarm itself.
  void tell_of_holder(const WorkOrder& order, PassResult& result) {
    if (order.kind == WorkOrder::Kind::command) return;
    auto words = find_stalled_sender(office);
    if (!words) return;
    auto db = office.write_upkeep(work::worker_actor);
    if (!store::begin_alarm(db, "sender")) return;
    db.commit();
    result.alarms.push_back(std::move(*words));
    if (!order.told) return;
    order.told(result);
    if (order.kind == WorkOrder::Kind::service) result = {};
  }

  Office::Local& office;
  work::Wire wire;
  work::SenderLock lock;
  work::Gate gate;
  work::Notices notices;
  work::Uploads uploads;
  work::Sender sender;
  work::Mailer mailer;
  work::MediaFetcher media;
  work::Errands errands;
  work::Deadlines deadlines;
  work::DailyHead daily_head;
  work::TimeStamps time_stamps;
  work::Automatic automatic;
  work::Alarms alarms;
};

Worker::Worker(Office& office) : impl_(std::make_unique<Impl>(office)) {
}
Worker::~Worker() = default;
Worker::Worker(Worker&&) noexcept = default;

void PassResult::add(const PassResult& more) {
  sent += more.sent;
  failed += more.failed;
  uncertain += more.uncertain;
  letters += more.letters;
  postponed += more.postponed;
  parked += more.parked;
  media_stored += more.media_stored;
  media_lost += more.media_lost;
  expired += more.expired;
  closed += more.closed;
  notice_messages += more.notice_messages;
  notices.insert(notices.end(), more.notices.begin(), more.notices.end());
  blocks += more.blocks;
  alarms.insert(alarms.end(), more.alarms.begin(), more.alarms.end());
  stopped = stopped || more.stopped;
}

PassResult Worker::run(const WorkOrder& order) {
  using Kind = WorkOrder::Kind;
  struct GiveBack {
    work::SenderLock& lock;
    ~GiveBack() { lock.give_back(); }
  };
  PassResult found;
  if (!impl_->take_lock(order, found)) return found;
  const GiveBack give_back{impl_->lock};
  work::doubt_copy(impl_->office, impl_->lock.last_seen(), found);
  impl_->lock.trust();
  impl_->sender.recover(found);
  impl_->mailer.recover(found);
  if (order.kind == Kind::command) {
    impl_->sender.serve_clerk();
    impl_->mailer.serve_clerk();
  }
  impl_->media.recover();
  work::Loop loop(impl_->lanes(order.kind), impl_->outside(), impl_->settings(order));
  PassResult done = loop.run(std::move(found));
  done.had_lock = true;
  PassResult last;
  if (order.kind == Kind::notices) impl_->notices.look(last, true);
  if (order.kind == Kind::notices || order.kind == Kind::pass) impl_->alarms.start_due(last);
  if (order.told && last.did_something()) order.told(last);
  impl_->lock.sign();
  last.stopped = done.stopped;
  done.add(last);
  return done;
}

}  // namespace urp
