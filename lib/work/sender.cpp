#include "work/sender.hpp"

#include <algorithm>

#include "domain/hash.hpp"
#include "domain/say.hpp"
#include "store/contacts.hpp"
#include "store/media.hpp"
#include "store/templates.hpp"
#include "whatsapp/compose.hpp"

namespace urp::work {
namespace {

using whatsapp::Verdict;

constexpr std::size_t most_in_flight = 8, most_uploads = 2;
constexpr int candidates_looked_at = 64;
constexpr std::chrono::seconds person_span{
    30};  // five messages in 30 s: one in six, with a burst (facts 6.4)
constexpr int person_burst = 5;
constexpr std::chrono::seconds longest_back_off{300};
constexpr std::chrono::hours automatic_patience{24};

std::chrono::seconds back_off(int tries) {
  return std::min(longest_back_off, std::chrono::seconds(1LL << std::min(tries, 9)));
}

/// 60 s, then slower: 2, 4, 8, 15 minutes.
std::chrono::seconds probe_pause(int probes) {
  return std::min<std::chrono::seconds>(std::chrono::minutes(15),
                                        std::chrono::seconds(60LL << std::min(probes, 4)));
}

/// The template is missing, paused or disabled, or has other parameters than we know.
bool says_templates_changed(std::int64_t code) {
  return code == 132000 || code == 132001 || code == 132015 || code == 132016;
}

/// As far as we know: what was never heard of is for WhatsApp to say.
bool is_approved(const store::Access& db, const OutgoingTemplate& used) {
  for (const auto& form : store::find_templates(db, used.name)) {
    if (form.language == used.language) return form.status == "APPROVED";
  }
  return true;
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

const std::string& TokenSource::current() {
  const TimePoint now = office_->real_now();
  if (!token_.empty() && now - read_at_ < std::chrono::seconds(1)) return token_;
  read_at_ = now;
  token_.clear();
  trouble_.clear();
  const auto& options = office_->options;
  try {
    if (options.secrets.token) {
      token_ = *options.secrets.token;
    } else if (options.settings.whatsapp.token_file.empty()) {
      trouble_ = _("whatsapp.token_file is missing");
    } else {
      token_ = read_secret(options.settings.whatsapp.token_file, "whatsapp.token_file");
    }
  } catch (const Error& error) {
    trouble_ = error.what();  // told through the stopped channel: a missing token must not end the worker
  }
  return token_;
}

Sender::Sender(const Office::Local& office, Transport& transport, TokenSource& token, RequestId& next_request)
    : office_(&office), transport_(&transport), token_(&token), next_request_(&next_request) {
}

void Sender::recover(PassResult& result) {
  auto db = office_->write_upkeep(worker_actor);
  // All of them: a status may have moved the row on while its attempt had no answer.
  store::lose_open_attempts(db);
  for (const auto id : store::list_sending(db)) {
    if (store::apply(db, id, DeliveryEvent::found_sending)) ++result.uncertain;
  }
  db.commit();
}

bool Sender::may_send(std::int64_t number, PassResult& result) {
  const auto channel = [&] {
    store::Reader db(*office_->store);
    return store::get_channel(db, number);
  }();
  const std::string& token = token_->current();
  if (token.empty()) {
    if (!channel.stopped_since) {
      auto db = office_->write_upkeep(worker_actor);
      store::stop_channel(db, number, 0, 0, token_->trouble(), {}, office_->real_now());
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
  const bool helps = channel.token_digest.empty() ? channel.code == 0 : sha256(token) != channel.token_digest;
  if (helps) {  // somebody brought a new token
    auto db = office_->write_upkeep(worker_actor);
    store::start_channel(db, number);
    db.commit();
    stopped_ = result.stopped = false;
    return true;
  }
  stopped_ = result.stopped = true;
  if (probe_ == 0 && office_->real_now() >= channel.next_probe) probe(number, channel);
  return false;
}

/// Never tried by sending: a GET of the number tells whether token and account are well again.
void Sender::probe(std::int64_t number, const store::Channel& channel) {
  {
    auto db = office_->write_upkeep(worker_actor);
    store::set_next_probe(db, number, office_->real_now() + probe_pause(channel.probes), channel.probes + 1);
    db.commit();
  }
  const whatsapp::Client client(office_->options.settings.whatsapp, token_->current(), office_->user_agent());
  probe_ = ++*next_request_;
  probed_number_ = number;
  transport_->start(probe_, client.number_health());
}

bool Sender::start_due(PassResult& result) {
  paced_ = false;
  if (in_flight_.size() >= most_in_flight) return false;
  const TimePoint real_now = office_->real_now();
  std::vector<store::OutgoingRow> due;
  std::vector<std::int64_t> stopped;
  {
    store::Reader db(*office_->store);
    due = store::list_due(db, real_now, candidates_looked_at);
    stopped = store::list_stopped(db);
  }
  bool started_again = false;
  for (const auto number : stopped) started_again |= may_send(number, result);
  if (started_again) return true;  // look again: what was held back is due now
  bool moved = false;
  for (const auto& row : due) {
    if (in_flight_.size() >= most_in_flight) break;
    if (!may_send(row.number, result)) break;
    {
      store::Reader db(*office_->store);
      paced_ = store::count_attempts(db, real_now) >= office_->options.settings.notice.rate;
      if (paced_) break;
      if (store::count_attempts(db, real_now - person_span, row.contact) >= person_burst) continue;
    }
    if (is_uploading(row.id)) continue;
    // Outside of the claim: it may take long, and may be repeated.
    const auto wanted = store::wanted_upload(store::Reader(*office_->store), row, real_now);
    moved |= wanted ? start_upload(row, *wanted, result) : claim(row, result);
  }
  return moved;
}

bool Sender::is_uploading(MessageId message) const {
  return std::any_of(uploads_.begin(), uploads_.end(),
                     [message](const auto& upload) { return upload.second.row.id == message; });
}

bool Sender::start_upload(const store::OutgoingRow& row, const store::WantedUpload& wanted,
                          PassResult& result) {
  if (uploads_.size() >= most_uploads) return false;
  const auto file = store::media_path(*office_->store, wanted.sha256);
  std::error_code error;
  if (!std::filesystem::exists(file, error)) {
    auto db = office_->write_upkeep(worker_actor);
    fail(db, row, {0, "file_missing"}, result);
    db.commit();
    return true;
  }
  const std::string& token = token_->current();
  const whatsapp::Client client(office_->options.settings.whatsapp, token, office_->user_agent());
  const RequestId id = ++*next_request_;
  uploads_.emplace(id, UploadInFlight{row, wanted, sha256(token)});
  transport_->start(id, client.upload(file.string(), wanted.file_name, wanted.mime_type));
  return true;
}

void Sender::finish_upload(const UploadInFlight& sent, const Verdict& verdict, PassResult& result) {
  auto db = office_->write_upkeep(worker_actor);
  const auto& row = sent.row;
  const TimePoint real_now = office_->real_now();
  switch (verdict.kind) {
    case Verdict::Kind::accepted:
      store::keep_upload(db, row.number, sent.wanted, verdict.wamid);
      break;
    case Verdict::Kind::stop:
      store::stop_channel(db, row.number, verdict.code, verdict.subcode, verdict.details, sent.token_digest,
                          real_now);
      stopped_ = result.stopped = true;
      break;
    case Verdict::Kind::failed:
      fail(db, row, {verdict.code, verdict.details}, result);
      break;
    case Verdict::Kind::again:
      store::hold_channel(db, row.number, real_now + verdict.retry_after.value_or(back_off(row.tries)));
      [[fallthrough]];
    case Verdict::Kind::not_sent:
    case Verdict::Kind::hold_peer:
    case Verdict::Kind::uncertain:
      store::postpone(db, row.id, real_now + verdict.retry_after.value_or(back_off(row.tries)),
                      row.tries + 1);
      ++result.postponed;
      break;
  }
  db.commit();
}

/// Before any byte of the message left.
void Sender::fail(store::Writer& db, const store::OutgoingRow& row, const MessageError& why,
                  PassResult& result) {
  if (store::apply(db, row.id, DeliveryEvent::expired_unsent, why)) ++result.failed;
}

bool Sender::claim(const store::OutgoingRow& row, PassResult& result) {
  OutgoingMessage message;
  InFlight sent{row, 0, {}, {}};
  {
    auto db = office_->write_upkeep(worker_actor);
    if (row.needs_window() &&
        !open_window(store::window_closes(db, row.contact, row.number), office_->now())) {
      const auto event = row.automatic ? DeliveryEvent::expired_unsent : DeliveryEvent::window_is_closed;
      const MessageError why{0, "window_closed"};
      if (store::apply(db, row.id, event, row.automatic ? std::optional(why) : std::nullopt)) {
        ++(row.automatic ? result.failed : result.parked);
      }
      db.commit();
      return true;
    }
    message.content = store::outgoing_content(db, row);
    if (const auto* used = std::get_if<OutgoingTemplate>(&message.content); used && !is_approved(db, *used)) {
      fail(db, row, {0, "template_not_approved"}, result);
      db.commit();
      return true;
    }
    if (!store::apply(db, row.id, DeliveryEvent::claim)) return false;  // cancelled in this moment
    const auto attempt = store::open_attempt(db, row);
    sent.attempt = attempt.id;
    message.token = attempt.token;
    const auto address = store::current_address(db, row.contact);
    message.phone = address.phone;
    message.user_id = address.user_id;
    sent.phone = address.phone;
    db.commit();  // before the first byte
  }
  message.quoted_wamid = row.quoted_wamid;
  const std::string& token = token_->current();
  sent.token_digest = sha256(token);
  const whatsapp::Client client(office_->options.settings.whatsapp, token, office_->user_agent());
  const RequestId id = ++*next_request_;
  in_flight_.emplace(id, std::move(sent));
  transport_->start(id, client.send(whatsapp::compose_message(message)));
  return true;
}

bool Sender::finish(RequestId id, const RequestOutcome& outcome, PassResult& result) {
  if (id == probe_) {
    probe_ = 0;
    const auto health = outcome.kind == RequestOutcome::Kind::answered
                            ? whatsapp::number_health(outcome.answer)
                            : std::nullopt;
    const bool well = health && health->can_send != "BLOCKED";
    if (well) {
      auto db = office_->write_upkeep(worker_actor);
      store::start_channel(db, probed_number_);
      db.commit();
      stopped_ = result.stopped = false;
    }
    return true;
  }
  if (const auto upload = uploads_.find(id); upload != uploads_.end()) {
    finish_upload(upload->second, whatsapp::judge_upload(outcome), result);
    uploads_.erase(upload);
    return true;
  }
  const auto found = in_flight_.find(id);
  if (found == in_flight_.end()) return false;
  settle(found->second, whatsapp::judge_send(outcome), result);
  if (outcome.kind == RequestOutcome::Kind::answered) slow_down(found->second.row.number, outcome.answer);
  in_flight_.erase(found);  // only now: who could not write comes again with the same outcome
  return true;
}

/// The account nears its allowance of calls (facts 1.4): one round a second, and none when it is used up.
void Sender::slow_down(std::int64_t number, const Answer& answer) {
  constexpr int near = 80, full = 100;
  const int used = whatsapp::usage_percent(answer);
  if (used < near) return;
  auto db = office_->write_upkeep(worker_actor);
  const TimePoint until = office_->real_now() + std::chrono::seconds(used < full ? 1 : 60);
  if (store::get_channel(db, number).hold_until < until) store::hold_channel(db, number, until);
  db.commit();
}

void Sender::settle(const InFlight& sent, const Verdict& verdict, PassResult& result) {
  auto db = office_->write_upkeep(worker_actor);
  const auto& row = sent.row;
  store::end_attempt(db, sent.attempt, attempt_outcome(verdict.kind), verdict.http, verdict.code,
                     verdict.wamid);
  switch (verdict.kind) {
    case Verdict::Kind::accepted:
      store::apply(db, row.id, DeliveryEvent::accepted);
      store::set_wamid(db, row.id, row.number, verdict.wamid);
      store::release_person(db, row.contact);
      learn_number(db, sent, verdict.wa_id);
      ++result.sent;
      break;
    case Verdict::Kind::not_sent:
      again_later(db, sent, DeliveryEvent::not_sent, verdict, result);
      break;
    case Verdict::Kind::again: {
      const auto pause = verdict.retry_after.value_or(back_off(row.tries));
      store::hold_channel(db, row.number, office_->real_now() + pause);
      again_later(db, sent, DeliveryEvent::again, verdict, result);
      break;
    }
    case Verdict::Kind::hold_peer:
      store::hold_person(db, row.contact, office_->real_now());
      if (store::apply(db, row.id, DeliveryEvent::again)) ++result.postponed;
      break;
    case Verdict::Kind::stop:
      store::stop_channel(db, row.number, verdict.code, verdict.subcode, verdict.details, sent.token_digest,
                          office_->real_now());
      store::apply(db, row.id, DeliveryEvent::stop);
      stopped_ = result.stopped = true;
      break;
    case Verdict::Kind::failed:
      if (verdict.opts_out) {
        store::record_opt_out(db, row.contact, row.number, office_->now(), std::to_string(verdict.code));
      }
      store::forget_upload(db, row);  // perhaps it was that: a resend brings it again
      if (says_templates_changed(verdict.code)) store::set_templates_stale(db);
      if (verdict.closes_window) store::close_window(db, row.contact, row.number, office_->now());
      store::apply(db, row.id, DeliveryEvent::refused, MessageError{verdict.code, verdict.details});
      ++result.failed;
      break;
    case Verdict::Kind::uncertain:
      if (store::apply(db, row.id, DeliveryEvent::lost)) ++result.uncertain;
      break;
  }
  db.commit();
}

/// Brazil, Mexico and Argentina write numbers in two ways (facts 4.8): what the person writes from is
/// WhatsApp's.
void Sender::learn_number(store::Writer& db, const InFlight& sent, const std::string& wa_id) {
  if (wa_id.empty() || sent.phone.empty() || wa_id == sent.phone) return;
  std::vector<Change> changes = {{"contact", std::nullopt, to_string(sent.row.contact)}};
  if (!store::learn_wa_id(db, sent.row.contact, wa_id, office_->now(), changes)) {
    changes.push_back({"phone_of_another", std::nullopt, wa_id});
  }
  db.record("identity", std::nullopt, std::nullopt, changes);
}

void Sender::again_later(store::Writer& db, const InFlight& sent, DeliveryEvent event, const Verdict& verdict,
                         PassResult& result) {
  const auto& row = sent.row;
  if (!store::apply(db, row.id, event)) return;  // a status was quicker than the answer
  const TimePoint real_now = office_->real_now();
  if (row.automatic && real_now - row.queued_at > automatic_patience) {
    store::apply(db, row.id, DeliveryEvent::expired_unsent, MessageError{verdict.code, "unreachable"});
    ++result.failed;
    return;
  }
  store::postpone(db, row.id, real_now + verdict.retry_after.value_or(back_off(row.tries)), row.tries + 1);
  ++result.postponed;
}

}  // namespace urp::work
