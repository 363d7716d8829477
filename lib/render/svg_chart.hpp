// svg_chart.hpp: bars as SVG for a page that is read, heard and printed: every bar has its number beside it,
// the whole a title and a sentence; nothing is said by colour.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace urp::render {

/// `&amp;` and its kin; what no XML may hold is left out.
std::string html_text(std::string_view text);

struct Bar {
  std::string label;
  std::int64_t value = 0;
};
struct Chart {
  std::string id;       // of this page alone: letters
  std::string title;    // what is shown
  std::string summary;  // the same in a sentence, for who does not see it
  std::vector<Bar> bars;
};

/// One bar a line, its label on the left: for names.
std::string lying_bars(const Chart& chart);
/// Side by side, with as many labels as there is room for: for hours and days.
std::string standing_bars(const Chart& chart);

}  // namespace urp::render
