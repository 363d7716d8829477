// test_office.hpp: an office in memory with a clock held in the hand, and rows put into it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <urp/message.hpp>
#include <urp/office.hpp>
#include <urp/ticket.hpp>

#include "db/store.hpp"

struct ContactRow {
  std::optional<std::string> name = "Maria Serra";
  std::optional<std::string> profile_name;
  std::optional<std::string> phone = "393330000102";  // digits
  std::optional<std::string> user_id, username;
  std::optional<urp::TimePoint> last_inbound_at;  // none: no window
  std::optional<urp::TimePoint> window_closed_at;
};

struct TicketRow {
  std::optional<urp::ContactId> contact;  // none: one is made
  urp::TicketState state = urp::TicketState::open_new;
  urp::TicketKind kind = urp::TicketKind::request;
  bool urgent = false;
  std::optional<std::string> clerk, service, preview = "Buongiorno";
  std::vector<std::string> tags;
  std::int64_t unread = 0;
  std::optional<urp::TimePoint> presented_at, waiting_since, last_message_at;  // none: now
  std::optional<urp::TimePoint> first_answered_at, first_answer_due_at, term_due_at, postponed_until,
      closed_at;
  std::optional<urp::TicketId> linked_to;
};

struct MessageRow {
  std::optional<urp::TicketId> ticket;    // none: the contact's own
  std::optional<urp::ContactId> contact;  // none: the ticket's
  urp::Direction direction = urp::Direction::in;
  std::string type = "text";
  std::optional<std::string> text = "Buongiorno";
  std::optional<urp::TimePoint> at;  // none: now
  std::optional<std::string> status, ground, wamid;
  bool hidden = false;
  std::optional<std::int64_t> quote;
};

class TestOffice {
 public:
  /// Monday 23 November 2026, 09:04 in an office that runs on UTC: open 9-12, Monday and Thursday also
  /// 15:30-17:30.
  explicit TestOffice(urp::Settings settings = default_settings());
  static urp::Settings default_settings();

  urp::Office& operator*() { return office_; }
  urp::TimePoint now() const { return *clock_; }
  void set_now(urp::TimePoint now) { *clock_ = now; }
  urp::db::Store& store();
  urp::db::Writer write();  // upkeep: nothing need be recorded
  urp::db::Reader read();

  urp::ContactId add_contact(const ContactRow& row = {});
  urp::TicketId add_ticket(const TicketRow& row = {});
  urp::MessageId add_message(const MessageRow& row);
  /// Any statement, for what has no helper.
  void run(const std::string& sql);
  std::int64_t ask(const std::string& sql);
  void index();

 private:
  std::shared_ptr<urp::TimePoint> clock_;
  urp::Office office_;
};

/// `2026-11-23T09:04:00Z`, that is: seconds of UTC from a date and a time of day.
urp::TimePoint utc(int year, unsigned month, unsigned day, int hour = 0, int minute = 0, int second = 0);

/// Runs the action and checks which fault it throws.
#define CHECK_FAULT(action, expected)                           \
  do {                                                          \
    bool thrown = false;                                        \
    try {                                                       \
      static_cast<void>(action);                                \
    } catch (const urp::Error& error) {                         \
      thrown = true;                                            \
      CHECK_MESSAGE(error.fault() == (expected), error.what()); \
    }                                                           \
    CHECK_MESSAGE(thrown, "nothing was thrown by " #action);    \
  } while (false)
