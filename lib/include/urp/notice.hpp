// notice.hpp: one text for many subscribers of a topic, and what became of it for each person.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <urp/api.hpp>
#include <urp/ids.hpp>
#include <urp/template.hpp>
#include <urp/time.hpp>

namespace urp {

enum class NoticeState { draft, scheduled, running, paused, done, cancelled };
/// How far one person's message came. `skipped`, `expired` and `cancelled`: nothing left.
enum class RecipientStatus {
  pending,
  sending,
  sent,
  delivered,
  read,
  failed,
  uncertain,
  skipped,
  expired,
  cancelled
};

URP_API std::string_view to_name(NoticeState state);
URP_API std::string_view to_name(RecipientStatus status);
URP_API std::optional<NoticeState> notice_state(std::string_view name);
URP_API std::optional<RecipientStatus> recipient_status(std::string_view name);

struct NoticeFile {
  std::string name, kind, mime_type;  // kind: image, video, document
  std::int64_t size = 0;              // bytes
  std::string sha256;
};

/// All times are the office clock's.
struct Notice {
  std::int64_t id = 0;
  std::string name, topic;  // topic: slug
  bool urgent = false;      // the topic's when it was made: goes before answers, knows no quiet hours
  std::int64_t number = 0;  // row of the business number
  NoticeState state = NoticeState::draft;
  std::optional<std::string> text;                              // to people with an open window
  std::optional<std::string> template_name, template_language;  // to the others
  bool listed = false;  // its people came from a file; else all subscribers
  std::optional<NoticeFile> file;
  std::optional<TimePoint> expires_at, due_at;
  TimePoint created_at{};
  std::string created_by;
  std::optional<TimePoint> scheduled_at, approved_at, started_at, ended_at, paused_at;
  std::optional<std::string> scheduled_by, approved_by, paused_by;  // paused_by: none: it stopped itself
  bool approval_needed = false;                                     // a second clerk must look at it
  std::optional<std::string> reason;                                // why it stopped itself: for programs
  std::optional<std::int64_t> code;                                 // WhatsApp's
  std::int64_t revision = 0;

  bool waits_for_approval() const { return approval_needed && !approved_at; }
  bool has_expired(TimePoint now) const { return expires_at && *expires_at <= now; }
};

/// One person's result.
struct NoticeResult {
  std::string notice;  // name
  ContactId contact;
  std::optional<std::string> phone;  // +39...
  RecipientStatus status = RecipientStatus::pending;
  std::optional<std::string>
      reason;  // unsubscribed, blocked, window_closed ...; of a failure WhatsApp's words
  std::optional<std::int64_t> code;  // WhatsApp's
  TimePoint at{};
};

/// How many people of a notice stand where; `why` is empty unless they were skipped or failed.
struct NoticeTally {
  RecipientStatus status = RecipientStatus::pending;
  std::string why;
  std::int64_t code = 0;
  std::int64_t people = 0;
};

struct NoticeSums {
  std::int64_t people = 0;
  std::int64_t left = 0;                 // still to be sent, or under way
  std::int64_t reached = 0;              // sent, delivered or read
  std::int64_t delivered = 0, read = 0;  // of those; who read it counts as delivered too
  std::int64_t failed = 0, uncertain = 0, skipped = 0, expired = 0, cancelled = 0;
};
URP_API NoticeSums sum_up(const std::vector<NoticeTally>& tallies);

struct NoticeLine {
  Notice notice;
  NoticeSums sums;
};

/// What a worker did to a notice as a whole, for the log.
struct NoticeStep {
  std::string name;
  std::string what;  // started, progress, paused, done, expired: for programs
  NoticeSums sums;
  std::string reason;
};

/// When a notice will be through: pure arithmetic (urp/desk/notice.hpp asks for it).
struct NoticeForecast {
  Seconds at_rate{};            // if nothing but the rate held it up
  std::int64_t limit = 0;       // people outside of their window in 24 h
  std::int64_t limit_used = 0;  // in the last 24 h
  std::int64_t in_time = 0;     // people who get it before it expires
  std::int64_t too_late = 0;    // who do not
  std::int64_t days = 1;        // how many days it takes under the limit
};

}  // namespace urp
