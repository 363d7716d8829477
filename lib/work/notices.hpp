// notices.hpp: when notices begin and end, whose turn it is, and when one stops by itself. The sender asks
// for people and sends to them like to everybody else.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <urp/notice.hpp>
#include <urp/template.hpp>
#include <urp/work.hpp>

#include "office/local.hpp"
#include "store/notices.hpp"
#include "store/outbox.hpp"
#include "store/outgoing_content.hpp"
#include "work/clock_watch.hpp"

namespace urp::work {

/// Five messages in 30 s to one person: one in six seconds, with a burst.
constexpr std::chrono::seconds person_span{30};
constexpr int person_burst = 5;

class Notices {
 public:
  explicit Notices(const Office::Local& office) : office_(&office) {}

  /// Begins what is due, ends what is over or too late, stops what fails too often. True: something changed.
  bool look(PassResult& result, bool at_once = false);

  bool start_due(PassResult& result) { return look(result); }

  struct Wanted {
    std::int64_t notice = 0, number = 0;
    ContactId contact;
  };
  /// At most so many people of running notices that may leave now; `urgent`: of those that go before answers.
  std::vector<Wanted> next(const db::Access& db, bool urgent, int most);
  /// A file that WhatsApp must have before the notice can go on, with the notice's number and id.
  struct WantedFile {
    std::int64_t notice = 0, number = 0;
    store::WantedUpload upload;
  };
  std::optional<WantedFile> wanted_file(const db::Access& db);

  /// The person's message as a queued row, in the same transaction as its claim; nothing when they must not
  /// get it any more, which is then written down.
  std::optional<store::OutgoingRow> queue(db::Writer& db, const Wanted& wanted);
  /// Of a message that waited for another try: whether it still may go; else it is taken back.
  bool may_go(db::Writer& db, const store::OutgoingRow& row);
  /// WhatsApp refused in a way that would meet everybody.
  void stop(db::Writer& db, std::int64_t notice, std::string_view why, std::int64_t code, PassResult& result);
  /// Somebody is about to be written to outside of their window.
  void count_opened(const db::Access& db, ContactId contact);
  /// It is running, not over, and no quiet hours hold it back.
  bool may_leave(std::int64_t notice) const;
  bool any_running() const { return !running_.empty(); }

 private:
  struct Running {
    Notice notice;
    std::optional<Template> form;
    bool has_file = true;                              // what it needs is at WhatsApp
    std::int64_t failed_before = 0, tried_before = 0;  // when this process first saw it
    std::int64_t last_left = -1;
    std::chrono::steady_clock::time_point told_at{}, count_at{};
  };

  bool rests_for_clock(PassResult& result);
  void begin(const Notice& notice, PassResult& result);
  void end_if_over(std::int64_t id, PassResult& result);
  void expire(const Notice& notice, PassResult& result);
  void watch(Running& running, PassResult& result);
  bool limit_reached(const db::Access& db, std::int64_t number);
  NoticeStep step(const db::Access& db, const Notice& notice, const char* what) const;

  const Office::Local* office_;
  std::map<std::int64_t, Running> running_;
  std::vector<std::int64_t> order_;  // urgent first, then the earliest
  std::optional<std::chrono::steady_clock::time_point> looked_at_, counted_at_;
  std::int64_t opened_ = 0;
  ClockWatch clock_;
  bool rests_for_clock_ = false;
};

}  // namespace urp::work
