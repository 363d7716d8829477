// backup.hpp: all of an office in a file and a folder beside it, and back again.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <urp/api.hpp>
#include <urp/desk/verify.hpp>
#include <urp/office.hpp>
#include <urp/open.hpp>

namespace urp {

struct BackupRequest {
  std::filesystem::path file;
  bool media = true;                            // FILE-media beside it
  std::function<void(std::string_view)> write;  // the database goes here instead: no file, no media
};
struct BackupResult {
  std::int64_t bytes = 0, events = 0, media = 0, copied = 0;  // copied: attachments that were not there yet
  std::vector<std::string> missing;                           // attachments that the media folder lacks
};
/// While others write. The file appears whole or not at all, 0600. Throws busy (another upkeep), denied,
/// failed.
URP_API BackupResult make_backup(Office& office, const BackupRequest& request);

struct RestoreRequest {
  std::filesystem::path file;
  std::filesystem::path erasures;  // a copy of the register that was kept elsewhere; empty: none
  bool confirmed = false;          // over an office that is there
  bool media = true;
  bool dry_run = false;
};
struct RestoreResult {
  std::int64_t events = 0, media = 0;  // media: attachments brought back
  std::int64_t uncertain = 0;          // messages that waited when the backup was made
  std::int64_t erased = 0;             // people who were erased since, and are again
  std::int64_t hidden = 0;             // messages that were hidden or masked since, and are again
  std::int64_t destroyed = 0;          // cases that were destroyed since, and are again
  std::int64_t bodies = 0;             // the same of deliveries in the journal
  std::int64_t letters = 0;            // and of mails that belong to no case
  std::int64_t wishes = 0;             // consents ended, marketing stopped, holds put since, that count again
  std::int64_t reached = 0;            // people who got a notice since that is not over here
  std::vector<std::string> missing;    // attachments that neither the office nor the backup has
  std::vector<Deviation> deviations;   // of the backup: nothing was changed
};
/// Nothing is changed when the backup has deviations. Throws usage (an office is there and `confirmed` is
/// false), refused (no supervisor, another office's configuration), not_found, configuration, busy
/// (others use the database), schema_newer, denied, failed.
URP_API RestoreResult restore_backup(const OpenRequest& office, const RestoreRequest& request);

}  // namespace urp
