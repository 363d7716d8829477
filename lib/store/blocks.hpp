// blocks.hpp: people whom the office does not want to hear for a time: here at once, at WhatsApp as soon as
// it can be told: only within 24 h of the person's last message.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <urp/desk/contact.hpp>

#include "store/access.hpp"

namespace urp::store {

bool is_blocked(const Access& db, ContactId contact);
BlockView get_block(const Access& db, ContactId contact);
/// Here; what WhatsApp is to be told is a wish beside it.
void set_blocked(Writer& db, ContactId contact, bool blocked, std::optional<TimePoint> until);
void want_block(Writer& db, ContactId contact, bool block);
/// A message that was kept without a ticket because its sender is blocked.
void count_muted(Writer& db, ContactId contact);

struct DueBlock {
  ContactId contact;
  bool block = true;
  std::string phone;    // digits
  std::string user_id;  // of who hides the phone
  int tries = 0;
};
/// What can be told now: an unblock at any time, a block within 24 h of the person's last message.
std::vector<DueBlock> list_due_blocks(const Access& db, TimePoint now, TimePoint real_now, int limit);
/// Done, or refused for good: unless the office changed its mind meanwhile.
void end_block_wish(Writer& db, const DueBlock& due, bool done, std::int64_t code, const std::string& why);
void postpone_block_wish(Writer& db, const DueBlock& due, TimePoint not_before);
/// Blocked from a moment that is still to come: by a clock that was ahead.
std::vector<ContactId> list_blocks_to_come(const Access& db, TimePoint now, int limit);
/// From now on, for as long as it was meant; returns until when.
std::optional<TimePoint> begin_block_again(Writer& db, ContactId contact);
/// Blocked until a time that has come.
std::vector<ContactId> list_expired_blocks(const Access& db, TimePoint now, int limit);
std::int64_t count_failed_blocks(const Access& db);
/// What still waits to go to this person, of their cases; the rest is looked at when it would leave.
std::vector<std::pair<MessageId, MessageRef>> list_waiting_for(const Access& db, ContactId contact);

}  // namespace urp::store
