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

enum class ExportWhat { tickets, messages, notices };  // notices: person by person
enum class ExportFormat { csv, jsonl, json };

struct ExportRequest {
  ExportWhat what = ExportWhat::tickets;
  ExportFormat format = ExportFormat::csv;
  TicketFilter filter;  // for messages: since and until are their own time, the rest is their ticket's
  std::string notice;  // notices: of this one; empty: of all, since and until are the time of the last change
  std::vector<RecipientStatus> statuses;  // notices: empty: all
  char separator = ',';                   // csv: ',' or ';'
  bool excel = false;                     // csv: byte order mark, local times, phones as text
  bool end_line = false;                  // jsonl: a last line with the number of rows
  std::optional<std::filesystem::path>
      output;  // written beside it, 0600, then renamed; none: `write` gets the bytes
  std::function<void(std::string_view)> write;
};
struct ExportResult {
  std::int64_t expected = 0, written = 0;
};
/// Throws not_found, failed (disk), interrupted (write threw). A named output appears whole or not at all.
URP_API ExportResult export_rows(Office& office, const ExportRequest& request);

}  // namespace urp
