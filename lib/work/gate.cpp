#include "work/gate.hpp"

#include <algorithm>

#include "domain/back_off.hpp"
#include "whatsapp/faults.hpp"
#include "work/actor.hpp"

namespace urp::work {
namespace {

constexpr int calls_near = 80, calls_full = 100;  // percent of the account's allowance
constexpr std::chrono::minutes longest_probe_pause{15};

/// 60 s, then slower: 2, 4, 8, 15 minutes.
std::chrono::seconds probe_pause(int probes) {
  return back_off(probes, std::chrono::minutes(1), longest_probe_pause);
}

/// Also when the time that is stored is further off than a pause may be: the clock was ahead.
bool is_due(TimePoint at, TimePoint now) {
  return at <= now || at > now + longest_probe_pause;
}

}  // namespace

bool Gate::start_due(PassResult& result) {
  std::vector<std::int64_t> numbers;
  {
    const auto db = office_->read();
    numbers = store::list_stopped(db);
  }
  if (numbers.empty()) result.stopped = false;  // also when somebody else started it again
  bool started = false;
  for (const auto number : numbers) started |= may_send(number, result);
  return started;
}

bool Gate::may_send(std::int64_t number, PassResult& result) {
  const auto channel = [&] {
    const auto db = office_->read();
    return store::get_channel(db, number);
  }();
  const std::string& token = wire_->token();
  if (token.empty()) {
    if (!channel.stopped_since) {
      auto db = office_->write_upkeep(worker_actor);
      store::stop_channel(db, number, {RefusalKind::account_trouble, 0, 0, wire_->trouble()}, {},
                          office_->real_now());
      db.commit();
    }
    stopped_ = result.stopped = true;
    return false;
  }
  if (!channel.stopped_since) {
    stopped_ = false;
    return true;
  }
  // Without a digest no token was tried: there was none (code 0), or a webhook stopped it and no token helps.
  const bool helps =
      channel.token_digest.empty() ? channel.code == 0 : wire_->token_digest() != channel.token_digest;
  if (helps) {  // somebody brought a new token
    start(number);
    result.stopped = false;
    return true;
  }
  stopped_ = result.stopped = true;
  if (probes_.empty() && is_due(channel.next_probe, office_->real_now())) probe(number, channel);
  return false;
}

void Gate::start(std::int64_t number) {
  auto db = office_->write_upkeep(worker_actor);
  store::start_channel(db, number);
  db.commit();
  stopped_ = false;
}

/// A GET of the number tells whether token and account are well again.
void Gate::probe(std::int64_t number, const store::Channel& channel) {
  {
    auto db = office_->write_upkeep(worker_actor);
    store::set_next_probe(db, number, office_->real_now() + probe_pause(channel.probes), channel.probes + 1);
    db.commit();
  }
  probes_.add(wire_->start(wire_->client().number_health()), number);
}

void Gate::finish(Ended& ended, PassResult& result) {
  probes_.finish(ended, [&](std::int64_t number, const RequestOutcome& outcome) {
    const auto health = outcome.kind == RequestOutcome::Kind::answered
                            ? whatsapp::number_health(outcome.answer)
                            : std::nullopt;
    if (!health || health->can_send == "BLOCKED") return;
    start(number);
    result.stopped = false;
  });
}

void Gate::stop(db::Writer& db, std::int64_t number, const Refusal& why, const std::string& token_digest,
                PassResult& result) {
  store::stop_channel(db, number, why, token_digest, office_->real_now());
  has_stopped(result);
}

void Gate::has_stopped(PassResult& result) {
  stopped_ = result.stopped = true;
}

void Gate::hold(db::Writer& db, std::int64_t number, std::chrono::seconds pause) {
  store::hold_channel(db, number, office_->real_now() + pause);
}

/// One round a second, and none when it is used up.
void Gate::slow_down(db::Writer& db, std::int64_t number, const Answer& answer) {
  const int used = whatsapp::usage_percent(answer);
  if (used < calls_near) return;
  const TimePoint until = office_->real_now() + std::chrono::seconds(used < calls_full ? 1 : 60);
  if (store::get_channel(db, number).hold_until < until) store::hold_channel(db, number, until);
}

}  // namespace urp::work
