#include "terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <optional>

#include <urp/error.hpp>

#include "environment.hpp"
#include "language.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

constexpr int narrowest = 20, widest = 400;

constexpr Marks unicode_marks = {.in = "◀",
                                 .out = "▶",
                                 .note = "=",
                                 .event = "·",
                                 .waiting = "·",
                                 .parked = "||",
                                 .sent = "✓",
                                 .delivered = "✓✓",
                                 .failed = "✗",
                                 .unsure = "?",
                                 .cancelled = "-",
                                 .edited = "✎",
                                 .withdrawn = "⌫",
                                 .quote = "↳",
                                 .open_quote = "«",
                                 .close_quote = "»",
                                 .bullet = "·",
                                 .rule = "─"};
constexpr Marks ascii_marks = {.in = "<",
                               .out = ">",
                               .note = "=",
                               .event = ".",
                               .waiting = ".",
                               .parked = "||",
                               .sent = "v",
                               .delivered = "vv",
                               .failed = "x",
                               .unsure = "?",
                               .cancelled = "-",
                               .edited = "+",
                               .withdrawn = "x",
                               .quote = "|",
                               .open_quote = "\"",
                               .close_quote = "\"",
                               .bullet = "-",
                               .rule = "-"};

/// "always", "never", "auto"; `from` is the option or setting that said it.
std::optional<bool> wanted(const std::string& word, const char* from) {
  if (word.empty() || word == "auto") return std::nullopt;
  if (word == "always" || word == "sempre") return true;
  if (word == "never" || word == "mai") return false;
  throw Error(Fault::usage, say(_("{0}: \"{1}\" is none of auto, always, never"), from, word));
}

bool has_colour(const std::string& color_option, const Settings::Ui& ui, bool live) {
  if (const auto asked = wanted(color_option, "--color")) return *asked;
  if (color_option.empty()) {
    if (environment("NO_COLOR")) return false;
    if (const auto forced = environment("CLICOLOR_FORCE"); forced && *forced != "0") return true;
    if (const auto set = wanted(ui.colour.value_or(""), "[ui] colour")) return *set;
  }
  return live && environment("TERM").value_or("dumb") != "dumb";
}

std::string choose_pager(const Settings::Ui& ui) {
  if (const auto pager = environment("URP_PAGER")) return *pager;
  if (ui.pager) return *ui.pager;
  if (const auto pager = environment("PAGER")) return *pager;
  return is_on_path("less") ? "less -FRX" : "";
}

/// Others show the sequence as rubbish.
bool knows_links(const TerminalStyle& style) {
  const std::string term = environment("TERM").value_or("dumb");
  if (!style.live || term == "dumb" || term == "linux") return false;
  return style.pager.empty() || style.pager == "cat" || style.pager.starts_with("less");
}

std::string wrapped(bool colour, const char* code, std::string_view text) {
  if (!colour || text.empty()) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

}  // namespace

const Marks& TerminalStyle::marks() const {
  return unicode ? unicode_marks : ascii_marks;
}
std::string TerminalStyle::bold(std::string_view text) const {
  return wrapped(colour, "1", text);
}
std::string TerminalStyle::dim(std::string_view text) const {
  return wrapped(colour, "2", text);
}
std::string TerminalStyle::red(std::string_view text) const {
  return wrapped(colour, "31", text);
}

std::string TerminalStyle::struck(std::string_view text) const {
  return wrapped(colour, "9", text);
}

std::string TerminalStyle::link(std::string_view text, std::string_view target) const {
  const bool plain = std::all_of(target.begin(), target.end(), [](char c) { return c > ' ' && c < 0x7f; });
  if (!links || !plain || target.empty()) return std::string(text);
  return fmt::format("\x1b]8;;{}\x1b\\{}\x1b]8;;\x1b\\", target, text);
}

TerminalStyle detect_terminal_style(const std::string& color_option, const Settings::Ui& ui) {
  TerminalStyle style;
  const auto forced = environment("URP_FORCE_TTY");
  const bool tty = isatty(STDOUT_FILENO) != 0;
  style.live = tty && !forced;
  style.screen = tty || forced;
  if (winsize size{}; tty && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    style.width = size.ws_col;
    style.height = size.ws_row;
  }
  if (forced && std::atoi(forced->c_str()) > 1) style.width = std::atoi(forced->c_str());
  style.width = std::clamp(style.width, narrowest, widest);
  style.colour = has_colour(color_option, ui, style.live);
  style.unicode = is_utf8_locale();
  if (style.live) style.pager = choose_pager(ui);
  style.links = knows_links(style);
  return style;
}

int message_width() {
  winsize size{};
  int width = 0;
  if (isatty(STDERR_FILENO) != 0)
    width = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
  if (const auto forced = environment("URP_FORCE_TTY"))
    width = std::atoi(forced->c_str()) > 1 ? std::atoi(forced->c_str()) : 80;
  return width == 0 ? 0 : std::clamp(width, narrowest, widest);
}

}  // namespace urp::cli
