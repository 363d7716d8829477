#include "render/svg_chart.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "render/xml.hpp"

namespace urp::render {
namespace {

constexpr int width = 720;
constexpr const char* bar_colour = "#1b4f8a";   // 8 : 1 on white
constexpr const char* text_colour = "#1a1a1a";  // 17 : 1

std::int64_t greatest(const Chart& chart) {
  std::int64_t most = 1;
  for (const Bar& bar : chart.bars) most = std::max(most, bar.value);
  return most;
}

std::string opened(const Chart& chart, int height) {
  return fmt::format(
      "<svg role=\"img\" aria-labelledby=\"{0}-title {0}-text\" viewBox=\"0 0 {1} {2}\" "
      "xmlns=\"http://www.w3.org/2000/svg\">\n<title id=\"{0}-title\">{3}</title>\n<desc id=\"{0}-text\">{4}"
      "</desc>\n",
      chart.id, width, height, html_text(chart.title), html_text(chart.summary));
}

std::string words_at(int x, int y, std::string_view anchor, std::string_view text) {
  return fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"{}\" fill=\"{}\">{}</text>\n", x, y, anchor,
                     text_colour, html_text(text));
}

/// Cut before a character, at most so many bytes: labels have little room.
std::string shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace

std::string html_text(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (const auto entity = markup_entity(c); !entity.empty()) {
      result += entity;
    } else if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') {
      result += c;
    }
  }
  return result;
}

std::string lying_bars(const Chart& chart) {
  constexpr int line = 26, label_end = 230, bar_begin = 240, number_room = 70;
  constexpr std::size_t longest_label = 26;
  const auto most = greatest(chart);
  std::string svg = opened(chart, static_cast<int>(chart.bars.size()) * line + 6);
  int y = 4;
  for (const Bar& bar : chart.bars) {
    const int length = static_cast<int>(bar.value * (width - bar_begin - number_room) / most);
    svg += words_at(label_end, y + 16, "end", shortened(bar.label, longest_label));
    svg += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"18\" fill=\"{}\"/>\n", bar_begin, y + 2,
                       std::max(length, bar.value > 0 ? 2 : 0), bar_colour);
    svg += words_at(bar_begin + length + 8, y + 16, "start", fmt::format("{}", bar.value));
    y += line;
  }
  return svg + "</svg>\n";
}

std::string standing_bars(const Chart& chart) {
  constexpr int height = 220, base = 180, top = 24, margin = 24;  // for labels wider than their bar
  const auto most = greatest(chart);
  const int count = std::max(1, static_cast<int>(chart.bars.size()));
  std::string svg = opened(chart, height);
  svg += fmt::format("<line x1=\"0\" y1=\"{0}\" x2=\"{1}\" y2=\"{0}\" stroke=\"{2}\"/>\n", base, width,
                     text_colour);
  const int label_each = std::max(1, (count + 11) / 12);  // a dozen labels fit
  const bool numbered = count <= 31;
  for (int i = 0; i < count && i < static_cast<int>(chart.bars.size()); ++i) {
    const Bar& bar = chart.bars[static_cast<std::size_t>(i)];
    const int room = width - 2 * margin;
    const int left = margin + i * room / count, right = margin + (i + 1) * room / count;
    const int gap = right - left > 6 ? 2 : 0;
    const int tall = static_cast<int>(bar.value * (base - top) / most);
    svg += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>\n", left + gap,
                       base - tall, std::max(1, right - left - 2 * gap), tall, bar_colour);
    const int middle = (left + right) / 2;
    if (numbered && bar.value > 0)
      svg += words_at(middle, base - tall - 5, "middle", fmt::format("{}", bar.value));
    if (i % label_each == 0) svg += words_at(middle, base + 18, "middle", bar.label);
  }
  return svg + "</svg>\n";
}

}  // namespace urp::render
