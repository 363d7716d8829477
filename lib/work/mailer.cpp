#include "work/mailer.hpp"

#include <algorithm>

#include "db/random.hpp"
#include "domain/back_off.hpp"
#include "domain/hash.hpp"
#include "domain/say.hpp"
#include "office/plugin.hpp"
#include "work/actor.hpp"
#include "work/dossier.hpp"

namespace urp::work {
namespace {

constexpr std::size_t most_in_flight = 2;
constexpr int batch = 8;
constexpr std::chrono::minutes reminder_pause{1}, rest_of_trouble{1}, patience_for_media{2};
constexpr std::chrono::hours patience{24 * 3};
constexpr Seconds first_pause{30}, longest_pause{3600};
constexpr std::chrono::minutes time_of_letter{10}, patience_before_dot{5};
constexpr std::chrono::seconds clerks_patience{30};

/// What the server said, or why it never spoke.
std::string words_of(const RequestOutcome& outcome) {
  return outcome.why.empty() ? outcome.answer.body : outcome.why;
}

bool was_taken(const RequestOutcome& outcome) {
  return outcome.answer.status >= 200 && outcome.answer.status < 300;
}
bool was_refused(const RequestOutcome& outcome) {
  return outcome.answer.status >= 500;
}

std::string_view attempt_outcome(const RequestOutcome& outcome) {
  switch (outcome.kind) {
    case RequestOutcome::Kind::not_sent:
      return "not_sent";
    case RequestOutcome::Kind::lost:
      return "lost";
    case RequestOutcome::Kind::answered:
      break;
  }
  return was_taken(outcome) ? "accepted" : "refused";
}

DeliveryEvent event_of(const RequestOutcome& outcome) {
  switch (outcome.kind) {
    case RequestOutcome::Kind::not_sent:
      return DeliveryEvent::not_sent;
    case RequestOutcome::Kind::lost:
      return DeliveryEvent::lost;
    case RequestOutcome::Kind::answered:
      break;
  }
  if (was_taken(outcome)) return DeliveryEvent::accepted;
  return was_refused(outcome) ? DeliveryEvent::refused : DeliveryEvent::again;
}

}  // namespace

void queue_reminders(const Office::Local& office, db::Writer& db, int limit) {
  const auto& mail = office.options.settings.mail;
  if (mail.url.empty() || mail.remind.count() == 0) return;
  for (const auto& overdue :
       store::list_overdue_dispatches(db, office.now(), office.now() - mail.remind, limit)) {
    store::add_letter(db, overdue.dispatch, "reminder");
    db.record("remind", overdue.ticket, std::nullopt, {{"service", std::nullopt, overdue.service}});
  }
}

void Mailer::recover(PassResult& result) {
  {
    const auto db = office_->read();
    if (store::count_letters(db, Delivery::sending) == 0) return;
  }
  auto db = office_->write_upkeep(worker_actor);
  result.uncertain += store::lose_open_letters(db);
  db.commit();
}

void Mailer::serve_clerk() {
  const auto db = office_->read();
  last_ = store::last_letter(db);
  for_clerk_ = true;
}

bool Mailer::start_due(PassResult& result) {
  const auto& mail = office_->options.settings.mail;
  clock_is_ahead_ = clock_.is_ahead(office_->real_now(), office_->steady_now());
  if (mail.url.empty() || in_flight_.size() >= most_in_flight) return false;
  const bool reminded = remind();
  if (rests_until_ && office_->steady_now() < *rests_until_) return reminded;
  std::vector<store::LetterRow> due;
  {
    const auto db = office_->read();
    due = store::list_due_letters(db, office_->real_now(), batch);
    std::erase_if(due, [&](const store::LetterRow& letter) {
      const auto age = std::chrono::abs(office_->real_now() - letter.queued_at);  // a clock that was ahead
      return (last_ && letter.id > *last_) || (age < patience_for_media && waits_for_media(db, letter));
    });
  }
  bool started = reminded;
  for (const auto& letter : due) {
    if (in_flight_.size() >= most_in_flight) break;
    started |= start(letter, result);
    if (rests_until_ && office_->steady_now() < *rests_until_) break;
  }
  return started;
}

/// A service past its term hears of it once in [mail] remind.
bool Mailer::remind() {
  const auto& settings = office_->options.settings;
  const auto steady = office_->steady_now();
  if (settings.mail.remind.count() == 0 || clock_is_ahead_ ||
      (looked_at_ && steady - *looked_at_ < reminder_pause))
    return false;
  looked_at_ = steady;
  const TimePoint now = office_->now();
  {
    const auto db = office_->read();
    if (store::list_overdue_dispatches(db, now, now - settings.mail.remind, 1).empty()) return false;
  }
  auto db = office_->write_upkeep(worker_actor);
  queue_reminders(*office_, db, batch);
  db.commit();
  return true;
}

/// Nothing leaves for a while; the letter says why, and the alarms say it to who does not look.
void Mailer::wait_for(const store::LetterRow& letter, const std::string& trouble) {
  rests_until_ = office_->steady_now() + rest_of_trouble;
  if (for_clerk_) return;
  auto db = office_->write_upkeep(worker_actor);
  store::postpone_letter(db, letter.id, office_->real_now() + rest_of_trouble, MessageError{0, trouble});
  db.commit();
}

/// Written before it is claimed: what cannot be written was never tried.
bool Mailer::start(const store::LetterRow& letter, PassResult& result) {
  const auto& mail = office_->options.settings.mail;
  std::string secret;
  try {
    if (!mail.user.empty() && !mail.password_file.empty())
      secret = read_secret(mail.password_file, "mail.password_file");
  } catch (const Error& trouble) {
    wait_for(letter, trouble.what());
    return false;
  }
  if (compose_ == nullptr) compose_ = mail_function<ComposeLetter>(compose_letter_name);
  const std::string token = hex(db::random_bytes(16));
  OutgoingRequest request;
  Letter written;
  {
    const auto db = office_->read();
    written = write_letter(*office_, db, letter, token);
  }
  if (written.to.mail.empty())
    return refuse(letter, _("the service has no mail address in urp.toml"), result);
  compose_(written, request.body);
  request.method = "MAIL";
  request.url = mail.url;
  request.timeout = time_of_letter;
  request.submission.push_back({mail.from, written.to.mail, mail.user, secret, mail.ca_file.string(),
                                for_clerk_ ? clerks_patience : patience_before_dot});
  auto db = office_->write_upkeep(worker_actor);
  if (!store::claim_letter(db, letter, token)) return true;  // it changed meanwhile: written anew
  db.commit();
  in_flight_.add(wire_->start(std::move(request)), {letter.id, letter.tries, letter.queued_at, token});
  return true;
}

bool Mailer::refuse(const store::LetterRow& letter, const std::string& why, PassResult& result) {
  auto db = office_->write_upkeep(worker_actor);
  if (!store::apply_letter(db, letter.id, DeliveryEvent::expired_unsent, MessageError{0, why})) return false;
  db.commit();
  ++result.failed;
  return true;
}

void Mailer::finish(Ended& ended, PassResult& result) {
  in_flight_.finish(ended, [&](const Flying& flying, const RequestOutcome& outcome) {
    PassResult settled;
    settle(flying, outcome, settled);
    result.add(settled);
  });
}

void Mailer::settle(const Flying& flying, const RequestOutcome& outcome, PassResult& result) {
  const MessageError error{outcome.answer.status, words_of(outcome)};
  const TimePoint real_now = office_->real_now();
  auto db = office_->write_upkeep(worker_actor);
  store::end_letter_attempt(db, flying.token, attempt_outcome(outcome), outcome.answer.status);
  auto to = store::apply_letter(db, flying.letter, event_of(outcome), error);
  if (to == Delivery::queued) {
    if (real_now - flying.queued_at > patience && !clock_is_ahead_) {
      to = store::apply_letter(db, flying.letter, DeliveryEvent::expired_unsent, error);
    } else {
      store::postpone_letter(db, flying.letter, real_now + back_off(flying.tries, first_pause, longest_pause),
                             error);
    }
  }
  db.commit();
  if (to == Delivery::sent) ++result.letters;
  if (to == Delivery::failed) ++result.failed;
  if (to == Delivery::uncertain) ++result.uncertain;
  if (to == Delivery::queued) ++result.postponed;
  // The server is away, does not know us, or is not the one we trust: that concerns every letter.
  if (outcome.kind == RequestOutcome::Kind::not_sent) rests_until_ = office_->steady_now() + rest_of_trouble;
}

}  // namespace urp::work
