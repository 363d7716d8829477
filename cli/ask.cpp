#include "ask.hpp"

#include <unistd.h>

#include <cerrno>

#include "printer.hpp"
#include "say.hpp"

namespace urp::cli {

bool can_ask() {
  return isatty(STDIN_FILENO) != 0 && isatty(STDERR_FILENO) != 0;
}

std::string ask(std::string_view question) {
  complain(std::string(question) + " ");
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
  const std::string answer = ask(question + " " + _("[y/N]"));
  return answer == "y" || answer == "Y" || answer == "yes" || answer == "s" || answer == "S" ||
         answer == "si" || answer == "sì";
}

}  // namespace urp::cli
