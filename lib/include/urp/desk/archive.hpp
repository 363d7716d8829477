// archive.hpp: the public record of cases: references to the register, approval for the open data, and the
// folders that are handed over: a dossier to the archive, the open data to everybody. The one for the police
// is moderate.hpp's.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <urp/api.hpp>
#include <urp/desk/change.hpp>
#include <urp/message.hpp>
#include <urp/office.hpp>
#include <urp/time.hpp>

namespace urp {

struct ProtocolEntry {
  TicketId ticket;
  std::string number;  // digits, seven or more
  int year = 0;
  std::string reg;     // which register
  std::string date;    // 2026-11-23
  std::string sha256;  // of the transcript as a dossier had it that day
  std::string clerk;
  TimePoint at{};  // office clock
};
struct ProtocolNumber {
  std::string number;  // seven digits or more
  int year = 0;
};
/// `1234/2026`, `0001234/2026`. Nothing when it is neither.
URP_API std::optional<ProtocolNumber> parse_protocol_number(const std::string& word);

struct ProtocolRequest {
  TicketId ticket;
  ProtocolNumber number;
  std::optional<std::string> reg;                   // none: [archive] area, else "protocollo"
  std::optional<std::chrono::year_month_day> date;  // none: today
  bool dry_run = false;
};
struct ProtocolResult {
  ProtocolEntry entry;
  bool added = false;  // false: it was entered before
};
/// Entered once and never changed. Throws not_found, conflict (another ticket has this number, or this one
/// with another date), usage.
URP_API ProtocolResult enter_protocol(Office& office, const ProtocolRequest& request);
/// In the order in which they were entered. Throws not_found.
URP_API std::vector<ProtocolEntry> list_protocol(Office& office, TicketId ticket);

/// Approved for `export opendata`, or not any more. What is so already counts as done.
URP_API BulkResult publish_tickets(Office& office, const ChangeRequest& request, bool withdraw);

struct FolderResult {
  std::filesystem::path folder;
  std::int64_t files = 0;
  std::int64_t rows = 0;  // messages of a dossier or a report, cases of the open data
};
/// Transcript, attachments, metadata (AgID, annex 5), index (UNI 11386), hashes. Whole or not at all. Throws
/// not_found, conflict (there is something of that name), refused, denied, failed.
URP_API FolderResult export_dossier(Office& office, TicketId ticket, const std::filesystem::path& folder);

/// Approved cases, without persons: CSV, JSON, GeoJSON, and metadata after DCAT-AP_IT. Throws the same.
URP_API FolderResult export_open_data(Office& office, const std::filesystem::path& folder);

}  // namespace urp
