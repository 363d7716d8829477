#include "work/time_stamps.hpp"

#include <urp/error.hpp>

#include "db/audit.hpp"
#include "db/random.hpp"
#include "domain/say.hpp"
#include "domain/time_stamp.hpp"
#include "files/whole_file.hpp"
#include "store/audit_list.hpp"
#include "store/channel_events.hpp"
#include "work/actor.hpp"

namespace urp::work {
namespace {

constexpr std::chrono::minutes pause{10};
constexpr std::size_t nonce_bytes = 8;

/// HEAD.41752.tsr
std::filesystem::path stamp_file(const std::filesystem::path& head, EventId event) {
  return head.string() + "." + std::to_string(event.value) + ".tsr";
}

}  // namespace

bool TimeStamps::start_due(PassResult&) {
  const auto& audit = office_->options.settings.audit;
  const auto steady = office_->steady_now();
  if (audit.tsa.empty() || audit.head.empty() || busy()) return false;
  if (looked_at_ && steady - *looked_at_ < pause) return false;
  looked_at_ = steady;
  const auto db = office_->read();
  const auto event = store::find_head_event(db);
  const auto link = event ? db::find_link(db, *event) : std::nullopt;
  std::error_code unknown;
  if (!link || std::filesystem::exists(stamp_file(audit.head, *event), unknown)) return false;
  Asked asked{stamp_file(audit.head, *event), link->hash, db::random_bytes(nonce_bytes)};
  OutgoingRequest request;
  request.method = "POST";
  request.url = audit.tsa;
  request.headers = {{"Content-Type", "application/timestamp-query"},
                     {"Accept", "application/timestamp-reply"},
                     {"User-Agent", office_->user_agent()}};
  request.body = time_stamp_query(asked.digest, asked.nonce);
  in_flight_.add(wire_->start(std::move(request)), std::move(asked));
  return true;
}

void TimeStamps::finish(Ended& ended, PassResult& result) {
  in_flight_.finish(ended,
                    [&](Asked& asked, const RequestOutcome& outcome) { settle(asked, outcome, result); });
}

void TimeStamps::settle(const Asked& asked, const RequestOutcome& outcome, PassResult& result) {
  if (outcome.kind != RequestOutcome::Kind::answered) return tell(outcome.why, result);
  if (outcome.answer.status != 200) return tell("HTTP " + std::to_string(outcome.answer.status), result);
  if (!is_time_stamp(outcome.answer.body, asked.digest, asked.nonce))
    return tell(_("it did not grant one"), result);
  try {
    files::WholeFile file(asked.file);
    file.write(outcome.answer.body);
    file.commit();
  } catch (const Error& error) {  // told as an alarm, and tried again
    tell(error.what(), result);
  }
}

void TimeStamps::tell(const std::string& why, PassResult& result) {
  auto db = office_->write_upkeep(worker_actor);
  if (!store::begin_alarm(db, "time_stamp")) return;
  db.commit();
  result.alarms.push_back(say(_("no time stamp for the head of the audit chain: {0}"), why));
}

}  // namespace urp::work
