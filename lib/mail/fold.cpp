#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "domain/names.hpp"
#include "mail/words.hpp"

namespace urp::mail {
namespace {

using Lines = std::vector<std::string_view>;

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string_view trimmed(std::string_view line) {
  // The hard blank too: Outlook fills its empty lines with it.
  const auto blank = [&](std::string_view piece) { return line.starts_with(piece); };
  while (blank(" ") || blank("\t") || blank("\xC2\xA0")) line.remove_prefix(line.front() == '\xC2' ? 2 : 1);
  while (line.ends_with(" ") || line.ends_with("\t") || line.ends_with("\xC2\xA0"))
    line.remove_suffix(line.ends_with("\xA0") ? 2 : 1);
  return line;
}

bool is_blank(std::string_view line) {
  return trimmed(line).empty();
}
bool is_quoted(std::string_view line) {
  return trimmed(line).starts_with(">");
}

bool begins_with_any(std::string_view line, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](auto word) { return line.starts_with(word); });
}

/// "-----Messaggio originale-----", in whatever number of dashes.
bool is_divider(std::string_view line) {
  std::string words = lower_ascii(trimmed(line));
  const bool dashes = words.starts_with("--") && words.ends_with("--");
  std::erase(words, '-');
  const auto inner = trimmed(words);
  return dashes &&
         begins_with_any(inner, {"messaggio originale", "original message", "messaggio inoltrato",
                                 "forwarded message", "ursprüngliche nachricht", "message d'origine"});
}

/// "Il giorno lun 23 nov 2026 alle ore 09:04 URP <urp@...> ha scritto:", perhaps in two or three lines.
bool is_attribution(const Lines& lines, std::size_t at) {
  const std::string first = lower_ascii(trimmed(lines[at]));
  if (!begins_with_any(first, {"il ", "on ", "am ", "le ", "in data "})) return false;
  std::string joined;
  for (std::size_t i = at; i < std::min(at + 3, lines.size()) && !is_blank(lines[i]); ++i) {
    // Without a date it is somebody's sentence: "Il cittadino ha scritto:".
    if (joined.find_first_of("0123456789") == joined.npos && i > at) return false;
    joined += lower_ascii(trimmed(lines[i]));
    for (const std::string_view end : {"ha scritto:", "wrote:", "schrieb:", "a écrit :", "a écrit:"}) {
      if (joined.ends_with(end)) return joined.find_first_of("0123456789") != joined.npos;
    }
    if (joined.starts_with("am ") && joined.find(" schrieb ") != joined.npos && joined.ends_with(":"))
      return true;
    joined += ' ';
  }
  return false;
}

/// Outlook's block of headers: "Da: ...", and below it when it was sent.
bool is_header_block(const Lines& lines, std::size_t at) {
  const auto field = [](std::string_view line) {
    std::string words = lower_ascii(trimmed(line));
    std::erase(words, '*');  // bold, in plain text
    return words;
  };
  if (!begins_with_any(field(lines[at]), {"da: ", "from: ", "von: ", "de: "})) return false;
  for (std::size_t i = at + 1; i < std::min(at + 4, lines.size()); ++i) {
    if (begins_with_any(field(lines[i]),
                        {"inviato:", "sent:", "gesendet:", "data:", "date:", "datum:", "a:", "to:"}))
      return true;
  }
  return false;
}

std::string join(const Lines& lines, std::size_t from, std::size_t to) {
  while (from < to && is_blank(lines[from])) ++from;
  while (to > from && is_blank(lines[to - 1])) --to;
  std::string text;
  for (std::size_t i = from; i < to; ++i) {
    text += (i == from ? "" : "\n");
    text += lines[i];
  }
  return text;
}

/// The first line of what is only quoted, down to the end.
std::size_t begin_of_quote(const Lines& lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (is_divider(lines[i]) || is_header_block(lines, i)) return i;
    if (!is_attribution(lines, i) || (i + 1 < lines.size() && is_attribution(lines, i + 1))) continue;
    // Words between the lines quoted are an answer point by point, and stay as they are.
    std::size_t quoted = 0, own = 0;
    for (std::size_t j = i; j < lines.size(); ++j) {
      const bool last_of_attribution = quoted == 0 && j < i + 3 && !is_quoted(lines[j]);
      if (is_quoted(lines[j])) ++quoted;
      if (!is_quoted(lines[j]) && !is_blank(lines[j]) && !last_of_attribution) ++own;
    }
    if (quoted == 0 || own == 0) return i;
  }
  std::size_t end = lines.size();
  while (end > 0 && (is_blank(lines[end - 1]) || is_quoted(lines[end - 1]))) --end;
  const bool has_quote =
      std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(end), lines.end(), is_quoted);
  return has_quote ? end : lines.size();
}

/// Where the answer begins that stands below all that it quotes; 0: it does not.
std::size_t end_of_leading_quote(const Lines& lines) {
  std::size_t at = 0;
  while (at < lines.size() && is_blank(lines[at])) ++at;
  const std::size_t attribution = at;
  while (at < lines.size() && !is_quoted(lines[at])) ++at;
  const bool attributed = at > attribution && at <= attribution + 3 && is_attribution(lines, attribution);
  if (at != attribution && !attributed) return 0;
  std::size_t own = at;
  while (own < lines.size() && (is_quoted(lines[own]) || is_blank(lines[own]))) ++own;
  const bool more = std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(own), lines.end(), is_quoted);
  return own == at || own == lines.size() || more ? 0 : own;
}

}  // namespace

FoldedText fold_quoted(std::string_view text) {
  const Lines lines = lines_of(text);
  if (const auto own = end_of_leading_quote(lines); own > 0)
    return {join(lines, own, lines.size()), join(lines, 0, own)};
  const std::size_t quote = begin_of_quote(lines);
  FoldedText folded{join(lines, 0, quote), join(lines, quote, lines.size())};
  if (!folded.words.empty() || folded.quoted.empty()) return folded;
  return {folded.quoted, ""};  // nothing but a quotation: then that is what was said
}

}  // namespace urp::mail
