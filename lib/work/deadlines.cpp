#include "work/deadlines.hpp"

#include "domain/claims.hpp"
#include "store/answers.hpp"
#include "store/blocks.hpp"
#include "store/outbox.hpp"
#include "store/ticket_changes.hpp"
#include "store/untouched.hpp"
#include "work/actor.hpp"

namespace urp::work {
namespace {

constexpr std::chrono::minutes pause{1};
constexpr int batch = 50;

}  // namespace

bool Deadlines::start_due(PassResult& result) {
  const auto steady = office_->steady_now();
  if (clock_.is_ahead(office_->real_now(), steady)) return false;
  if (looked_at_ && steady - *looked_at_ < pause) return false;
  const bool more_claims = lapse_claims();
  const bool more_parked = expire_parked(result);
  const bool more_blocks = begin_blocks_again() || end_blocks();
  const bool more_silent = close_silent(result);
  const bool more = more_claims || more_parked || more_blocks || more_silent;
  if (!more) looked_at_ = steady;
  return more;
}

bool Deadlines::lapse_claims() {
  const TimePoint until = claims_lapse_until(office_->options.settings, office_->zone, office_->now());
  {
    const auto db = office_->read();
    if (store::list_lapsed(db, until, office_->now(), 1).empty()) return false;
  }
  auto db = office_->write_upkeep(worker_actor);
  const int lapsed = store::lapse_claims(db, until, batch);
  db.commit();
  return lapsed == batch;
}

/// Back to the office: the citizen has not written, so somebody must find another way ([reply] park_expires).
bool Deadlines::expire_parked(PassResult& result) {
  const TimePoint until = office_->now() - office_->options.settings.reply.park_expires;
  {
    const auto db = office_->read();
    if (store::list_parked_until(db, until, 1).empty()) return false;
  }
  auto db = office_->write_upkeep(worker_actor);
  const auto expired = store::list_parked_until(db, until, batch);
  for (const auto& [message, ref] : expired) {
    if (!store::apply(db, message, DeliveryEvent::cancel)) continue;
    db.record("park_expired", ref.ticket, ref.number, store::give_turn_back(db, message));
    ++result.expired;
  }
  db.commit();
  return static_cast<int>(expired.size()) == batch;
}

/// Those that were for a time.
bool Deadlines::end_blocks() {
  {
    const auto db = office_->read();
    if (store::list_expired_blocks(db, office_->now(), 1).empty()) return false;
  }
  auto db = office_->write_upkeep(worker_actor);
  const auto expired = store::list_expired_blocks(db, office_->now(), batch);
  for (const auto contact : expired) {
    store::set_blocked(db, contact, false, std::nullopt);
    store::want_block(db, contact, false);
    db.record("unblock", std::nullopt, std::nullopt, {{"contact", std::nullopt, to_string(contact)}});
  }
  db.commit();
  return static_cast<int>(expired.size()) == batch;
}

/// Set while the machine's clock was ahead, they would outlast what was meant by as much.
bool Deadlines::begin_blocks_again() {
  {
    const auto db = office_->read();
    if (store::list_blocks_to_come(db, office_->now(), 1).empty()) return false;
  }
  auto db = office_->write_upkeep(worker_actor);
  const auto to_come = store::list_blocks_to_come(db, office_->now(), batch);
  for (const auto contact : to_come) {
    const auto until = store::begin_block_again(db, contact);
    const auto word = until ? std::optional(std::to_string(until->time_since_epoch().count())) : std::nullopt;
    db.record("block", std::nullopt, std::nullopt,
              {{"contact", std::nullopt, to_string(contact)}, {"until", std::nullopt, word}});
  }
  db.commit();
  return static_cast<int>(to_come.size()) == batch;
}

/// The citizen does not answer ([desk] close_waiting); their next word takes it back, as with any case that
/// was closed lately.
bool Deadlines::close_silent(PassResult& result) {
  const TimePoint now = office_->now(), until = now - office_->options.settings.desk.close_waiting;
  {
    const auto db = office_->read();
    if (store::list_silent(db, until, now, 1).empty()) return false;
  }
  auto db = office_->write_upkeep(worker_actor);
  const auto silent = store::list_silent(db, until, now, batch);
  for (const auto ticket : silent) {
    db.record("close_silent", ticket, std::nullopt,
              store::move_ticket(db, ticket, ticket_move::Closed{Outcome::no_reply}).changes);
    ++result.closed;
  }
  db.commit();
  return static_cast<int>(silent.size()) == batch;
}

}  // namespace urp::work
