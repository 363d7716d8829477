#include "domain/csv_file.hpp"

#include <algorithm>
#include <optional>

#include <urp/error.hpp>
#include <urp/text.hpp>

#include "domain/names.hpp"
#include "domain/say.hpp"
#include "domain/time_text.hpp"
#include "domain/unicode.hpp"

namespace urp {
namespace {

constexpr std::size_t longest_record =
    64 * 1024;  // bytes: a quote that is never closed must not eat the file

[[noreturn]] void refuse(std::string_view name, std::string why) {
  throw Error(Fault::usage, std::move(why),
              say(_("open it in the spreadsheet and save it as \"CSV UTF-8\"; or: {0}"),
                  say("iconv -f WINDOWS-1252 -t UTF-8 {0}", name)));
}

[[noreturn]] void refuse_sheet(std::string_view name, const char* kind) {
  throw Error(Fault::usage, say(_("{0}: this is {1}, not a CSV file"), name, kind),
              _("open it in the spreadsheet and save it as \"CSV UTF-8\""));
}

bool is_utf16(std::string_view bytes) {
  return bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff") ||
         bytes.substr(0, 200).find('\0') != bytes.npos;
}

/// Where the first byte stands that is no UTF-8.
std::optional<std::size_t> first_broken(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const unicode::Character next = unicode::decode(bytes, at);
    if (!next.valid) return at;
    at += next.length;
  }
  return std::nullopt;
}

/// What ends the line is a part of it.
std::string_view first_line(std::string_view text) {
  const auto end = text.find('\n');
  return text.substr(0, end == text.npos ? end : end + 1);
}

std::string_view without_line_end(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// The one that the line of titles uses most.
char guessed_separator(std::string_view titles) {
  char best = ',';
  for (const char candidate : {';', '\t', '|'}) {
    if (std::count(titles.begin(), titles.end(), candidate) > std::count(titles.begin(), titles.end(), best))
      best = candidate;
  }
  return best;
}

/// `sep=;`: Excel's own way to say it.
std::optional<char> named_separator(std::string_view line) {
  line = without_line_end(line);
  if (line.starts_with('"') && line.ends_with('"') && line.size() > 1) line = line.substr(1, line.size() - 2);
  if (line.size() != 5 || lower_ascii(line.substr(0, 4)) != "sep=") return std::nullopt;
  return line[4];
}

bool is_empty(const std::vector<std::string>& cells) {
  return std::all_of(cells.begin(), cells.end(), [](const std::string& cell) { return cell.empty(); });
}

}  // namespace

void check_csv(std::string_view name, std::string_view bytes) {
  if (bytes.starts_with("PK\x03\x04")) refuse_sheet(name, _("a workbook (.xlsx, .ods)"));
  if (bytes.starts_with("\xd0\xcf\x11\xe0")) refuse_sheet(name, _("an old workbook (.xls)"));
  if (bytes.starts_with("%PDF")) refuse_sheet(name, _("a PDF document"));
  if (is_utf16(bytes)) {
    throw Error(Fault::usage, say(_("{0}: it is UTF-16 (\"Unicode text\"), not UTF-8"), name),
                say(_("open it in the spreadsheet and save it as \"CSV UTF-8\"; or: {0}"),
                    say("iconv -f UTF-16 -t UTF-8 {0}", name)));
  }
  if (const auto broken = first_broken(bytes)) {
    const auto line =
        std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(*broken), '\n') + 1;
    refuse(name,
           say(_("{0}:{1}: not UTF-8; it may be Windows-1252, as Excel saves a plain CSV"), name, line));
  }
  if (bytes.find('\n') == bytes.npos && without_line_end(bytes).find('\r') != bytes.npos) {
    throw Error(Fault::usage, say(_("{0}: its lines end in CR alone, as on an old Mac"), name),
                say(_("open it in the spreadsheet and save it as \"CSV UTF-8\"; or: {0}"),
                    say("tr '\\r' '\\n' < {0}", name)));
  }
}

CsvRecords::CsvRecords(std::string_view text) : rest_(text) {
  if (rest_.starts_with("\xef\xbb\xbf")) rest_.remove_prefix(3);
  const auto named = named_separator(first_line(rest_));
  if (named) {
    rest_.remove_prefix(first_line(rest_).size());
    ++lines_;
  }
  std::string_view titles = rest_;
  while (!titles.empty() && without_blanks_around(first_line(titles)).empty())
    titles.remove_prefix(first_line(titles).size());
  separator_ = named ? *named : guessed_separator(first_line(titles));
}

bool CsvRecords::next(std::vector<std::string>& cells) {
  do {
    if (rest_.empty()) return false;
    std::size_t length = first_line(rest_).size();
    begins_at_ = ++lines_;
    whole_ = split(rest_.substr(0, length), cells);
    while (!whole_ && length < std::min(rest_.size(), longest_record)) {
      length += first_line(rest_.substr(length)).size();
      ++lines_;
      whole_ = split(rest_.substr(0, length), cells);
    }
    rest_.remove_prefix(length);
  } while (whole_ && is_empty(cells));
  return true;
}

bool CsvRecords::split(std::string_view record, std::vector<std::string>& cells) const {
  cells.clear();
  record = without_line_end(record);
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
    }
    // What stands between the closing quote and the separator is the writer's mistake, but no reason to lose
    // it.
    const auto end = std::min(record.find(separator_), record.size());
    cell += without_blanks_around(record.substr(0, end));
    record.remove_prefix(end);
    cells.push_back(std::move(cell));
    if (record.empty()) return true;
    record.remove_prefix(1);
  }
}

std::string_view spreadsheet_text(std::string_view cell) {
  if (cell.size() > 3 && cell.starts_with("=\"") && cell.ends_with('"'))
    return cell.substr(2, cell.size() - 3);
  if (cell.size() > 1 && cell.front() == '\'' && std::string_view("=+-@").find(cell[1]) != cell.npos)
    return cell.substr(1);
  return cell;
}

}  // namespace urp
