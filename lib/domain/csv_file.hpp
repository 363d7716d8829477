// csv_file.hpp: a CSV file that somebody made with a spreadsheet (RFC 4180; comma, semicolon or tab), record
// by record, and what is no such file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace urp {

/// Throws usage, with the cure, where `bytes` are UTF-16, a workbook, no UTF-8, or lines that end in CR
/// alone.
void check_csv(std::string_view name, std::string_view bytes);

/// The records of a text that passed check_csv. A byte order mark, `sep=;` before the titles and records of
/// empty cells are passed over.
class CsvRecords {
 public:
  explicit CsvRecords(std::string_view text);

  /// False at the end. `whole()` is false after a record whose quoted cell never ends.
  bool next(std::vector<std::string>& cells);
  bool whole() const { return whole_; }
  /// The line on which the record begins, from 1.
  std::int64_t line() const { return begins_at_; }
  char separator() const { return separator_; }

 private:
  bool split(std::string_view record, std::vector<std::string>& cells) const;

  std::string_view rest_;
  char separator_ = ',';
  std::int64_t lines_ = 0, begins_at_ = 0;
  bool whole_ = true;
};

/// As it stands in the sheet: `="0039..."` and `'+39...` are ways to write a text that looks like something
/// else.
std::string_view spreadsheet_text(std::string_view cell);

}  // namespace urp
