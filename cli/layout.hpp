// layout.hpp: lines and tables measured in columns of the terminal. Pure: texts in, lines out.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "terminal.hpp"

namespace urp::cli {

std::string pad_right(std::string_view text, int columns);
std::string pad_left(std::string_view text, int columns);
/// `left` and `right` at the two edges; beneath each other when both do not fit.
std::string both_edges(std::string_view left, std::string_view right, int columns);
/// The label at the left edge, the text beside it and wrapped beneath itself.
std::string field_line(std::string_view label, std::string_view text, int label_columns, int width);
/// A line across the screen; with a title: `─ domenica 22 novembre ────`.
std::string rule(const TerminalStyle& style, std::string_view title = {});
/// A stranger's text for one line of a screen: newlines become blanks, controls are escaped.
std::string one_line(std::string_view text);

enum class Align { left, right };
using Style = std::function<std::string(std::string_view)>;
struct Cell {
  std::string text;
  Style style{};  // colour: put on after measuring and padding
};
struct Column {
  std::string title;
  Align align = Align::left;
  int most = 0;  // columns; 0: as wide as its widest cell. The last column takes what is left
};
/// One line a row, and the titles first unless all are empty. Two blanks between columns, none at the end.
/// What has no room for that gets several lines a row, without titles.
std::vector<std::string> lay_out(const std::vector<Column>& columns,
                                 const std::vector<std::vector<Cell>>& rows, int width);

}  // namespace urp::cli
