#include "work/sender.hpp"

#include <unistd.h>

#include <algorithm>
#include <memory>

#include "domain/hash.hpp"
#include "domain/notice.hpp"
#include "domain/say.hpp"
#include "store/attempts.hpp"
#include "store/blocks.hpp"
#include "store/contacts.hpp"
#include "store/media_files.hpp"
#include "store/templates.hpp"
#include "store/windows.hpp"
#include "whatsapp/compose.hpp"

namespace urp::work {
namespace {

using whatsapp::Verdict;

constexpr int fewest_in_flight = 8, most_in_flight = 64;
constexpr std::size_t most_uploads = 2;
constexpr int candidates_looked_at = 64;
constexpr std::chrono::milliseconds claim_lead{20};
constexpr std::chrono::seconds longest_back_off{300};
constexpr std::chrono::hours automatic_patience{24};
constexpr std::chrono::seconds upload_pause{5};  // of a notice's file, after it failed

std::chrono::seconds back_off(int tries) {
  return std::min(longest_back_off, std::chrono::seconds(1LL << std::min(tries, 9)));
}

/// 60 s, then slower: 2, 4, 8, 15 minutes.
std::chrono::seconds probe_pause(int probes) {
  return std::min<std::chrono::seconds>(std::chrono::minutes(15),
                                        std::chrono::seconds(60LL << std::min(probes, 4)));
}

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
    : office_(&office),
      transport_(&transport),
      token_(&token),
      next_request_(&next_request),
      pace_(office.options.settings.notice.rate),
      notices_(office) {
}

void Sender::recover(PassResult& result) {
  auto db = office_->write_upkeep(worker_actor);
  // All of them: a status may have moved the row on while its attempt had no answer.
  store::lose_open_attempts(db);
  for (const auto id : store::list_sending(db)) {
    if (store::apply(db, id, DeliveryEvent::found_sending)) ++result.uncertain;
  }
  pace_.begin(office_->steady_now(),
              store::count_attempts(db, office_->real_now() - std::chrono::seconds(1)));
  db.commit();
}

bool Sender::may_send(std::int64_t number, PassResult& result) {
  const auto channel = [&] {
    db::Reader db(*office_->store);
    return store::get_channel(db, number);
  }();
  const std::string& token = token_->current();
  if (token.empty()) {
    if (!channel.stopped_since) {
      auto db = office_->write_upkeep(worker_actor);
      store::stop_channel(db, number, {RefusalKind::account_trouble, 0, 0, token_->trouble()}, {},
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

int Sender::free_places() const {
  // Half a second of the rate: an answer seldom takes longer.
  const int most = std::clamp(office_->options.settings.notice.rate / 2, fewest_in_flight, most_in_flight);
  return most - static_cast<int>(in_flight_.size() + ready_.size());
}

std::chrono::nanoseconds Sender::pause() {
  const auto now = office_->steady_now();
  if (!ready_.empty()) return pace_.next(now) - now;
  if (!paced_) return std::chrono::nanoseconds::max();
  return std::max<std::chrono::nanoseconds>(pace_.next(now) - now - claim_lead, std::chrono::nanoseconds(0));
}

bool Sender::start_due(PassResult& result) {
  const bool moved = claim_due(result);
  return start_ready() || moved;
}

bool Sender::claim_due(PassResult& result) {
  paced_ = false;
  bool moved = !leaves_notices_ && notices_.look(result);
  std::vector<std::int64_t> stopped;
  {
    db::Reader db(*office_->store);
    stopped = store::list_stopped(db);
  }
  bool started_again = false;
  for (const auto number : stopped) started_again |= may_send(number, result);
  if (started_again) return true;  // look again: what was held back is due now
  auto rows = take_due(result, moved);
  moved |= upload_for_notice(result);
  // At most 20 ms of the rate are claimed ahead, and not earlier than that.
  const auto steady = office_->steady_now();
  const int ahead = std::max(1, office_->options.settings.notice.rate / 50) - static_cast<int>(ready_.size());
  const bool soon = pace_.next(steady) - steady <= claim_lead;
  const int room = soon ? std::min(ahead, free_places()) : 0;
  std::vector<Notices::Wanted> people, others;
  if (notices_.any_running() && free_places() > 0) {
    db::Reader db(*office_->store);
    people = notices_.next(db, true, std::max(room, 1));
    const int left = std::max(room, 1) - static_cast<int>(people.size() + rows.size());
    if (left > 0) others = notices_.next(db, false, left);
  }
  for (auto* chosen : {&people, &others}) {
    std::erase_if(*chosen, [&](const Notices::Wanted& one) { return !may_send(one.number, result); });
  }
  if (room <= 0) {
    paced_ = free_places() > 0 && !(rows.empty() && people.empty() && others.empty());
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
  if (stopped_) {
    give_back();
    return true;
  }
  const auto now = office_->steady_now();
  const int room = std::min(pace_.room(now), static_cast<int>(ready_.size()));
  if (room <= 0) return false;
  pace_.take(now, room);
  const std::string& token = token_->current();
  const std::string digest = sha256(token);
  const whatsapp::Client client(office_->options.settings.whatsapp, token, office_->user_agent());
  for (int i = 0; i < room; ++i) {
    auto [sent, message] = std::move(ready_.front());
    ready_.pop_front();
    sent.token_digest = digest;
    const RequestId id = ++*next_request_;
    in_flight_.emplace(id, std::move(sent));
    transport_->start(id, client.send(whatsapp::compose_message(message)));
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
    db::Reader db(*office_->store);
    due = store::list_due(db, real_now, candidates_looked_at);
    std::erase_if(due, [&](const store::OutgoingRow& row) {
      return store::count_attempts(db, real_now - person_span, row.contact) >= person_burst ||
             (row.notice != 0 && !notices_.may_leave(row.notice));
    });
  }
  std::map<std::int64_t, bool> allowed;  // by business number
  std::vector<store::OutgoingRow> rows;
  for (auto& row : due) {
    const auto known = allowed.find(row.number);
    const bool may = known != allowed.end() ? known->second : may_send(row.number, result);
    allowed[row.number] = may;
    if (!may) continue;
    // Outside of the claim: it may take long, and may be repeated.
    const auto wanted =
        row.type == "text" ? std::nullopt : store::wanted_upload(db::Reader(*office_->store), row, real_now);
    if (!wanted) {
      rows.push_back(std::move(row));
    } else if (!is_uploading(wanted->sha256)) {
      moved |= start_upload({std::move(row), *wanted, {}}, result);
    }
  }
  return rows;
}

bool Sender::is_uploading(const std::string& sha256) const {
  return std::any_of(uploads_.begin(), uploads_.end(),
                     [&](const auto& upload) { return upload.second.wanted.sha256 == sha256; });
}

bool Sender::upload_for_notice(PassResult& result) {
  if (!notices_.any_running()) return false;
  const auto wanted = notices_.wanted_file(db::Reader(*office_->store));
  if (!wanted || is_uploading(wanted->upload.sha256) || office_->real_now() < upload_not_before_)
    return false;
  if (!may_send(wanted->number, result)) return false;
  return start_upload({{}, wanted->upload, {}, wanted->notice, wanted->number}, result);
}

/// Nothing when it is not there as it came: what somebody put into its place is not sent.
std::optional<ByteSource> Sender::open_file(const std::string& sha256) const {
  try {
    auto stored = store::open_media(*office_->store, sha256);
    if (!stored) return std::nullopt;
    const auto size = stored->size;
    const auto shared = std::make_shared<store::StoredMedia>(std::move(*stored));
    return ByteSource{size,
                      [shared](std::int64_t offset, char* buffer, std::size_t length) -> std::ptrdiff_t {
                        return ::pread(shared->file.get(), buffer, length, offset);
                      }};
  } catch (const Error&) {
    return std::nullopt;  // told by the message, which fails for it
  }
}

bool Sender::start_upload(UploadInFlight upload, PassResult& result) {
  if (uploads_.size() >= most_uploads) return false;
  auto file = open_file(upload.wanted.sha256);
  if (!file) {
    auto db = office_->write_upkeep(worker_actor);
    if (upload.notice != 0) {
      notices_.stop(db, upload.notice, "file_missing", 0, result);
    } else {
      fail(db, upload.row, {0, "file_missing"}, result);
    }
    db.commit();
    return true;
  }
  const std::string& token = token_->current();
  const whatsapp::Client client(office_->options.settings.whatsapp, token, office_->user_agent());
  const RequestId id = ++*next_request_;
  auto request = client.upload(std::move(*file), upload.wanted.file_name, upload.wanted.mime_type);
  upload.token_digest = sha256(token);
  if (upload.notice == 0) upload.number = upload.row.number;
  uploads_.emplace(id, std::move(upload));
  transport_->start(id, std::move(request));
  return true;
}

void Sender::finish_upload(const UploadInFlight& sent, const Verdict& verdict, PassResult& result) {
  auto db = office_->write_upkeep(worker_actor);
  const auto& row = sent.row;
  const TimePoint real_now = office_->real_now();
  switch (verdict.kind) {
    case Verdict::Kind::accepted:
      store::keep_upload(db, sent.number, sent.wanted, verdict.wamid);
      break;
    case Verdict::Kind::stop:
      store::stop_channel(db, sent.number, verdict.refusal, sent.token_digest, real_now);
      stopped_ = result.stopped = true;
      break;
    case Verdict::Kind::failed:
      if (sent.notice != 0) {
        notices_.stop(db, sent.notice, verdict.refusal.words.empty() ? "file_refused" : verdict.refusal.words,
                      verdict.refusal.code, result);
      } else {
        fail(db, row, verdict.refusal.error(), result);
      }
      break;
    case Verdict::Kind::again:
      store::hold_channel(db, sent.number, real_now + verdict.retry_after.value_or(back_off(row.tries)));
      [[fallthrough]];
    case Verdict::Kind::not_sent:
    case Verdict::Kind::hold_peer:
    case Verdict::Kind::uncertain:
      upload_not_before_ = real_now + verdict.retry_after.value_or(upload_pause);
      if (sent.notice != 0) break;
      store::postpone(db, row.id, real_now + verdict.retry_after.value_or(back_off(row.tries)),
                      row.tries + 1);
      ++result.postponed;
      break;
  }
  db.commit();
}

/// Before any byte of the message left.
void Sender::fail(db::Writer& db, const store::OutgoingRow& row, const MessageError& why,
                  PassResult& result) {
  if (store::apply(db, row.id, DeliveryEvent::expired_unsent, why)) ++result.failed;
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
    if (const auto row = notices_.queue(db, person)) take(*row);
  }
  for (const auto& row : rows) take(row);
  db.commit();
  for (auto& one : claimed) ready_.push_back(std::move(one));
}

std::optional<Sender::Ready> Sender::claim(db::Writer& db, const store::OutgoingRow& row,
                                           PassResult& result) {
  const auto window = open_window(store::window_closes(db, row.contact, row.number), office_->now());
  if (row.needs_window() && !window) {
    const auto event = row.automatic ? DeliveryEvent::expired_unsent : DeliveryEvent::window_is_closed;
    const MessageError why{0, "window_closed"};
    if (store::apply(db, row.id, event, row.automatic ? std::optional(why) : std::nullopt)) {
      ++(row.automatic ? result.failed : result.parked);
    }
    return std::nullopt;
  }
  if (row.notice != 0 && !notices_.may_go(db, row)) return std::nullopt;
  if (!row.in_ticket() && row.notice == 0 && store::is_blocked(db, row.contact)) {
    store::apply(db, row.id, DeliveryEvent::cancel);
    return std::nullopt;
  }
  Ready ready;
  auto& [sent, message] = ready;
  message.content = store::outgoing_content(db, row);
  if (const auto* used = std::get_if<OutgoingTemplate>(&message.content); used && !is_approved(db, *used)) {
    if (row.notice != 0) {
      notices_.stop(db, row.notice, "template_not_approved", 0, result);
    } else {
      fail(db, row, {0, "template_not_approved"}, result);
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
  if (!window) notices_.count_opened(db, row.contact);
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
  std::vector<Ended> one = {{id, outcome}};
  finish_sends(one, result);
  return true;
}

void Sender::finish_sends(std::vector<Ended>& ended, PassResult& result) {
  const auto ours = [this](const Ended& one) { return in_flight_.contains(one.first); };
  if (std::none_of(ended.begin(), ended.end(), ours)) return;
  PassResult settled;
  {
    auto db = office_->write_upkeep(worker_actor);
    for (const auto& [id, outcome] : ended) {
      const auto found = in_flight_.find(id);
      if (found == in_flight_.end()) continue;
      settle(db, found->second, whatsapp::judge_send(outcome), settled);
      if (outcome.kind == RequestOutcome::Kind::answered)
        slow_down(db, found->second.row.number, outcome.answer);
    }
    db.commit();
  }
  // Only now: who could not write comes again with the same outcomes.
  result.add(settled);
  std::erase_if(ended, [this](const Ended& one) { return in_flight_.erase(one.first) > 0; });
}

/// The account nears its allowance of calls (facts 1.4): one round a second, and none when it is used up.
void Sender::slow_down(db::Writer& db, std::int64_t number, const Answer& answer) {
  constexpr int near = 80, full = 100;
  const int used = whatsapp::usage_percent(answer);
  if (used < near) return;
  const TimePoint until = office_->real_now() + std::chrono::seconds(used < full ? 1 : 60);
  if (store::get_channel(db, number).hold_until < until) store::hold_channel(db, number, until);
}

void Sender::settle(db::Writer& db, const InFlight& sent, const Verdict& verdict, PassResult& result) {
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
      const auto pause = verdict.retry_after.value_or(back_off(row.tries));
      store::hold_channel(db, row.number, office_->real_now() + pause);
      pace_.slow_down(office_->steady_now());
      again_later(db, sent, DeliveryEvent::again, verdict, figures);
      break;
    }
    case Verdict::Kind::hold_peer:
      store::hold_person(db, row.contact, office_->real_now());
      if (store::apply(db, row.id, DeliveryEvent::again)) ++figures.postponed;
      break;
    case Verdict::Kind::stop:
      heed(db, sent, verdict.refusal, result);
      store::apply(db, row.id, DeliveryEvent::stop);
      stopped_ = result.stopped = true;
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
void Sender::heed(db::Writer& db, const InFlight& sent, const Refusal& refusal, PassResult& result) {
  const auto& row = sent.row;
  if (row.notice != 0 && stops_notice(refusal.kind))
    notices_.stop(db, row.notice, refusal.words, refusal.code, result);
  store::heed_refusal(db, row, refusal, office_->now(), sent.token_digest);
}

/// Brazil, Mexico and Argentina write numbers in two ways (facts 4.8): what the person writes from is
/// WhatsApp's.
void Sender::learn_number(db::Writer& db, const InFlight& sent, const std::string& wa_id) {
  if (wa_id.empty() || sent.phone.empty() || wa_id == sent.phone) return;
  const auto contact = store::living_contact(db, sent.row.contact);
  std::vector<Change> changes = {{"contact", std::nullopt, to_string(contact)}};
  if (!store::learn_wa_id(db, contact, wa_id, office_->now(), changes)) {
    changes.push_back({"phone_of_another", std::nullopt, wa_id});
  }
  db.record("identity", std::nullopt, std::nullopt, changes);
}

void Sender::again_later(db::Writer& db, const InFlight& sent, DeliveryEvent event, const Verdict& verdict,
                         PassResult& result) {
  const auto& row = sent.row;
  if (!store::apply(db, row.id, event)) return;  // a status was quicker than the answer
  const TimePoint real_now = office_->real_now();
  if (row.automatic && real_now - row.queued_at > automatic_patience) {
    store::apply(db, row.id, DeliveryEvent::expired_unsent,
                 MessageError{verdict.refusal.code, "unreachable"});
    ++result.failed;
    return;
  }
  store::postpone(db, row.id, real_now + verdict.retry_after.value_or(back_off(row.tries)), row.tries + 1);
  ++result.postponed;
}

}  // namespace urp::work
