// moderate.hpp: flags on messages, and what is taken out of sight. What is hidden is gone from every view,
// search, export, notice and mail; it is kept sealed, and can be put back.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <urp/api.hpp>
#include <urp/desk/archive.hpp>
#include <urp/error.hpp>
#include <urp/ground.hpp>
#include <urp/message.hpp>
#include <urp/office.hpp>

namespace urp {

/// A message that a rule of [moderation] marked, and that nobody has judged yet.
struct Suspect {
  MessageRef ref;
  std::string rule;  // words, links, flood
  std::optional<std::string> word;
};
/// How often a person's messages were flagged on one ground: shown, deciding nothing.
struct Strikes {
  Ground ground = Ground::spam;
  std::int64_t count = 0;
  bool block_is_usual = false;  // else a warning is
};

struct Flag {
  MessageRef ref;
  ContactId contact;
  std::string contact_name;
  Ground ground = Ground::spam;
  bool hidden = false;
  std::optional<std::string> note;
  std::string clerk;
  TimePoint at{};                    // office clock
  std::optional<Suspect> suspected;  // of the list: a rule's, not a clerk's; it has no ground
};

/// A folder for the police or the provider: transcript, attachments, the audit chain of the case, who wrote
/// by which ids, hashes.
struct ReportRequest {
  TicketId ticket;
  std::filesystem::path folder;
  bool unseal = false;                            // with what was hidden: of a supervisor
  std::optional<std::filesystem::path> seal_key;  // the private one, where that is encrypted
};
struct FlagRequest {
  std::vector<MessageRef> messages;
  Ground ground = Ground::spam;
  bool hide = false;
  std::optional<std::string> note;
  bool block = false;                    // their writers too, in the same transaction (contact.hpp)
  std::optional<TimePoint> block_until;  // none: until somebody unblocks
  bool warn = false;                     // their writers: [moderation] warn, once in a case and on a ground
  Seconds hold{0};                       // the warning rests so long, and can be taken back until then
  std::optional<ReportRequest> report;   // made with the flags, or there are none
  bool dry_run = false;
};
struct Warning {
  MessageRef about, sent;
  std::string to, text;  // as the person gets it; empty text: it was sent before
};
struct FlagResult {
  std::vector<MessageRef> done;
  std::vector<std::pair<MessageRef, Error>> failed;
  std::vector<Warning> warnings;
  std::optional<FolderResult> report;
};
/// Flagged again: the ground and the note are the new ones; hidden stays hidden. Fails with not_found, with
/// conflict for an answer of ours that has not left; of a warning with window_closed, refused (blocked;
/// written in a group), usage (not a citizen's). Throws configuration: there is no text for a warning on this
/// ground; and what a report is refused for: conflict (there is something of that name), refused (a link; the
/// login is no supervisor), denied, failed. Then nothing was flagged.
URP_API FlagResult flag_messages(Office& office, const FlagRequest& request);
/// Flag and hiding are taken back, and everything is as it was; a suspicion is settled. Conflict when there
/// is neither. What was encrypted needs the private key: else refused, with what to do.
URP_API FlagResult unflag_messages(Office& office, const std::vector<MessageRef>& messages,
                                   bool dry_run = false,
                                   const std::optional<std::filesystem::path>& seal_key = std::nullopt);

/// Nothing when the message has no flag. Throws not_found.
URP_API std::optional<Flag> find_flag(Office& office, MessageRef ref);
struct FlagListRequest {
  std::optional<Ground> ground;
  int limit = 100;  // 0: all
};
/// The newest first; without a ground, before them what rules suspect.
URP_API std::vector<Flag> list_flags(Office& office, const FlagListRequest& request);

}  // namespace urp
