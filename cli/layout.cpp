#include "layout.hpp"

#include <algorithm>

#include <urp/text.hpp>

namespace urp::cli {
namespace {

constexpr int gap = 2;

/// So much of the last column is worth a table.
constexpr int least_last = 12;

std::string trimmed(std::string_view text) {
  const std::size_t first = std::min(text.find_first_not_of(' '), text.size());
  return std::string(text.substr(first, text.find_last_not_of(' ') + 1 - first));
}

std::string blanks(int count) {
  return std::string(static_cast<std::size_t>(std::max(count, 0)), ' ');
}

std::vector<int> measure(const std::vector<Column>& columns, const std::vector<std::vector<Cell>>& rows,
                         int width) {
  std::vector<int> widths;
  int used = 0;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    int widest = display_width(columns[c].title);
    for (const auto& row : rows) widest = std::max(widest, display_width(row[c].text));
    if (columns[c].most > 0) widest = std::min(widest, columns[c].most);
    if (c + 1 == columns.size()) widest = std::min(widest, std::max(width - used, 10));
    widths.push_back(widest);
    used += widest + gap;
  }
  return widths;
}

/// The last column may be cut, but not to nothing.
bool fits(const std::vector<Column>& columns, const std::vector<std::vector<Cell>>& rows,
          const std::vector<int>& widths, int width) {
  int used = 0;
  for (std::size_t c = 0; c + 1 < widths.size(); ++c) used += widths[c] + gap;
  int wished = display_width(columns.back().title);
  for (const auto& row : rows) wished = std::max(wished, display_width(row.back().text));
  return used + std::min(wished, least_last) <= width;
}

std::string fit(std::string_view text, int columns, Align align) {
  const std::string cut = cut_to_width(text, columns);
  return align == Align::left ? pad_right(cut, columns) : pad_left(cut, columns);
}

void trim_end(std::string& line) {
  line.erase(line.find_last_not_of(' ') + 1);
}

/// One beneath the other, the right one at its edge still.
std::string edges_apart(std::string_view left, std::string_view right, int columns) {
  constexpr int indent = 2;
  std::string text = wrap_lines(left, columns - indent, blanks(indent));
  if (right.empty()) return text;
  const std::size_t last = text.rfind('\n') + 1;  // npos + 1 is 0
  const int used = display_width(std::string_view(text).substr(last)), needed = display_width(right);
  if (used + 1 + needed <= columns) return text + blanks(columns - used - needed) + std::string(right);
  if (needed <= columns) return text + "\n" + pad_left(right, columns);
  return text + "\n" + blanks(indent) + wrap_lines(right, columns - indent, blanks(indent));
}

/// What a table has no room for: a row becomes lines, broken between values; numbers stand behind their
/// titles.
std::string stacked(const std::vector<Column>& columns, const std::vector<Cell>& row, int width) {
  constexpr int indent = 4;
  std::string text;
  int used = 0;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const std::string value = trimmed(row[c].text);
    if (value.empty() || (value == "-" && c > 0)) continue;
    const bool titled = c > 0 && columns[c].align == Align::right && !columns[c].title.empty();
    const std::string words = titled ? trimmed(columns[c].title) + " " + value : value;
    const int room = width - (text.empty() ? 0 : indent);
    if (!text.empty() && used + gap + display_width(words) > width) {
      text += "\n" + blanks(indent);
      used = indent;
    } else if (!text.empty()) {
      text += blanks(gap);
      used += gap;
    }
    const std::string lines = used > indent || text.empty()
                                  ? wrap_lines(words, room, blanks(indent))
                                  : wrap_lines(words, width - indent, blanks(indent));
    text += row[c].style ? row[c].style(lines) : lines;
    used += display_width(std::string_view(lines).substr(lines.rfind('\n') + 1));
  }
  return text;
}

}  // namespace

std::string pad_right(std::string_view text, int columns) {
  return std::string(text) + blanks(columns - display_width(text));
}

std::string pad_left(std::string_view text, int columns) {
  return blanks(columns - display_width(text)) + std::string(text);
}

std::string both_edges(std::string_view left, std::string_view right, int columns) {
  const int room = columns - display_width(right) - (right.empty() ? 0 : 1);
  if (display_width(left) > room) return edges_apart(left, right, columns);
  std::string line = pad_right(left, room);
  if (!right.empty()) line += " " + std::string(right);
  trim_end(line);
  return line;
}

std::string field_line(std::string_view label, std::string_view text, int label_columns, int width) {
  return pad_right(label, label_columns) + wrap_lines(text, width - label_columns, blanks(label_columns));
}

std::string rule(const TerminalStyle& style, std::string_view title) {
  std::string line;
  int drawn = 0;
  if (!title.empty()) {
    line = std::string(style.marks().rule) + " " + std::string(title) + " ";
    drawn = display_width(line);
  }
  for (; drawn < style.width; ++drawn) line += style.marks().rule;
  return style.dim(line);
}

std::string one_line(std::string_view text) {
  std::string line(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  line.erase(std::remove(line.begin(), line.end(), '\r'), line.end());
  return escape_controls(line);
}

std::vector<std::string> lay_out(const std::vector<Column>& columns,
                                 const std::vector<std::vector<Cell>>& rows, int width) {
  const std::vector<int> widths = measure(columns, rows, width);
  std::vector<std::string> lines;
  if (!fits(columns, rows, widths, width)) {
    for (const auto& row : rows) lines.push_back(stacked(columns, row, width));
    return lines;
  }
  const auto add = [&](auto cell_of) {
    std::string line;
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if (c > 0) line += blanks(gap);
      const Cell cell = cell_of(c);
      // The last column is not padded: a style would otherwise colour blanks up to the edge.
      const bool last = c + 1 == columns.size() && columns[c].align == Align::left;
      const std::string text =
          last ? cut_to_width(cell.text, widths[c]) : fit(cell.text, widths[c], columns[c].align);
      line += cell.style ? cell.style(text) : text;
    }
    trim_end(line);
    lines.push_back(std::move(line));
  };
  if (std::any_of(columns.begin(), columns.end(),
                  [](const Column& column) { return !column.title.empty(); })) {
    add([&](std::size_t c) { return Cell{columns[c].title}; });
  }
  for (const auto& row : rows) add([&](std::size_t c) { return row[c]; });
  return lines;
}

}  // namespace urp::cli
