#include "work/sender.hpp"

#include <algorithm>
#include <map>

#include "domain/because.hpp"
#include "domain/notice.hpp"
#include "store/attempts.hpp"
#include "store/blocks.hpp"
#include "store/contacts.hpp"
#include "store/messages.hpp"
#include "store/templates.hpp"
#include "store/windows.hpp"
#include "whatsapp/compose.hpp"
#include "work/actor.hpp"
#include "work/back_off.hpp"

namespace urp::work {
namespace {

using whatsapp::Verdict;

constexpr int fewest_in_flight = 8, most_in_flight = 64;
constexpr int candidates_looked_at = 64;
constexpr std::chrono::milliseconds claim_lead{20};
constexpr std::chrono::hours automatic_patience{24};

/// As far as we know: what was never heard of is for WhatsApp to say.
bool is_approved(const db::Access& db, const OutgoingTemplate& used) {
  const auto form = store::find_template(db, used.name, used.language);
  return !form || form->status == "APPROVED";
}

std::string_view attempt_outcome(Verdict::Kind kind) {
  switch (kind) {
    case Verdict::Kind::accepted:
      return "accepted";
    case Verdict::Kind::not_sent:
      return "not_sent";
    case Verdict::Kind::again:
    case Verdict::Kind::hold_peer:
    case Verdict::Kind::stop:
    case Verdict::Kind::failed:
      return "refused";
    case Verdict::Kind::uncertain:
      return "lost";
  }
  return "lost";
}

}  // namespace

Sender::Sender(const Office::Local& office, Wire& wire, Gate& gate, Notices& notices, Uploads& uploads)
    : office_(&office),
      wire_(&wire),
      gate_(&gate),
      notices_(&notices),
      uploads_(&uploads),
      pace_(office.options.settings.notice.rate) {
}

void Sender::recover(PassResult& result) {
  auto db = office_->write_upkeep(worker_actor);
  // All of them: a status may have moved the row on while its attempt had no answer.
  store::lose_open_attempts(db);
  for (const auto id : store::list_sending(db)) {
    if (store::apply(db, id, DeliveryEvent::found_sending)) ++result.uncertain;
  }
  pace_.begin(office_->steady_now(), store::count_attempts(db, office_->real_now(), std::chrono::seconds(1)));
  db.commit();
}

void Sender::serve_clerk() {
  const auto db = office_->read();
  last_ = store::last_message(db);
}

int Sender::free_places() const {
  // Half a second of the rate: an answer seldom takes longer.
  const int most = std::clamp(office_->options.settings.notice.rate / 2, fewest_in_flight, most_in_flight);
  return most - static_cast<int>(in_flight_.size() + ready_.size());
}

/// At most 20 ms of the rate, and not earlier than that.
int Sender::claims_ahead() const {
  return std::max(1, office_->options.settings.notice.rate / 50);
}

std::optional<std::chrono::nanoseconds> Sender::pause() {
  const auto now = office_->steady_now();
  if (!ready_.empty()) return pace_.next(now) - now;
  if (!paced_) return std::nullopt;
  return std::max<std::chrono::nanoseconds>(pace_.next(now) - now - claim_lead, std::chrono::nanoseconds(0));
}

bool Sender::start_due(PassResult& result) {
  clock_is_ahead_ = clock_.is_ahead(office_->real_now(), office_->steady_now());
  const bool moved = claim_due(result);
  return start_ready() || moved;
}

/// False, without a question to the database, when what is due is known to wait for its pace or for answers.
bool Sender::may_claim(std::chrono::steady_clock::time_point now) {
  if (free_places() <= 0) {
    paced_ = false;
    return false;
  }
  if (static_cast<int>(ready_.size()) >= claims_ahead()) return false;
  return !(paced_ && pace_.next(now) - now > claim_lead);
}

bool Sender::claim_due(PassResult& result) {
  const auto steady = office_->steady_now();
  if (!may_claim(steady)) return false;
  paced_ = false;
  bool moved = false;
  auto rows = take_due(result, moved);
  const int ahead = claims_ahead() - static_cast<int>(ready_.size());
  const bool soon = pace_.next(steady) - steady <= claim_lead;
  const int room = soon ? std::min(ahead, free_places()) : 0;
  std::vector<Notices::Wanted> people, others;
  if (notices_->any_running()) {
    const auto db = office_->read();
    people = notices_->next(db, true, std::max(room, 1));
    const int left = std::max(room, 1) - static_cast<int>(people.size() + rows.size());
    if (left > 0) others = notices_->next(db, false, left);
  }
  for (auto* chosen : {&people, &others}) {
    std::erase_if(*chosen, [&](const Notices::Wanted& one) { return !gate_->may_send(one.number, result); });
  }
  if (room <= 0) {
    paced_ = !(rows.empty() && people.empty() && others.empty());
    return moved;
  }
  // Urgent notices, then what clerks answered, then the other notices.
  const auto left = static_cast<std::size_t>(room) - std::min<std::size_t>(room, people.size());
  if (rows.size() > left) {
    rows.resize(left);
    paced_ = true;
  }
  people.insert(people.end(), others.begin(), others.end());
  if (rows.empty() && people.empty()) return moved;
  claim_all(rows, people, result);
  return true;
}

bool Sender::start_ready() {
  if (ready_.empty()) return false;
  if (gate_->stopped()) {
    give_back();
    return true;
  }
  const auto now = office_->steady_now();
  const int room = std::min(pace_.room(now), static_cast<int>(ready_.size()));
  if (room <= 0) return false;
  pace_.take(now, room);
  const auto client = wire_->client();
  const std::string digest = wire_->token_digest();
  for (int i = 0; i < room; ++i) {
    auto [sent, message] = std::move(ready_.front());
    ready_.pop_front();
    sent.token_digest = digest;
    in_flight_.add(wire_->start(client.send(whatsapp::compose_message(message))), std::move(sent));
  }
  return true;
}

/// Sending stopped between the claim and the first byte: they wait like the others.
void Sender::give_back() {
  auto db = office_->write_upkeep(worker_actor);
  for (const auto& [sent, message] : ready_) {
    store::end_attempt(db, sent.attempt, "not_sent", 0, 0, {});
    store::apply(db, sent.row.id, DeliveryEvent::not_sent);
  }
  db.commit();
  ready_.clear();
}

/// What may be claimed now; uploads that are wanted first are begun.
std::vector<store::OutgoingRow> Sender::take_due(PassResult& result, bool& moved) {
  const TimePoint real_now = office_->real_now();
  std::vector<store::OutgoingRow> due;
  {
    const auto db = office_->read();
    due = store::list_due(db, real_now, candidates_looked_at);
    std::erase_if(due, [&](const store::OutgoingRow& row) {
      return (last_ && row.id > *last_) ||
             store::count_attempts(db, real_now, person_span, row.contact) >= person_burst ||
             (row.notice != 0 && !notices_->may_leave(row.notice)) ||
             (clock_is_ahead_ && seems_too_late(db, row));
    });
  }
  std::map<std::int64_t, bool> allowed;  // by business number
  std::vector<store::OutgoingRow> rows;
  for (auto& row : due) {
    const auto known = allowed.find(row.number);
    const bool may = known != allowed.end() ? known->second : gate_->may_send(row.number, result);
    allowed[row.number] = may;
    // The file outside of the claim: it may take long, and may be repeated.
    if (may && uploads_->has_file(row, result, moved)) rows.push_back(std::move(row));
  }
  return rows;
}

/// By a clock that is ahead by mistake: it keeps until that is put right.
bool Sender::seems_too_late(const db::Access& db, const store::OutgoingRow& row) const {
  return row.needs_window() &&
         !open_window(store::window_closes(db, row.contact, row.number), office_->now());
}

/// Claims and tokens in one commit, before the first byte of any of them.
void Sender::claim_all(const std::vector<store::OutgoingRow>& rows,
                       const std::vector<Notices::Wanted>& people, PassResult& result) {
  std::vector<Ready> claimed;
  auto db = office_->write_upkeep(worker_actor);
  const auto take = [&](const store::OutgoingRow& row) {
    if (auto one = claim(db, row, result)) claimed.push_back(std::move(*one));
  };
  for (const auto& person : people) {
    if (const auto row = notices_->queue(db, person)) take(*row);
  }
  for (const auto& row : rows) take(row);
  db.commit();
  for (auto& one : claimed) ready_.push_back(std::move(one));
}

/// False: somebody said STOP, blocked, or let the window close while it waited; that is written down.
bool Sender::may_still_go(db::Writer& db, const store::OutgoingRow& row, bool window, PassResult& result) {
  if (row.needs_window() && !window) {
    const auto event = row.automatic ? DeliveryEvent::expired_unsent : DeliveryEvent::window_is_closed;
    const MessageError why = because(Reason::window_closed);
    if (store::apply(db, row.id, event, row.automatic ? std::optional(why) : std::nullopt)) {
      ++(row.automatic ? result.failed : result.parked);
    }
    return false;
  }
  if (row.notice != 0) return notices_->may_go(db, row);
  if (row.in_ticket() || !store::is_blocked(db, row.contact)) return true;
  store::apply(db, row.id, DeliveryEvent::cancel);
  return false;
}

/// Before any byte of the message left.
void Sender::fail(db::Writer& db, const store::OutgoingRow& row, const MessageError& why,
                  PassResult& result) {
  if (store::apply(db, row.id, DeliveryEvent::expired_unsent, why)) ++result.failed;
}

std::optional<Sender::Ready> Sender::claim(db::Writer& db, const store::OutgoingRow& row,
                                           PassResult& result) {
  const auto window = open_window(store::window_closes(db, row.contact, row.number), office_->now());
  if (!may_still_go(db, row, window.has_value(), result)) return std::nullopt;
  Ready ready;
  auto& [sent, message] = ready;
  message.content = store::outgoing_content(db, row);
  if (const auto* used = std::get_if<OutgoingTemplate>(&message.content); used && !is_approved(db, *used)) {
    const MessageError why = because(Reason::template_not_approved);
    if (row.notice != 0) {
      notices_->stop(db, row.notice, why.message, 0, result);
    } else {
      fail(db, row, why, result);
    }
    return std::nullopt;
  }
  // The row may have been read before two records of one person joined.
  const auto contact = store::living_contact(db, row.contact);
  const auto address = store::current_address(db, contact);
  if (!address.known()) {
    fail(db, row, {0, "no_address"}, result);
    return std::nullopt;
  }
  if (!store::apply(db, row.id, DeliveryEvent::claim)) return std::nullopt;  // cancelled in this moment
  if (!window) notices_->count_opened(db, row.contact);
  const auto attempt = store::open_attempt(db, row.id, row.contact, !window);
  sent.row = row;
  sent.attempt = attempt.id;
  sent.phone = address.phone;
  message.token = attempt.token;
  message.phone = address.phone;
  message.user_id = address.user_id;
  message.quoted_wamid = row.quoted_wamid;
  return ready;
}

void Sender::finish(Ended& ended, PassResult& result) {
  start_ready();
  const auto ours = [this](const auto& one) { return in_flight_.find(one.first) != nullptr; };
  if (std::none_of(ended.begin(), ended.end(), ours)) return;
  PassResult settled;
  {
    auto db = office_->write_upkeep(worker_actor);
    for (const auto& [id, outcome] : ended) {
      const auto* sent = in_flight_.find(id);
      if (sent == nullptr) continue;
      settle_alone(db, *sent, outcome, settled);
      if (outcome.kind == RequestOutcome::Kind::answered)
        gate_->slow_down(db, sent->row.number, outcome.answer);
    }
    db.commit();
  }
  result.add(settled);
  in_flight_.take_out(ended);
}

/// Behind a savepoint: an answer that cannot be written as it is (its wamid is another message's) takes none
/// of the others with it. What became of its own message is not known then.
void Sender::settle_alone(db::Writer& db, const Sent& sent, const RequestOutcome& outcome,
                          PassResult& result) {
  auto verdict = whatsapp::judge_send(outcome);
  try {
    db::Savepoint part(db);
    PassResult settled;
    settle(db, sent, verdict, settled);
    part.release();
    result.add(settled);
    return;
  } catch (const db::ContentError&) {
    verdict.kind = Verdict::Kind::uncertain;
    verdict.wamid.clear();
  }
  settle(db, sent, verdict, result);
}

void Sender::settle(db::Writer& db, const Sent& sent, const Verdict& verdict, PassResult& result) {
  const auto& row = sent.row;
  PassResult ignored;  // what becomes of a notice's messages is told with the notice
  if (row.notice != 0) ++result.notice_messages;
  auto& figures = row.notice != 0 ? ignored : result;
  store::end_attempt(db, sent.attempt, attempt_outcome(verdict.kind), verdict.http, verdict.refusal.code,
                     verdict.wamid);
  switch (verdict.kind) {
    case Verdict::Kind::accepted:
      store::apply(db, row.id, DeliveryEvent::accepted);
      store::set_wamid(db, row.id, row.number, verdict.wamid);
      store::release_person(db, row.contact);
      learn_number(db, sent, verdict.wa_id);
      ++figures.sent;
      break;
    case Verdict::Kind::not_sent:
      again_later(db, sent, DeliveryEvent::not_sent, verdict, figures);
      break;
    case Verdict::Kind::again: {
      const auto pause = pause_before_next(verdict.retry_after, row.tries);
      gate_->hold(db, row.number, pause);
      pace_.slow_down(office_->steady_now());
      again_later(db, sent, DeliveryEvent::again, verdict, figures);
      break;
    }
    case Verdict::Kind::hold_peer:
      store::hold_person(db, row.contact, office_->real_now());
      if (store::apply(db, row.id, DeliveryEvent::again) && !gives_up(db, sent, verdict, figures))
        ++figures.postponed;
      break;
    case Verdict::Kind::stop:
      heed(db, sent, verdict.refusal, result);
      store::apply(db, row.id, DeliveryEvent::stop);
      gate_->has_stopped(result);
      break;
    case Verdict::Kind::failed:
      store::forget_upload(db, row);  // perhaps it was that: a resend brings it again
      heed(db, sent, verdict.refusal, result);
      store::apply(db, row.id, DeliveryEvent::refused, verdict.refusal);
      ++figures.failed;
      break;
    case Verdict::Kind::uncertain:
      if (store::apply(db, row.id, DeliveryEvent::lost)) ++figures.uncertain;
      break;
  }
}

/// What it means for everybody else; a notice that it would meet again and again stops, and says so.
void Sender::heed(db::Writer& db, const Sent& sent, const Refusal& refusal, PassResult& result) {
  const auto& row = sent.row;
  if (row.notice != 0 && stops_notice(refusal.kind))
    notices_->stop(db, row.notice, refusal.words, refusal.code, result);
  store::heed_refusal(db, row, refusal, office_->now(), sent.token_digest);
}

/// Brazil, Mexico and Argentina write numbers in two ways: what the person writes from is
/// WhatsApp's.
void Sender::learn_number(db::Writer& db, const Sent& sent, const std::string& wa_id) {
  if (wa_id.empty() || sent.phone.empty() || wa_id == sent.phone) return;
  const auto contact = store::living_contact(db, sent.row.contact);
  std::vector<Change> changes = {{"contact", std::nullopt, to_string(contact)}};
  if (!store::learn_wa_id(db, contact, wa_id, office_->now(), changes)) {
    changes.push_back({"phone_of_another", std::nullopt, wa_id});
  }
  db.record("identity", std::nullopt, std::nullopt, changes);
}

/// What no clerk wrote is not tried for ever.
bool Sender::gives_up(db::Writer& db, const Sent& sent, const Verdict& verdict, PassResult& result) {
  const auto& row = sent.row;
  if (!row.automatic || clock_is_ahead_) return false;
  if (office_->real_now() - row.queued_at <= automatic_patience) return false;
  store::apply(db, row.id, DeliveryEvent::expired_unsent, because(Reason::unreachable, verdict.refusal.code));
  ++result.failed;
  return true;
}

void Sender::again_later(db::Writer& db, const Sent& sent, DeliveryEvent event, const Verdict& verdict,
                         PassResult& result) {
  const auto& row = sent.row;
  if (!store::apply(db, row.id, event)) return;  // a status was quicker than the answer
  if (gives_up(db, sent, verdict, result)) return;
  store::postpone(db, row.id, office_->real_now() + pause_before_next(verdict.retry_after, row.tries),
                  row.tries + 1);
  ++result.postponed;
}

}  // namespace urp::work
