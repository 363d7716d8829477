// text.hpp: what strangers wrote, made safe and measured. UTF-8 in, UTF-8 out; broken bytes become U+FFFD.
#pragma once

#include <string>
#include <string_view>

#include <urp/api.hpp>

namespace urp {

/// For a terminal or a line of text: control characters (C0, DEL, C1), escape sequences, bidirectional
/// overrides and isolates, line and paragraph separators, and zero-width marks that hide text are written as
/// `\x1b`, `\u202e`. With `keep_newlines`, "\n" stays and "\r\n" becomes "\n". Joiners inside emoji stay.
URP_API std::string escape_controls(std::string_view text, bool keep_newlines = false);

/// Columns on a terminal: combining marks 0, East Asian wide and emoji 2. No locale is asked.
URP_API int display_width(std::string_view text);
/// The longest beginning that fits `columns`, never half of a character or of an emoji sequence; when
/// something was cut, `mark` ends it.
URP_API std::string cut_to_width(std::string_view text, int columns, std::string_view mark = "~");
/// Lines of at most `columns`, broken at blanks where there are any; "\n" always breaks. All but the first
/// begin with `indent`, which comes on top of `columns`: the first stands behind a head of that width.
URP_API std::string wrap_lines(std::string_view text, int columns, std::string_view indent);

/// For comparing: lower case, accents removed, blanks folded to one, final punctuation and emoji dropped.
URP_API std::string fold_for_matching(std::string_view text);
/// UTF-16 code units, the unit in which WhatsApp's text limits are counted (the safe reading of its
/// documentation).
URP_API std::size_t utf16_length(std::string_view text);
/// Valid UTF-8, with U+FFFD for what was not.
URP_API std::string valid_utf8(std::string_view text);

}  // namespace urp
