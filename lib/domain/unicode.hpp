// unicode.hpp: characters one by one: decoding, what hides, what is wide, where a visible character ends.
// Nothing of languages or terminals: that is text.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace urp::unicode {

struct Range {
  char32_t first, last;
};
// unicode_tables.cpp; sorted, so that in() can search by halves.
extern const std::span<const Range> hidden;         // controls, bidi, invisible: never shown as they are
extern const std::span<const Range> no_width;       // combining, selectors, joiners
extern const std::span<const Range> spacing_marks;  // belong to the letter before them, but take a column
extern const std::span<const Range> wide;           // two columns: East Asian, emoji by default
extern const std::span<const Range> pictographic;
/// The ASCII letter, in lower case, below the accents of a Latin one; 0 when there is none.
char latin_base(char32_t code);

bool in(std::span<const Range> ranges, char32_t code);
bool is_blank(char32_t code);

struct Character {
  char32_t code = 0xfffd;
  std::uint32_t length = 1;  // bytes
  bool valid = false;        // broken bytes: U+FFFD, as long as one mistake is (Unicode, "maximal subpart")
};
/// `at` < text.size()
Character decode(std::string_view text, std::size_t at);
void append(std::string& out, char32_t code);

/// Whether a character may be shown, read in order: a joiner or a variation selector depends on what it
/// follows.
class Watch {
 public:
  bool hides(char32_t code);
  /// An ordinary letter was passed over without a question.
  void pass_plain() { before_ = Before::plain; }

 private:
  enum class Before { invisible, plain, joining, emoji, selected_emoji };
  Before before_ = Before::invisible;
};

/// Whether a person sees anything of it: more than blanks, controls, selectors and fillers.
bool shows_something(std::string_view text);

/// Length of the run at `at` that needs no look at all: printable ASCII, Latin letters with accents.
std::size_t plain_run(std::string_view text, std::size_t at);

/// What a person sees as one character: letter with marks, emoji sequence, flag, keycap.
struct Cluster {
  std::size_t length = 0;  // bytes
  int width = 0;           // columns
};
Cluster cluster(std::string_view text, std::size_t at);

}  // namespace urp::unicode
