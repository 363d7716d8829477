#include "layout.hpp"

#include <algorithm>

#include <urp/text.hpp>

namespace urp::cli {
namespace {

constexpr int gap = 2;

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

std::string fit(std::string_view text, int columns, Align align) {
  const std::string cut = cut_to_width(text, columns);
  return align == Align::left ? pad_right(cut, columns) : pad_left(cut, columns);
}

void trim_end(std::string& line) {
  line.erase(line.find_last_not_of(' ') + 1);
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
  std::string line = pad_right(cut_to_width(left, std::max(room, 0)), room);
  if (!right.empty()) line += " " + std::string(right);
  trim_end(line);
  return line;
}

std::string rule(const Look& look, std::string_view title) {
  std::string line;
  int drawn = 0;
  if (!title.empty()) {
    line = std::string(look.marks().rule) + " " + std::string(title) + " ";
    drawn = display_width(line);
  }
  for (; drawn < look.width; ++drawn) line += look.marks().rule;
  return look.dim(line);
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
