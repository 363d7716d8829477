// urp listen: webhooks over HTTP and the worker beside them, until SIGTERM or SIGINT.
#include <pthread.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <memory>

#include <urp/desk/rules.hpp>
#include <urp/error.hpp>
#include <urp/intake.hpp>
#include <urp/listen.hpp>
#include <urp/text.hpp>

#include "arguments.hpp"
#include "background_work.hpp"
#include "commands.hpp"
#include "environment.hpp"
#include "invocation.hpp"
#include "options.hpp"
#include "say.hpp"
#include "service_log.hpp"

namespace urp::cli {
namespace {

struct ListenOptions {
  std::optional<std::string> address;
  int port = -1;
  bool no_work = false, quiet = false;
};

/// The protocol of systemd: one datagram to the socket it names; a leading @ is an abstract address.
void notify_supervisor(std::string_view state) {
  const auto name = environment("NOTIFY_SOCKET");
  sockaddr_un to{};
  to.sun_family = AF_UNIX;
  if (!name || name->size() >= sizeof to.sun_path) return;
  std::memcpy(to.sun_path, name->data(), name->size());
  if (to.sun_path[0] == '@') to.sun_path[0] = '\0';
  const int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return put_error("urp: NOTIFY_SOCKET: no socket\n");
  const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name->size());
  if (sendto(fd, state.data(), state.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&to), length) <
      0) {
    put_error(fmt::format("urp: NOTIFY_SOCKET: {}\n", std::strerror(errno)));
  }
  close(fd);
}

/// Tells the supervisor now and then that bodies are still committed. The commit thread's own.
class Watchdog {
 public:
  void alive() {
    const auto now = std::chrono::steady_clock::now();
    if (now - told_at_ < pause) return;
    told_at_ = now;
    notify_supervisor("WATCHDOG=1");
  }

 private:
  static constexpr std::chrono::seconds pause{10};
  std::chrono::steady_clock::time_point told_at_{};
};

/// Figures and the journal's id; never a text, a name or a number of a citizen. For programs: not translated.
std::string log_line(const Receipt& receipt, const std::string& at) {
  if (!receipt.trouble.empty() || receipt.answer.status >= 500) {
    return fmt::format("{} not kept, answered {}: {}\n", at, receipt.answer.status, receipt.trouble);
  }
  return fmt::format("{} kept journal={} messages={} amendments={} statuses={} duplicates={} unhandled={}\n",
                     at, receipt.journal ? receipt.journal->value : 0, receipt.messages, receipt.amendments,
                     receipt.statuses, receipt.duplicates, receipt.unhandled);
}

/// `alarm`: what keeps bodies out at present; each cause is told once until something is kept again.
std::vector<HttpResponse> keep(Intake& intake, Office& office, std::span<Prepared> bodies,
                               ServiceLog& service_log, bool quiet, std::string& alarm) {
  const std::vector<Receipt> receipts = intake.commit(bodies);
  const std::string at = iso_time(office.now(), office.zone());
  std::vector<HttpResponse> answers;
  std::string log;
  for (const Receipt& receipt : receipts) {
    const bool lost = receipt.answer.status >= 500;
    if (lost && receipt.trouble != alarm) {
      log += fmt::format("{} ALARM nothing is kept: {}\n", at, escape_controls(receipt.trouble));
    }
    alarm = lost ? receipt.trouble : "";
    if (lost || (receipt.journal && !quiet)) log += log_line(receipt, at);
    answers.push_back(receipt.answer);
  }
  service_log.write(std::move(log));
  return answers;
}

void tell_turned_away(Intake& intake, const Office& office, ServiceLog& log, bool end) {
  if (const std::string line = intake.keep_turned_away(end); !line.empty())
    log.write(iso_time(office.now(), office.zone()) + " " + line + "\n");
}

/// A service that was told to stop ends well also over a full disk; what it could not count is told.
void tell_last_turned_away(Intake& intake, const Office& office, ServiceLog& log) {
  try {
    tell_turned_away(intake, office, log, true);
  } catch (const Error& trouble) {
    log.write(fmt::format("{} what was turned away could not be counted: {}\n",
                          iso_time(office.now(), office.zone()), escape_controls(trouble.what())));
  }
}

/// Where callers find us.
std::string place(const std::string& address, int port) {
  if (port == 0) return address + ":";  // as curl's --unix-socket and proxies write it: the path follows
  const bool v6 = address.find(':') != std::string::npos;
  return fmt::format("http://{}:{}", v6 ? "[" + address + "]" : address, port);
}

void run(Invocation& call, const ListenOptions& options) {
  // Blocked before any thread begins, so that only sigwait() below sees them.
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGTERM);
  sigaddset(&ending, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  // A client that hangs up must not end the service, nor a script that thinks it reads its configuration or
  // opens its log again.
  for (const int signal : {SIGPIPE, SIGHUP, SIGUSR1, SIGUSR2}) std::signal(signal, SIG_IGN);

  // Once messages come, a wrong pattern would stand in their way.
  const Configuration& found = call.configuration();
  check_patterns(found.settings, found.text, found.file.string());
  Office& office = call.machine_office(true);
  ServiceLog log;  // outlives who writes into it
  const Settings::Listen& settings = office.settings().listen;
  Office* offices[] = {&office};
  Intake intake(offices);
  ServerSettings server_settings;
  server_settings.address = options.address.value_or(settings.address);
  server_settings.port = options.port < 0 ? settings.port : options.port;
  std::string alarm;  // of the intake thread alone
  Watchdog watchdog;
  const auto server = start_server(
      server_settings, [&intake](HttpRequest request) { return intake.prepare(std::move(request)); },
      [&](std::span<Prepared> bodies) {
        watchdog.alive();
        return keep(intake, office, bodies, log, options.quiet, alarm);
      },
      [&] {
        watchdog.alive();
        tell_turned_away(intake, office, log, false);
        return intake.index() > 0;
      },
      [&intake](int status) { intake.turn_away(status); });
  std::unique_ptr<BackgroundWork> work;
  if (!options.no_work) {
    work =
        std::make_unique<BackgroundWork>([&call] { return call.open_machine_office(); }, log, options.quiet);
  }
  log.write(fmt::format("{} urp {} database={} number={}\n", iso_time(office.now(), office.zone()), version(),
                        office.settings().database.path.string(),
                        office.settings().whatsapp.phone_number_id));
  log.write("listening on " + place(server_settings.address, server->port()) + settings.path + "\n");
  notify_supervisor("READY=1");
  int signal = 0;
  sigwait(&ending, &signal);
  notify_supervisor("STOPPING=1");
  work.reset();
  server->stop();  // last: what WhatsApp says of the messages that were under way still comes in
  tell_last_turned_away(intake, office, log);
  log.write(fmt::format("{} stopped: {}\n", iso_time(office.now(), office.zone()), strsignal(signal)));
}

}  // namespace

void add_listen(Arguments& command, Invocation& invocation) {
  auto options = std::make_shared<ListenOptions>();
  command.add_option("--address", options->address, _("instead of [listen] address"))
      ->type_name(_("ADDRESS"));
  add_count(command, "--port", options->port, _("instead of [listen] port; 0 is any free one"));
  command.add_flag("--no-work", options->no_work, _("only receives; another process does the work"));
  command.add_flag("--quiet", options->quiet, _("no line for what was kept; trouble is still told"));
  command.footer("urp listen --port 8080");
  invocation.action = [options](Invocation& call) { run(call, *options); };
}

}  // namespace urp::cli
