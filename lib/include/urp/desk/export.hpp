// export.hpp: everything, row by row, for scripts. Memory does not grow with the table.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <urp/api.hpp>
#include <urp/desk/filter.hpp>
#include <urp/notice.hpp>
#include <urp/office.hpp>

namespace urp {

enum class ExportWhat {
  tickets,
  messages,
  notices,  // person by person
  contacts,
  media,
  events,
  services
};
URP_API std::string_view to_name(ExportWhat what);
URP_API std::optional<ExportWhat> export_what(std::string_view word);
enum class ExportFormat { csv, jsonl, json, geojson };  // geojson: tickets that have a place

/// How far an export came: the last event it saw, and the beginning of that event's hash, by which one knows
/// that the database was put back from a backup since and went on another way.
struct ExportCursor {
  std::int64_t event = 0;
  std::string mark;  // hexadecimal; empty: only the number was given, and it alone is looked at
  bool operator==(const ExportCursor&) const = default;
};
URP_API std::string to_string(const ExportCursor& cursor);
/// As `to_string` writes it, or a bare number.
URP_API std::optional<ExportCursor> parse_export_cursor(std::string_view word);

struct ExportRequest {
  ExportWhat what = ExportWhat::tickets;
  ExportFormat format = ExportFormat::csv;
  TicketFilter filter;  // of messages, media, contacts and events since and until are their own time; the
                        // rest is the ticket's of messages and media, and does not go with the others
  std::optional<ExportCursor> after;  // tickets and messages that changed since an earlier export's cursor
  std::string notice;  // notices: of this one; empty: of all, since and until are the time of the last change
  std::vector<RecipientStatus> statuses;  // notices: empty: all
  char separator = ',';                   // csv: ',' or ';'
  bool excel = false;                     // csv: byte order mark, local times, phones as text
  bool end_line = false;                  // jsonl: a last line with the number of rows
  bool pseudonymise = false;  // other names, numbers and ids; texts without what leads to a person
  std::optional<std::filesystem::path> same_as;  // the manifest of an earlier export: the same for the same
  std::optional<std::filesystem::path>
      output;  // written beside it, 0600, then renamed; none: `write` gets the bytes
  std::function<void(std::string_view)> write;
};
struct ExportResult {
  std::int64_t expected = 0, written = 0;
  ExportCursor cursor;  // `after` of the next export
};
/// Throws not_found, failed (disk), interrupted (write threw), refused (names are for supervisors),
/// conflict (`after` is of a time that a restore took back). A named output appears whole or not at all; of
/// pseudonyms the key stands beside it, in FILE.manifest.
URP_API ExportResult export_rows(Office& office, const ExportRequest& request);

/// Where an export that keeps a state file went on to; none: there is no file yet. Throws usage: it is not
/// the state of such an export, or a file of the office's own.
URP_API std::optional<ExportCursor> read_export_state(Office& office, const std::filesystem::path& file,
                                                      ExportWhat what);
/// After the rows are safe.
URP_API void write_export_state(const std::filesystem::path& file, ExportWhat what,
                                const ExportCursor& cursor);

}  // namespace urp
