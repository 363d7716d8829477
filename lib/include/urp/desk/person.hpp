// person.hpp: what a person may ask of the office: everything it holds of them, and that it forgets them; and
// what keeps the office from forgetting.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <urp/api.hpp>
#include <urp/office.hpp>

namespace urp {

struct AccessResult {
  ContactId contact;
  std::filesystem::path folder;
  std::int64_t files = 0, tickets = 0, messages = 0, media = 0;
  std::vector<std::string> missing;  // attachments that are not in the media folder any more
};
/// All that is held, readable and for programs, with its attachments and the hashes of all files: a folder
/// that appears whole or not at all. Throws refused (no supervisor), not_found, conflict (the folder is
/// there), denied, failed.
URP_API AccessResult write_access_package(Office& office, const std::string& who,
                                          const std::filesystem::path& folder);

/// What stays, and by which duty.
struct Kept {
  std::string what;  // for scripts: cases, messages, events, notices, backups
  std::int64_t count = 0;
  std::string why;  // for people
};
struct EraseResult {
  ContactId contact;
  bool before = false;  // was erased already: nothing new was destroyed
  std::int64_t tickets = 0, messages = 0, media = 0, bodies = 0, events = 0;
  std::vector<Kept> kept;
  bool remains = false;  // somebody reads in the log of the database: the service empties it soon
};
struct EraseRequest {
  std::string who;
  bool dry_run = false;
};
/// Throws refused (no supervisor, a case is not closed, on hold, blocked at WhatsApp), not_found, busy.
URP_API EraseResult erase_contact(Office& office, const EraseRequest& request);

struct HoldRequest {
  std::string who;
  std::optional<TimePoint> until;  // none: until it is taken off
  std::optional<std::string> reason;
  bool off = false;
};
struct HoldResult {
  ContactId contact;
  bool held = false;
  std::optional<TimePoint> until;
  bool changed = false;
};
/// Neither `erase` nor `purge` destroys anything of them. Throws not_found, usage (an end that has gone by).
URP_API HoldResult hold_contact(Office& office, const HoldRequest& request);

}  // namespace urp
