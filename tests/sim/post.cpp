// urp-post: sends signed webhook bodies to a listener, as WhatsApp does. For tests, the demonstration and
// benchmarks. Exit 0: all were answered 200; 1: some were not; 2: usage; 75: unreachable.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <map>
#include <mutex>
#include <thread>

#include "bodies.hpp"
#include "http_client.hpp"

namespace {

using namespace sim;
using Steady = std::chrono::steady_clock;

struct Options {
  std::string url, secret = "test-app-secret", log, folder;
  std::vector<std::string> files, sets, handshake;
  std::size_t connections = 1, repeat = 1;
  double rate = 0;  // bodies a second over all connections; 0: as fast as they are answered
  bool lines = false, bad_signature = false, no_signature = false, summary = false, print = false;
  Generator generator;
};

/// Appended before the next body is sent, so that a line stands for an answer that was really had.
class Log {
 public:
  explicit Log(const std::string& path) {
    if (path.empty()) return;
    file_ = open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (file_ < 0) throw std::runtime_error(path + ": " + std::strerror(errno));
  }
  ~Log() {
    if (file_ >= 0) close(file_);
  }
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  void append(const std::string& name) {
    if (file_ < 0) return;
    const std::string line = name + "\n";
    if (write(file_, line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
      throw std::runtime_error(std::string("the log: ") + std::strerror(errno));
    }
  }

 private:
  int file_ = -1;
};

class Sender {
 public:
  Sender(const Options& options, Source source, std::vector<Change> changes)
      : options_(options),
        url_(parse_url(options.url)),
        source_(std::move(source)),
        changes_(std::move(changes)),
        log_(options.log) {}

  int run();

 private:
  void work();
  void send_next(HttpClient& client, std::size_t number);
  void fail(const std::string& why, int exit_status);

