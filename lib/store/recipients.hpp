// recipients.hpp: the people of a notice, one row each: whose turn it is, and how far their message came.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <urp/message.hpp>
#include <urp/notice.hpp>

#include "domain/delivery.hpp"
#include "store/access.hpp"

namespace urp::store {

/// A row of the file; false: the person has one already.
bool add_person(Writer& db, std::int64_t notice, ContactId contact, TimePoint at);
/// Somebody of the file, as an example.
std::optional<ContactId> first_person(const Access& db, std::int64_t notice);

/// Whose turn it is: nothing of theirs is under way, they do not rest, and they had not too much lately.
struct NextRequest {
  std::int64_t notice = 0;
  std::int64_t number = 0;
  TimePoint now{}, real_now{};
  std::chrono::seconds person_span{};
  int person_burst = 5;
  bool open_only = false;  // the daily limit is used up: only who has an open window
  int limit = 1;
};
std::vector<ContactId> list_next(const Access& db, const NextRequest& request);

void skip_person(Writer& db, std::int64_t notice, ContactId contact, std::string_view reason, TimePoint at);
/// The address that it goes to is this person's from now on; false: it is another's in this notice.
bool take_address(Writer& db, std::int64_t notice, ContactId contact);
void set_message(Writer& db, std::int64_t notice, ContactId contact, MessageId message);
/// The message moved; the person's row follows.
void follow_delivery(Writer& db, std::int64_t notice, ContactId contact, Delivery delivery,
                     const std::optional<MessageError>& error, TimePoint at);

/// Everybody to whom nothing left yet; messages that wait for another try are taken back. How many people.
std::int64_t end_unsent(Writer& db, std::int64_t notice, RecipientStatus to, TimePoint at);
/// Whether anybody is still to be sent to, or under way.
bool has_unfinished(const Access& db, std::int64_t notice);
std::vector<MessageId> list_failed_messages(const Access& db, std::int64_t notice);

}  // namespace urp::store
