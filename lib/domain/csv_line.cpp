#include "domain/csv_line.hpp"

#include <algorithm>

#include "domain/time_text.hpp"

namespace urp {

char csv_separator(std::string_view titles) {
  char best = ',';
  for (const char candidate : {';', '\t'}) {
    if (std::count(titles.begin(), titles.end(), candidate) > std::count(titles.begin(), titles.end(), best))
      best = candidate;
  }
  return best;
}

bool split_csv(std::string_view record, char separator, std::vector<std::string>& cells) {
  cells.clear();
  if (record.ends_with('\r')) record.remove_suffix(1);
  for (;;) {
    std::string cell;
    const auto begin = record.find_first_not_of(' ');
    if (begin != record.npos && record[begin] == '"') {
      record.remove_prefix(begin + 1);
      for (;;) {
        const auto quote = record.find('"');
        if (quote == record.npos) return false;
        cell.append(record.substr(0, quote));
        record.remove_prefix(quote + 1);
        if (!record.starts_with('"')) break;
        cell += '"';
        record.remove_prefix(1);
      }
      // What stands between the closing quote and the separator is the writer's mistake, but no reason to
      // lose it.
      const auto end = std::min(record.find(separator), record.size());
      cell += without_blanks_around(record.substr(0, end));
      record.remove_prefix(end);
    } else {
      const auto end = std::min(record.find(separator), record.size());
      cell = without_blanks_around(record.substr(0, end));
      record.remove_prefix(end);
    }
    cells.push_back(std::move(cell));
    if (record.empty()) return true;
    record.remove_prefix(1);
  }
}

}  // namespace urp
