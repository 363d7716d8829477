// moderate.hpp: flags on messages, and what is taken out of sight. What is hidden is gone from every view,
// search, export, notice and mail; it is kept sealed, and can be put back.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <urp/api.hpp>
#include <urp/error.hpp>
#include <urp/ground.hpp>
#include <urp/message.hpp>
#include <urp/office.hpp>

namespace urp {

struct Flag {
  MessageRef ref;
  ContactId contact;
  std::string contact_name;
  Ground ground = Ground::spam;
  bool hidden = false;
  std::optional<std::string> note;
  std::string clerk;
  TimePoint at{};  // office clock
};

struct FlagRequest {
  std::vector<MessageRef> messages;
  Ground ground = Ground::spam;
  bool hide = false;
  std::optional<std::string> note;
  bool block = false;                    // their writers too, in the same transaction (contact.hpp)
  std::optional<TimePoint> block_until;  // none: until somebody unblocks
  bool dry_run = false;
};
struct FlagResult {
  std::vector<MessageRef> done;
  std::vector<std::pair<MessageRef, Error>> failed;
};
/// Flagged again: the ground and the note are the new ones; hidden stays hidden. Fails with not_found, and
/// with conflict for an answer of ours that has not left.
URP_API FlagResult flag_messages(Office& office, const FlagRequest& request);
/// Flag and hiding are taken back, and everything is as it was. Conflict when there is no flag.
URP_API FlagResult unflag_messages(Office& office, const std::vector<MessageRef>& messages,
                                   bool dry_run = false);

/// Nothing when the message has no flag. Throws not_found.
URP_API std::optional<Flag> find_flag(Office& office, MessageRef ref);
struct FlagListRequest {
  std::optional<Ground> ground;
  int limit = 100;  // 0: all
};
/// The newest first.
URP_API std::vector<Flag> list_flags(Office& office, const FlagListRequest& request);

}  // namespace urp
