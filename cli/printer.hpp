// printer.hpp: everything that goes to standard output, through one buffer.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "terminal.hpp"

namespace urp::cli {

class Printer {
 public:
  explicit Printer(TerminalStyle style) : style_(std::move(style)) {}

  const TerminalStyle& style() const { return style_; }
  /// Bytes as they are.
  void put(std::string_view bytes);
  void line(std::string_view text = {});
  /// A line for a person: on a screen it is broken at blanks where it is longer than that is wide.
  void sentence(std::string_view text);
  /// Tab-separated; cells are made safe, so that a citizen's tab or newline adds none.
  void row(std::initializer_list<std::string_view> cells);
  /// From now on bytes leave when 256 KiB are full, and nothing is paged: for exports.
  void stream() { streaming_ = true; }
  /// What is printed speaks of something that is done: neither a closed pipe nor a full disk denies it in the
  /// exit status; the latter is told on standard error.
  void best_effort();
  /// What was collected, through the pager when it is longer than the terminal. Throws failed (disk full
  /// ...).
  void finish();
  /// Throws away what was collected: a failed command prints no half of a result.
  void discard() { buffer_.clear(); }
  /// What was collected leaves at once, never through the pager.
  void flush();
  /// What was collected, for who draws it.
  std::string take();

 private:
  bool runs_over() const;

  TerminalStyle style_;
  std::string buffer_;
  bool streaming_ = false;
  bool best_effort_ = false;
};

/// All of it, however often the kernel takes only a part. A closed pipe ends the program as SIGPIPE does.
void write_all(int fd, std::string_view bytes);
/// A message for a person, on standard error: wrapped at blanks where that is a terminal, with a line end.
void tell(std::string_view text);
/// Of --dry-run: that it was one.
void tell_rehearsal();
/// Standard error, at once, as it is.
void put_error(std::string_view text);

}  // namespace urp::cli
