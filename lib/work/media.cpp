#include "work/media.hpp"

#include <algorithm>

#include "domain/back_off.hpp"
#include "domain/say.hpp"
#include "whatsapp/client.hpp"
#include "whatsapp/faults.hpp"
#include "work/actor.hpp"

namespace urp::work {
namespace {

constexpr std::size_t most_in_flight = 4;
constexpr std::chrono::minutes address_life{
    4};  // the provider says five; the last one is not worth a failure
constexpr std::chrono::hours give_up_after{24 * 6 + 12};  // ids of webhooks live seven days
constexpr int tries_when_gone = 3;                        // perhaps an outage, soon certainly not

/// What to say of an answer that was not the bytes: numbers only.
std::string reason(const RequestOutcome& outcome) {
  if (outcome.kind != RequestOutcome::Kind::answered) return outcome.why;
  const auto error = whatsapp::provider_error(outcome.answer);
  if (error.code != 0) return say("HTTP {0}, {1}/{2}", outcome.answer.status, error.code, error.subcode);
  return say("HTTP {0}", outcome.answer.status);
}

/// Of an answer to the id: the provider itself says that there is no such thing. An address that is gone has
/// only expired, and a page without its error may be a proxy's.
bool is_gone(const RequestOutcome& outcome) {
  if (outcome.kind != RequestOutcome::Kind::answered) return false;
  const auto error = whatsapp::provider_error(outcome.answer);
  return error.code != 0 && (outcome.answer.status == 404 || (error.code == 100 && error.subcode == 33));
}

}  // namespace

void MediaFetcher::recover() {
  try {
    store::clean_media_inbox(*office_->store);
  } catch (const Error&) {
    // A folder out of order must not stop the outbox: it is told with the first file that cannot be kept.
  }
}

bool MediaFetcher::start_due(PassResult& result) {
  clock_is_ahead_ = clock_.is_ahead(office_->real_now(), office_->steady_now());
  if (in_flight_.size() >= most_in_flight || wire_->token().empty()) return false;
  std::vector<store::PendingMedia> pending;
  {
    db::Reader db(*office_->store);
    pending = store::list_pending_media(db, office_->real_now(), 16);
  }
  bool started = false;
  for (auto& media : pending) {
    if (in_flight_.size() >= most_in_flight) break;
    if (in_flight_.any_of([&](const Fetch& fetch) { return fetch.media.message == media.message; })) continue;
    const bool address_is_fresh =
        media.tries == 0 && !media.url.empty() && office_->now() - media.received_at < address_life;
    if (address_is_fresh) {
      ask_bytes({media, {}, {}, {}}, media.url, result);
    } else if (media.provider_id.empty()) {
      refuse(media, Reason::no_media_id, std::nullopt, result);
    } else {
      ask_address(std::move(media));
    }
    started = true;
  }
  return started;
}

void MediaFetcher::ask_address(store::PendingMedia media) {
  const RequestId id = wire_->start(wire_->client().media_address(media.provider_id));
  in_flight_.add(id, Fetch{std::move(media), {}, {}, {}});
}

void MediaFetcher::ask_bytes(Fetch fetch, const std::string& url, PassResult& result) {
  try {
    fetch.file =
        std::make_unique<store::IncomingMedia>(*office_->store, store::IncomingMedia::From::provider);
  } catch (const Error& trouble) {
    return again(fetch.media, trouble.what(), result);  // a folder out of order must not stop the outbox
  }
  const auto& settings = office_->options.settings;
  auto request = wire_->client().media_bytes(url, fetch.file->path(), settings.media.max_size);
  if (!request) return refuse(fetch.media, Reason::foreign_address, std::nullopt, result);
  in_flight_.add(wire_->start(std::move(*request)), std::move(fetch));
}

void MediaFetcher::finish(Ended& ended, PassResult& result) {
  in_flight_.finish(ended, [&](Fetch& fetch, const RequestOutcome& outcome) {
    PassResult settled;
    settle(fetch, outcome, settled);
    result.add(settled);
  });
}

void MediaFetcher::settle(Fetch& fetch, const RequestOutcome& outcome, PassResult& result) {
  const bool fine = outcome.kind == RequestOutcome::Kind::answered && outcome.answer.status == 200;
  // An empty page is what the media host answers when it does not like who asks.
  if (fine && fetch.file && outcome.answer.size > 0) {
    keep(fetch, outcome.answer, result);
  } else if (const auto address = fine ? whatsapp::media_address(outcome.answer) : std::nullopt) {
    if (address->size && *address->size > office_->options.settings.media.max_size) {
      refuse(fetch.media, Reason::too_large, address->size, result);
    } else {
      fetch.mime_type = address->mime_type;
      ask_bytes({fetch.media, {}, fetch.mime_type, {}}, address->url, result);
    }
  } else if (outcome.why == "too large") {
    refuse(fetch.media, Reason::too_large, std::nullopt, result);
  } else if (!fetch.file && is_gone(outcome) && fetch.media.tries + 1 >= tries_when_gone) {
    auto db = office_->write_upkeep(worker_actor);
    store::set_media_lost(db, fetch.media.message, reason(outcome));
    db.commit();
    ++result.media_lost;
  } else {
    again(fetch.media, reason(outcome), result);
  }
}

void MediaFetcher::keep(Fetch& fetch, const Answer& answer, PassResult& result) {
  try {
    // The file before the row; once, also when the row must wait for the database.
    if (fetch.sha256.empty()) fetch.sha256 = fetch.file->keep();
  } catch (const Error& trouble) {  // a full disk, for one
    return again(fetch.media, trouble.what(), result);
  }
  auto db = office_->write_upkeep(worker_actor);
  store::set_media_stored(db, fetch.media.message, fetch.sha256, answer.size, fetch.mime_type);
  db.commit();
  ++result.media_stored;
}

void MediaFetcher::again(const store::PendingMedia& media, const std::string& why, PassResult& result) {
  auto db = office_->write_upkeep(worker_actor);
  const auto pause = back_off(media.tries, Seconds(2), std::chrono::hours(1));
  const bool hopeless =
      !store::retry_media(db, media, office_->real_now() + pause, give_up_after, why) && !clock_is_ahead_;
  if (hopeless) store::set_media_lost(db, media.message, why);
  db.commit();
  if (hopeless) ++result.media_lost;
}

void MediaFetcher::refuse(const store::PendingMedia& media, Reason why, std::optional<std::int64_t> size,
                          PassResult& result) {
  auto db = office_->write_upkeep(worker_actor);
  store::set_media_refused(db, media.message, why, size);
  db.commit();
  ++result.media_lost;
}

}  // namespace urp::work
