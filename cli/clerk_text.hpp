// clerk_text.hpp: the one door for what a clerk wrote, wherever it comes from: argument, standard input,
// file, editor.
#pragma once

#include <string>
#include <string_view>

namespace urp::cli {

/// UTF-8 without a byte order mark, line ends as "\n", no blank lines at either end, no blanks at the end.
/// `source` is called so in errors: "testo.txt", "standard input", "--note". Throws usage for bytes that are
/// no UTF-8 and for NUL, with the line and the cure, and for a text that no case is that long.
std::string clerk_text(std::string_view bytes, std::string_view source);
/// The same of a text that must be there.
std::string needed_text(std::string_view bytes, std::string_view source);
/// The same of a word of the command line where `-` does not stand for standard input: who wrote it meant
/// that, and a colleague would read a dash.
std::string argument_text(std::string_view word, std::string_view source);
/// Throws as clerk_text does.
void check_text(std::string_view bytes, std::string_view source);
/// The same text with the line ends and the beginning that ours have; nothing is refused.
std::string plain_lines(std::string_view bytes);
std::string without_outer_blank_lines(std::string_view text);

/// A whole file. Throws not_found.
std::string text_of_file(const std::string& name);

}  // namespace urp::cli
