// What a terminal session remembers between two commands: the ticket that `@` means, and the answer that
// `undo` takes back.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include <urp/error.hpp>

#include "message_list.hpp"
#include "runtime_folder.hpp"
#include "say.hpp"
#include "session.hpp"
#include "ticket_list.hpp"

namespace urp::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_memory = 256 * 1024;
constexpr std::size_t most_input = 1'000'000;  // bytes: a text, or more numbers than there are cases

/// Two terminals of one clerk have two sessions; the terminal's name keeps a number used again after a reboot
/// apart.
std::optional<fs::path> session_file(std::string_view kind) {
  const auto folder = runtime_folder();
  if (!folder) return std::nullopt;
  std::string terminal = "none";
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (const char* name = ttyname(fd)) {
      terminal = name;
      break;
    }
  }
  for (char& c : terminal) {
    if (c == '/') c = '-';
  }
  return *folder / "urp" /
         fmt::format("{}{}-{}", kind, terminal.front() == '-' ? terminal : "-" + terminal, getsid(0));
}

std::string read_all(int fd) {
  std::string text;
  char buffer[4096];
  for (;;) {
    const ssize_t got = read(fd, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw Error(Fault::failed, _("standard input could not be read"));
    if (got == 0) return text;
    text.append(buffer, static_cast<std::size_t>(got));
    if (text.size() > most_input) {
      throw Error(Fault::usage, say(_("standard input holds more than {0} bytes"), most_input));
    }
  }
}

std::string remembered(std::string_view kind) {
  const auto file = session_file(kind);
  const int fd = file ? open(file->c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) : -1;
  if (fd < 0) return {};
  std::string text(longest_memory, '\0');
  const ssize_t got = read(fd, text.data(), text.size());
  close(fd);
  text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return text;
}

/// A convenience: where the folder cannot be written, nothing is remembered, and what needs it says so.
void remember(std::string_view kind, const std::string& text) {
  const auto file = session_file(kind);
  if (!file) return;
  mkdir(file->parent_path().c_str(), 0700);
  const int fd =
      open(file->c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
  if (fd < 0) return;
  if (write(fd, text.data(), text.size()) < 0) unlink(file->c_str());
  close(fd);
}

std::optional<TicketId> last_ticket() {
  const std::int64_t number = std::strtoll(remembered("last").c_str(), nullptr, 10);
  return number > 0 ? std::optional(TicketId{number}) : std::nullopt;
}

}  // namespace

TicketSources session_sources() {
  return {.standard_input = [] { return read_all(STDIN_FILENO); }, .last = last_ticket};
}

void remember_ticket(TicketId ticket) {
  remember("last", std::to_string(ticket.value) + "\n");
}

void remember_answer(std::span<const MessageRef> messages) {
  std::string text;
  for (const MessageRef& message : messages) text += to_string(message) + "\n";
  remember("answer", text);
}

std::vector<MessageRef> last_answer() {
  std::istringstream lines(remembered("answer"));
  std::vector<std::string> words;
  for (std::string line; std::getline(lines, line);) words.push_back(line);
  try {
    return parse_messages(words, session_sources());
  } catch (const Error&) {
    return {};  // cut short, or of another urp
  }
}

void remember_skipped(std::string_view day, std::span<const TicketId> tickets) {
  std::string text(day);
  for (const TicketId ticket : tickets) text += fmt::format("\n{}", ticket.value);
  remember("triage", text + "\n");
}

std::vector<TicketId> skipped_tickets(std::string_view day) {
  std::istringstream lines(remembered("triage"));
  std::vector<TicketId> tickets;
  std::string line;
  if (!std::getline(lines, line) || line != day) return tickets;
  while (std::getline(lines, line)) {
    if (const std::int64_t number = std::strtoll(line.c_str(), nullptr, 10); number > 0)
      tickets.push_back({number});
  }
  return tickets;
}

}  // namespace urp::cli
