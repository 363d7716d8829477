// What a terminal session remembers between two commands: the ticket that `@` means, and what
// `undo` takes back.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <sstream>

#include <urp/error.hpp>

#include "runtime_folder.hpp"
#include "say.hpp"
#include "session.hpp"
#include "ticket_list.hpp"

namespace urp::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_memory = 256 * 1024;
constexpr std::ptrdiff_t most_commands = 50;
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

struct Command {
  Desk desk;
  std::vector<EventSpan> deeds;
};

/// One line a command: `120-122 125-125<tab>clerk<tab>database`. A line that cannot be read (cut short, of
/// another urp) is none.
std::optional<Command> read_command(const std::string& line) {
  const std::size_t tab = line.find('\t');
  const std::size_t second = tab == line.npos ? tab : line.find('\t', tab + 1);
  if (second == line.npos) return std::nullopt;
  Command command{{line.substr(tab + 1, second - tab - 1), line.substr(second + 1)}, {}};
  std::istringstream spans(line.substr(0, tab));
  EventSpan span;
  for (char dash = 0; spans >> span.first.value >> dash >> span.last.value;) command.deeds.push_back(span);
  if (!spans.eof() || command.deeds.empty()) return std::nullopt;
  return command;
}

std::vector<Command> remembered_commands() {
  std::istringstream lines(remembered("deeds"));
  std::vector<Command> commands;
  for (std::string line; std::getline(lines, line);) {
    if (auto command = read_command(line)) commands.push_back(*std::move(command));
  }
  return commands;
}

void remember_commands(std::vector<Command> commands) {
  if (std::ssize(commands) > most_commands) commands.erase(commands.begin(), commands.end() - most_commands);
  std::string text;
  for (const Command& command : commands) {
    std::string line;
    for (const EventSpan& span : command.deeds)
      line += fmt::format("{}{}-{}", line.empty() ? "" : " ", span.first.value, span.last.value);
    text += line + "\t" + command.desk.clerk + "\t" + command.desk.database.string() + "\n";
  }
  remember("deeds", text);
}

auto last_of(const std::vector<Command>& commands, const Desk& desk) {
  return std::find_if(commands.rbegin(), commands.rend(),
                      [&](const Command& command) { return command.desk == desk; });
}

}  // namespace

TicketSources session_sources() {
  return {.standard_input = [] { return read_all(STDIN_FILENO); }, .last = last_ticket};
}

void remember_ticket(TicketId ticket) {
  remember("last", std::to_string(ticket.value) + "\n");
}

void remember_deeds(const Desk& desk, std::span<const EventSpan> deeds) {
  auto commands = remembered_commands();
  commands.push_back({desk, {deeds.begin(), deeds.end()}});
  remember_commands(std::move(commands));
}

std::vector<EventSpan> last_deeds(const Desk& desk) {
  const auto commands = remembered_commands();
  const auto last = last_of(commands, desk);
  return last == commands.rend() ? std::vector<EventSpan>() : last->deeds;
}

std::vector<std::vector<EventSpan>> all_deeds(const Desk& desk) {
  std::vector<std::vector<EventSpan>> deeds;
  auto commands = remembered_commands();
  for (auto command = commands.rbegin(); command != commands.rend(); ++command) {
    if (command->desk == desk) deeds.push_back(std::move(command->deeds));
  }
  return deeds;
}

void forget_last_deeds(const Desk& desk) {
  auto commands = remembered_commands();
  const auto last = last_of(commands, desk);
  if (last == commands.rend()) return;
  commands.erase(std::next(last).base());
  remember_commands(std::move(commands));
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
