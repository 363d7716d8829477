// notice.hpp: what clerks do with notices: write, look at, schedule, approve, stop, and see what became of
// them. Sending is the worker's: nothing here touches the network.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <urp/api.hpp>
#include <urp/desk/reply.hpp>
#include <urp/notice.hpp>
#include <urp/office.hpp>

namespace urp {

struct NoticeRequest {
  std::string name, topic;
  std::string text;                         // empty: none
  std::optional<TemplateUse> use_template;  // its values are everybody's; a file may give each their own
  std::optional<std::filesystem::path> attach;
  std::optional<std::filesystem::path> people;  // CSV: a column phone or contact, others are parameters
  std::optional<TimePoint> expires;
  bool replace = false;  // a draft of that name may be there
  bool dry_run = false;
};
/// A row of the file that cannot be used; lines count from 1.
struct BadRow {
  std::int64_t line = 0;
  std::string why;
};
struct NoticeCreated {
  Notice notice;
  std::int64_t people = 0;  // of the file
  std::vector<BadRow> bad;  // not empty: nothing was written
};
/// A draft: nothing is frozen, nothing leaves. Throws usage (no text and no template, too long, a wrong name
/// or file), not_found (topic, template), refused (the template is not approved), conflict (the name is
/// taken).
URP_API NoticeCreated create_notice(Office& office, const NoticeRequest& request);

/// The latest first; those that are over only when `all`.
URP_API std::vector<NoticeLine> list_notices(Office& office, bool all, int limit);

struct NoticePage {
  Notice notice;
  std::string topic_name;
  std::optional<Template> form;
  TemplateValues values;              // everybody's
  std::string preview;                // of the template, with what is known of the first person
  NoticeSums sums;                    // people: the subscribers, or those of the file
  std::vector<NoticeTally> tallies;   // of a draft: as if it were frozen now
  std::int64_t open = 0, closed = 0;  // of those still to be sent: window open, window closed
  /// Who would get it: without a template those with an open window alone.
  std::int64_t will_get() const { return notice.template_name ? open + closed : open; }
  NoticeForecast forecast;
  std::optional<std::string> category;  // of the template: utility, marketing ...
  std::optional<double> price;          // euro a message, where the settings have it
  bool quiet = false;                   // the quiet hours hold it back now
  std::optional<TimePoint> quiet_until;
  std::optional<TimePoint> stopped_since;  // the channel; real clock
  std::string stopped_reason;
  std::int64_t stopped_code = 0, stopped_subcode = 0;
};
/// Throws not_found.
URP_API NoticePage show_notice(Office& office, const std::string& name);

struct ScheduleRequest {
  std::string name;
  std::optional<TimePoint> at, expires;  // at: none: now
  bool dry_run = false;
};
/// Freezes the audience. Throws not_found, conflict (it is under way or over), usage (times; an urgent topic
/// without an end), refused (nobody would get it, template not approved).
URP_API NoticePage schedule_notice(Office& office, const ScheduleRequest& request);
/// As it is after a change; of a rehearsal (`dry_run`), as it would be.
struct NoticeChange {
  NoticePage page;
  std::int64_t people = 0;  // cancel: who will not get it; retry: who gets it again
};
/// Throws not_found, conflict.
URP_API NoticeChange pause_notice(Office& office, const std::string& name, bool dry_run = false);
URP_API NoticeChange resume_notice(Office& office, const std::string& name, bool dry_run = false);
URP_API NoticeChange cancel_notice(Office& office, const std::string& name, bool dry_run = false);
/// A second clerk. Throws refused (the one who wrote or scheduled it; no supervisor), conflict, not_found.
URP_API NoticeChange approve_notice(Office& office, const std::string& name, bool dry_run = false);
/// Those that failed are sent again, except who cannot be reached at all: with nobody left nothing is
/// changed. Throws conflict, not_found.
URP_API NoticeChange retry_notice(Office& office, const std::string& name, bool dry_run = false);
/// The same words to one number, to see them on a telephone: the text when its window is open, else the
/// template. Throws window_closed, refused, not_found, usage.
URP_API std::string rehearse_notice(Office& office, const std::string& name, const std::string& to,
                                    bool dry_run = false);

struct NoticeResultFilter {
  std::vector<RecipientStatus> statuses;  // empty: all
  std::optional<TimePoint> since, until;  // of the last change
  int limit = 0;                          // 0: all
};
/// Person by person, by contact; memory does not grow with their number. Throws not_found.
URP_API void notice_results(Office& office, const std::string& name, const NoticeResultFilter& filter,
                            const std::function<void(const NoticeResult&)>& take);

}  // namespace urp
