// notices.hpp: notices, their frozen audience, and what became of each person's message.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <urp/desk/notice.hpp>

#include "domain/delivery.hpp"
#include "store/access.hpp"
#include "store/outbox.hpp"

namespace urp::store {

std::optional<Notice> find_notice(const Access& db, const std::string& name);
/// Throws not_found.
Notice get_notice(const Access& db, const std::string& name);
Notice get_notice(const Access& db, std::int64_t id);
std::vector<Notice> list_notices(const Access& db, bool all, int limit);

std::int64_t add_notice(Writer& db, const Notice& notice);
/// A draft with its people and values, to be written anew.
void remove_draft(Writer& db, std::int64_t notice);
void set_value(Writer& db, std::int64_t notice, ContactId contact, const std::string& key,
               const std::string& value);
/// Everybody's, then the person's own. Contact 0: everybody's alone.
TemplateValues get_values(const Access& db, std::int64_t notice, ContactId contact);
/// Somebody of the file, as an example.
std::optional<ContactId> first_person(const Access& db, std::int64_t notice);
/// A row of the file; false: the person has one already.
bool add_person(Writer& db, std::int64_t notice, ContactId contact, TimePoint at);

/// Who is in the audience now, and who is not and why: written down as rows.
void freeze_audience(Writer& db, const Notice& notice, TimePoint at);
/// Of the frozen rows; of a draft as if it were frozen now.
std::vector<NoticeTally> tally(const Access& db, const Notice& notice);
/// How many of those still to be sent have an open window. Of a draft: of those who would get it.
std::int64_t count_open_windows(const Access& db, const Notice& notice, TimePoint now);

/// Writes the state and whatever of the times, the clerk and the reason is set in `notice`.
void update_notice(Writer& db, const Notice& notice);
/// Everybody to whom nothing left yet; messages that wait for another try are taken back. How many people.
std::int64_t end_unsent(Writer& db, std::int64_t notice, RecipientStatus to, TimePoint at);
/// Of a notice without a template: whoever has no open window.
void skip_closed_windows(Writer& db, const Notice& notice, TimePoint now);
std::vector<MessageId> list_failed_messages(const Access& db, std::int64_t notice);

/// Scheduled or running, the most urgent and earliest first.
std::vector<Notice> list_alive(const Access& db);
/// The same, and those that are paused.
std::vector<Notice> list_unfinished_notices(const Access& db);
/// Whether anybody is still to be sent to, or under way.
bool has_unfinished(const Access& db, std::int64_t notice);

/// Whose turn it is: nothing of theirs is under way, they do not rest, and they had not too much lately.
struct NextRequest {
  std::int64_t notice = 0, number = 0;
  TimePoint now{}, real_now{};
  std::chrono::seconds person_span{};
  int person_burst = 5;
  bool open_only = false;  // the daily limit is used up: only who has an open window
  int limit = 1;
};
std::vector<ContactId> list_next(const Access& db, const NextRequest& request);

/// What the person gets: the text, or the template with their values; to be queued.
NewOutgoing notice_text(const Notice& notice);
NewOutgoing notice_template(const Access& db, const Notice& notice, const Template& form, ContactId contact);
/// Its file as messages carry it.
std::optional<OutgoingFile> notice_file(const Notice& notice);

/// Why this person must not get it now, looked at once more; none: they may.
std::optional<std::string> reason_against(const Access& db, const Notice& notice, ContactId contact);
void skip_person(Writer& db, std::int64_t notice, ContactId contact, const std::string& reason, TimePoint at);
void set_message(Writer& db, std::int64_t notice, ContactId contact, MessageId message);
/// It stops by itself: paused, and it says why. False: it was not running.
bool stop_notice(Writer& db, std::int64_t notice, const std::string& reason, std::int64_t code);
/// The message moved; the person's row follows.
void follow_delivery(Writer& db, std::int64_t notice, ContactId contact, Delivery delivery,
                     const std::optional<MessageError>& error, TimePoint at);

/// A message of a running notice, or a whole number, rests until a moment within `span`.
bool waits_shortly(const Access& db, TimePoint real_now, std::chrono::seconds span);

/// How many people were written to outside of their window since then.
std::int64_t count_opened(const Access& db, TimePoint real_since);
bool was_opened(const Access& db, ContactId contact, TimePoint real_since);

/// Of one notice, or of all.
std::int64_t count_results(const Access& db, std::optional<std::int64_t> notice,
                           const NoticeResultFilter& filter);
void walk_results(const Access& db, std::optional<std::int64_t> notice, const NoticeResultFilter& filter,
                  const std::function<void(const NoticeResult&)>& take);
/// The name of the notice that a message of ours belongs to.
std::optional<std::string> notice_of(const Access& db, MessageId message);

}  // namespace urp::store
