// csv_line.hpp: one record of a CSV file that somebody made with a spreadsheet (RFC 4180; comma, semicolon or
// tab).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace urp {

/// The separator that the line of titles uses.
char csv_separator(std::string_view titles);
/// False: a quoted cell goes on in the next line, and the record is not whole. A carriage return at the end
/// does not count; blanks around a cell that is not quoted do not either.
bool split_csv(std::string_view record, char separator, std::vector<std::string>& cells);

}  // namespace urp
