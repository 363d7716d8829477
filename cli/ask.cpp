#include "ask.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include <urp/text.hpp>

#include "printer.hpp"
#include "say.hpp"
#include "terminal.hpp"

namespace urp::cli {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 32) : c; });
  return text;
}

bool is_one_of(std::string_view word, const std::vector<std::string_view>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

bool can_ask() {
  return isatty(STDIN_FILENO) != 0 && isatty(STDERR_FILENO) != 0;
}

std::string ask(std::string_view question) {
  const int width = message_width();
  put_error((width == 0 ? std::string(question) : wrap_lines(question, width - 2, "")) + " ");
  std::string line;
  char c = 0;
  for (;;) {
    const ssize_t got = read(STDIN_FILENO, &c, 1);  // byte by byte: what follows belongs to somebody else
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0 || c == '\n') break;
    line += c;
  }
  const auto first = line.find_first_not_of(" \t\r");
  if (first == std::string::npos) return {};
  return line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
}

bool ask_yes(const std::string& question) {
  const std::string answer = lower(ask(question + " " + _("[y/N]")));
  return is_one_of(answer, {"y", "yes", "s", "si", "sì"});
}

std::size_t ask_one_of(std::string_view question, const Answers& answers) {
  for (;;) {
    const std::string typed = lower(ask(question));
    if (typed.empty()) return answers.size() - 1;
    for (std::size_t i = 0; i < answers.size(); ++i) {
      if (is_one_of(typed, answers[i])) return i;
    }
  }
}

}  // namespace urp::cli
