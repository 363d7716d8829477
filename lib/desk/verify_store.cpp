#include "desk/verify_store.hpp"

#include <sys/stat.h>

#include <fcntl.h>

#include <charconv>
#include <fstream>
#include <sstream>

#include <urp/text.hpp>

#include "db/audit.hpp"
#include "db/integrity.hpp"
#include "domain/hash.hpp"
#include "domain/say.hpp"
#include "files/bytes.hpp"
#include "store/figures.hpp"
#include "store/media_files.hpp"
#include "store/media_names.hpp"

namespace urp {
namespace {

namespace fs = std::filesystem;

void add(VerifyResult& result, const char* code, std::string place, std::string message) {
  result.deviations.push_back({code, std::move(place), std::move(message)});
}

std::string events_of(const db::ChainFault& fault) {
  const auto first = std::to_string(fault.first.value);
  return fault.first == fault.last ? "event " + first
                                   : "event " + first + "-" + std::to_string(fault.last.value);
}

std::string numbers_of(const db::ChainFault& fault) {
  const auto first = std::to_string(fault.first.value);
  return fault.first == fault.last ? first : first + "-" + std::to_string(fault.last.value);
}

void add_chain_fault(VerifyResult& result, const db::ChainFault& fault) {
  using Kind = db::ChainFault::Kind;
  const auto numbers = numbers_of(fault);
  switch (fault.kind) {
    case Kind::altered:
      return add(result, "event_altered", events_of(fault),
                 say(_("event {0}: was changed, inserted or put in another's place"), numbers));
    case Kind::missing:
      return add(result, "event_missing", events_of(fault), say(_("event {0}: is missing"), numbers));
    case Kind::detail_altered:
      return add(result, "detail_altered", events_of(fault),
                 say(_("event {0}: what it says was changed"), numbers));
    case Kind::detail_alone:
      return add(result, "event_missing", events_of(fault),
                 say(_("event {0}: is missing, but not what it says"), numbers));
  }
}

void add_schema_fault(VerifyResult& result, const db::SchemaFault& fault) {
  using Kind = db::SchemaFault::Kind;
  const std::string place = fault.type + " " + escape_controls(fault.name);
  switch (fault.kind) {
    case Kind::foreign:
      return add(result, "schema_foreign", place, say(_("{0}: is none of urp's"), place));
    case Kind::missing:
      return add(result, "schema_missing", place, say(_("{0}: is missing"), place));
    case Kind::altered:
      return add(result, "schema_altered", place, say(_("{0}: is not as urp made it"), place));
  }
}

/// Nothing when it is none: not a regular file, or gone.
std::optional<std::string> digest_of(const fs::path& path) {
  const files::Descriptor file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat found {};
  if (!file || ::fstat(file.get(), &found) != 0 || !S_ISREG(found.st_mode)) return std::nullopt;
  return files::digest_rest(file.get(), path);
}

}  // namespace

void verify_database(const db::Access& db, bool full, VerifyResult& result) {
  for (const auto& damage : db::find_damage(db, full))
    add(result, "damage", "database", escape_controls(damage));
  for (const auto& loose : db::find_loose_rows(db)) add(result, "loose_row", loose, loose);
  const auto schema_faults = db::find_schema_faults(db);
  for (const auto& fault : schema_faults) add_schema_fault(result, fault);
  if (schema_faults.empty() && store::count_wrong_tallies(db) > 0)
    add(result, "tally_differs", "tables ticket_tally, ticket_day",
        _("the counts that urp status shows are not those of the cases"));
  const auto chain = db::check_chain(db);
  result.events = chain.events;
  result.erased = chain.erased;
  result.lost = chain.lost;
  for (const auto& fault : chain.faults) add_chain_fault(result, fault);
}

void verify_heads(const db::Access& db, const fs::path& file, VerifyResult& result) {
  std::ifstream lines(file);
  if (!lines) {
    throw Error(Fault::not_found, say(_("{0}: cannot be read as a file"), file.string()),
                _("name the file that urp audit head wrote, or a copy of it"));
  }
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    std::istringstream words(line);
    std::int64_t event = 0;
    std::string hash;
    if (line.empty()) continue;
    if (!(words >> event >> hash) || hash.size() != 64 || !unhex(hash)) {
      throw Error(Fault::usage, say(_("{0}:{1}: no head of the audit chain"), file.string(), number),
                  _("a line is: number, hash, time"));
    }
    ++result.heads;
    const auto found = db::find_link(db, EventId{event});
    const std::string place = "event " + std::to_string(event);
    if (!found) {
      add(result, "head_missing", place,
          say(_("event {0}: is missing, and was the head of the chain ({1}:{2})"), event, file.string(),
              number));
    } else if (hex(found->hash) != hash) {
      add(result, "head_differs", place,
          say(_("event {0}: the chain up to here is not the one whose head was kept ({1}:{2})"), event,
              file.string(), number));
    }
  }
  if (result.heads == 0) {
    throw Error(Fault::usage, say(_("{0}: no head of the audit chain"), file.string()),
                _("a line is: number, hash, time"));
  }
}

void verify_media(const db::Access& db, const fs::path& folder, bool hashes, VerifyResult& result) {
  std::error_code unknown;
  for (const auto& sha256 : store::list_media_names(db)) {
    ++result.media;
    if (!store::is_media_digest(sha256)) {
      add(result, "media_altered", "media",
          say(_("a row names an attachment by something that is no digest")));
      continue;
    }
    const std::string place = "media/" + sha256.substr(0, 2) + "/" + sha256;
    const auto path = folder / sha256.substr(0, 2) / sha256;
    const auto status = fs::symlink_status(path, unknown);
    if (status.type() == fs::file_type::not_found) {
      add(result, "media_missing", place, say(_("{0}: is missing"), place));
    } else if (!fs::is_regular_file(status) || (hashes && digest_of(path) != sha256)) {
      add(result, "media_altered", place, say(_("{0}: was changed since it came"), place));
    }
  }
}

}  // namespace urp
