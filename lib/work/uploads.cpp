#include "work/uploads.hpp"

#include <unistd.h>

#include <memory>

#include "domain/because.hpp"
#include "store/media_files.hpp"
#include "whatsapp/faults.hpp"
#include "work/actor.hpp"
#include "work/back_off.hpp"

namespace urp::work {
namespace {

using whatsapp::Verdict;

constexpr std::size_t most_in_flight = 2;
constexpr std::chrono::seconds pause_after_trouble{5};  // of a notice's file

}  // namespace

bool Uploads::start_due(PassResult& result) {
  if (!notices_->any_running()) return false;
  const auto wanted = [&] {
    const auto db = office_->read();
    return notices_->wanted_file(db);
  }();
  if (!wanted || is_under_way(wanted->upload.sha256)) return false;
  if (not_before_ && office_->steady_now() < *not_before_) return false;
  if (!gate_->may_send(wanted->number, result)) return false;
  return start({{}, wanted->upload, {}, wanted->notice, wanted->number}, result);
}

bool Uploads::has_file(const store::OutgoingRow& row, PassResult& result, bool& moved) {
  if (row.type == "text") return true;
  const auto wanted = [&] {
    const auto db = office_->read();
    return store::wanted_upload(db, row, office_->real_now());
  }();
  if (!wanted) return true;
  if (!is_under_way(wanted->sha256)) moved |= start({row, *wanted, {}, 0, row.number}, result);
  return false;
}

bool Uploads::is_under_way(const std::string& sha256) const {
  return in_flight_.any_of([&](const Upload& upload) { return upload.wanted.sha256 == sha256; });
}

/// Nothing when it is not there as it came: what somebody put into its place is not sent.
std::optional<ByteSource> Uploads::open_file(const std::string& sha256) const {
  auto stored = store::find_media(*office_->store, sha256);
  if (!stored) return std::nullopt;  // told by the message, which fails for it
  const auto size = stored->size;
  const auto shared = std::make_shared<store::StoredMedia>(std::move(*stored));
  return ByteSource{size, [shared](std::int64_t offset, char* buffer, std::size_t length) -> std::ptrdiff_t {
                      return ::pread(shared->file.get(), buffer, length, offset);
                    }};
}

bool Uploads::start(Upload upload, PassResult& result) {
  if (in_flight_.size() >= most_in_flight) return false;
  auto file = open_file(upload.wanted.sha256);
  if (!file) {
    auto db = office_->write_upkeep(worker_actor);
    fail(db, upload, because(Reason::file_missing), {}, result);
    db.commit();
    return true;
  }
  upload.token_digest = wire_->token_digest();
  auto request = wire_->client().upload(std::move(*file), upload.wanted.file_name, upload.wanted.mime_type);
  in_flight_.add(wire_->start(std::move(request)), std::move(upload));
  return true;
}

/// Before any byte of a message left.
void Uploads::fail(db::Writer& db, const Upload& upload, const MessageError& why, std::string_view else_why,
                   PassResult& result) {
  const std::string reason = why.message.empty() ? std::string(else_why) : why.message;
  if (upload.notice != 0) {
    notices_->stop(db, upload.notice, reason, why.code, result);
  } else if (store::apply(db, upload.row.id, DeliveryEvent::expired_unsent, MessageError{why.code, reason})) {
    ++result.failed;
  }
}

void Uploads::finish(Ended& ended, PassResult& result) {
  in_flight_.finish(ended, [&](const Upload& sent, const RequestOutcome& outcome) {
    PassResult settled;
    settle(sent, outcome, settled);
    result.add(settled);
  });
}

void Uploads::settle(const Upload& sent, const RequestOutcome& outcome, PassResult& result) {
  const auto verdict = whatsapp::judge_upload(outcome);
  const auto& row = sent.row;
  const auto pause = pause_before_next(verdict.retry_after, row.tries);
  auto db = office_->write_upkeep(worker_actor);
  switch (verdict.kind) {
    case Verdict::Kind::accepted:
      store::keep_upload(db, sent.number, sent.wanted, verdict.wamid);
      break;
    case Verdict::Kind::stop:
      gate_->stop(db, sent.number, verdict.refusal, sent.token_digest, result);
      break;
    case Verdict::Kind::failed:
      fail(db, sent, verdict.refusal.error(), sent.notice != 0 ? to_name(Reason::file_refused) : "", result);
      break;
    case Verdict::Kind::again:
      gate_->hold(db, sent.number, pause);
      [[fallthrough]];
    case Verdict::Kind::not_sent:
    case Verdict::Kind::hold_peer:
    case Verdict::Kind::uncertain:
      not_before_ = office_->steady_now() + (verdict.retry_after ? pause : pause_after_trouble);
      if (sent.notice != 0) break;
      store::postpone(db, row.id, office_->real_now() + pause, row.tries + 1);
      ++result.postponed;
      break;
  }
  db.commit();
}

}  // namespace urp::work