  const Options& options_;
  const Url url_;
  const Source source_;
  const std::vector<Change> changes_;
  Log log_;
  const Steady::time_point start_ = Steady::now();
  std::atomic<std::size_t> next_ = 0;
  std::atomic<bool> over_ = false;
  std::mutex mutex_;
  std::map<int, std::size_t> answers_;
  std::string trouble_;
  int exit_status_ = 0;
};

void Sender::send_next(HttpClient& client, std::size_t number) {
  Body body = source_.make(number % source_.count);
  if (!changes_.empty()) body.bytes = apply_changes(body.bytes, changes_, options_.generator.from + number);
  std::string headers = "User-Agent: facebookexternalua\r\nContent-Type: application/json\r\n";
  if (!options_.no_signature) {
    std::string signature = sign(options_.secret, body.bytes);
    if (options_.bad_signature) signature.back() = signature.back() == '0' ? '1' : '0';
    headers += "X-Hub-Signature-256: " + signature + "\r\n";
  }
  if (options_.rate > 0) {
    std::this_thread::sleep_until(start_ + std::chrono::duration_cast<Steady::duration>(
                                               std::chrono::duration<double>(number / options_.rate)));
  }
  const auto answer = client.request("POST", url_.path, headers, body.bytes);
  const int status = answer ? answer->status : 0;  // 000: the connection broke, and nobody knows
  if (status == 200) log_.append(body.name);
  const std::lock_guard lock(mutex_);
  ++answers_[status];
  if (!options_.summary) fmt::print("{:03} {}\n", status, body.name);
}

void Sender::work() {
  HttpClient client(url_);
  const std::size_t count = source_.count * options_.repeat;
  try {
    for (std::size_t number = next_++; number < count && !over_; number = next_++) send_next(client, number);
  } catch (const Unreachable& error) {
    fail(error.what(), 75);
  } catch (const std::exception& error) {
    fail(error.what(), 1);
  }
}

void Sender::fail(const std::string& why, int exit_status) {
  over_ = true;
  const std::lock_guard lock(mutex_);
  trouble_ = why;
  exit_status_ = exit_status;
}

int Sender::run() {
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < options_.connections; ++i) threads.emplace_back([this] { work(); });
  for (auto& thread : threads) thread.join();
  const double seconds = std::chrono::duration<double>(Steady::now() - start_).count();
  std::size_t all = 0;
  for (const auto& [status, count] : answers_) all += count;
  if (options_.summary) {
    for (const auto& [status, count] : answers_) fmt::print("{:03} {}\n", status, count);
    fmt::print("seconds {:.3f}\nrate {:.1f}\n", seconds, all / seconds);
  }
  if (!trouble_.empty()) {
    fmt::print(stderr, "urp-post: {}\n", trouble_);
    return exit_status_;
  }
  return answers_[200] == all ? 0 : 1;
}

int shake_hands(const Options& options) {
  const Url url = parse_url(options.url);
  HttpClient client(url);
  const auto answer =
      client.request("GET",
                     url.path + "?hub.mode=subscribe&hub.challenge=" + percent_encode(options.handshake[1]) +
                         "&hub.verify_token=" + percent_encode(options.handshake[0]),
                     "", "");
  if (!answer) throw Unreachable("the connection broke");
  fmt::print("{}", answer->body);
  if (answer->status != 200) fmt::print(stderr, "urp-post: answered {}\n", answer->status);
  return answer->status == 200 ? 0 : 1;
}

Source choose_source(Options& options) {
  if (options.generator.count > 0) return generate(options.generator);
  if (!options.folder.empty()) {
    for (auto& file : json_files(options.folder)) options.files.push_back(std::move(file));
  }
  if (options.files.empty()) throw std::invalid_argument("no bodies: name files, --dir, --generate or -");
  return options.lines ? read_lines(options.files) : read_files(options.files);
}

int run(Options& options) {
  if (!options.handshake.empty()) return shake_hands(options);
  Source source = choose_source(options);
  std::vector<Change> changes;
  for (const auto& text : options.sets) changes.push_back(parse_change(text));
  if (!options.print) return Sender(options, std::move(source), std::move(changes)).run();
  for (std::size_t number = 0; number < source.count * options.repeat; ++number) {
    const Body body = source.make(number % source.count);
    fmt::print("{}\n", changes.empty() ? body.bytes
                                       : apply_changes(body.bytes, changes, options.generator.from + number));
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  options.generator.at = std::time(nullptr);
  CLI::App app("sends signed webhook bodies to a listener, as WhatsApp does", "urp-post");
  app.add_option("--url", options.url, "http://127.0.0.1:PORT/webhook");
  app.add_option("--secret", options.secret, "app secret that signs")->capture_default_str();
  app.add_option("--connections", options.connections, "kept connections")->check(CLI::Range(1, 10000));
  app.add_option("--repeat", options.repeat, "send everything N times");
  app.add_option("--rate", options.rate, "bodies a second over all connections");
  app.add_option("--log", options.log, "append the name of each body that was answered 200");
  app.add_option("--set", options.sets,
                 "KEY=VALUE: change the members KEY (id, messages.id); {i} is the number")
      ->allow_extra_args(false);
  app.add_option("--dir", options.folder, "all *.json of a folder, by name");
  app.add_option("--handshake", options.handshake,
                 "TOKEN CHALLENGE: ask as the dashboard does, print the answer")
      ->expected(2);
  app.add_option("--generate", options.generator.count, "make up N bodies of one text each");
  app.add_option("--seed", options.generator.seed, "of the made-up bodies");
  app.add_option("--people", options.generator.people, "citizens who write them")
      ->check(CLI::Range(1, 10000000));
  app.add_option("--from", options.generator.from, "number of the first");
  app.add_option("--at", options.generator.at, "their time, in UTC seconds");
  app.add_flag("--lines", options.lines, "one body a line");
  app.add_flag("--bad-signature", options.bad_signature, "sign wrongly");
  app.add_flag("--no-signature", options.no_signature, "do not sign");
  app.add_flag("--summary", options.summary, "print counts, seconds and bodies a second");
  app.add_flag("--print", options.print, "print the bodies, send nothing");
  app.add_option("files", options.files, "bodies; - is standard input");
  try {
    app.parse(argc, argv);
    return run(options);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const sim::Unreachable& error) {
    fmt::print(stderr, "urp-post: {}\n", error.what());
    return 75;
  } catch (const std::invalid_argument& error) {
    fmt::print(stderr, "urp-post: {}\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    fmt::print(stderr, "urp-post: {}\n", error.what());
    return 1;
  }
}
