#include "sentence.hpp"

#include <string>

#include <urp/text.hpp>

namespace urp::cli {

void put_sentence(Printer& out, std::string_view text) {
  constexpr int indent = 2;
  const int width = out.style().width;
  if (!out.style().screen || display_width(text) <= width) return out.line(text);
  out.line(wrap_lines(text, width - indent, std::string(indent, ' ')));
}

}  // namespace urp::cli
