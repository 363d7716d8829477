// graphics.hpp: pictures in a terminal: what it is asked, what it answers, and what it is sent. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace urp::cli {

enum class Graphics { none, sixel, kitty };

/// A picture of kitty's protocol that nobody will see, and then what every terminal answers (its primary
/// device attributes, with sixel among them): so the wait has an end.
inline constexpr std::string_view graphics_question = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[c";

/// What came from the terminal, taken apart: its answers, and what a person typed between them.
struct TerminalAnswer {
  std::string answer, keys;
  std::string begun;   // an answer that is not whole yet
  bool whole = false;  // the device attributes have come: no more will
};
TerminalAnswer part_answer(std::string_view bytes);
Graphics graphics_of(std::string_view answer);

struct Pixels {
  int width = 0, height = 0;
};
struct Cells {
  int columns = 0, rows = 0;
};
/// Of a PNG; none: it is none.
std::optional<Pixels> png_size(std::string_view bytes);
/// The cells for a picture that is larger than `screen`, with its proportions; none: it fits as it is.
std::optional<Cells> shrink_to(Pixels picture, Cells screen, Pixels cell);
/// The PNG as kitty's protocol carries it, asking for no answer.
std::string kitty_picture(std::string_view png, std::optional<Cells> size);

}  // namespace urp::cli
