// sim_main.cpp: urp-sim, a stand-in of the WhatsApp Cloud API on this machine, for tests and rehearsals. It
// is as strict as the provider: what that would refuse, this refuses with the same code. It never listens or
// sends beyond loopback.
#include <fmt/format.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>

#include "provider.hpp"

namespace {

using namespace sim;

/// "real" or UTC seconds.
std::optional<std::int64_t> parse_clock(const std::string& text) {
  if (text == "real") return std::nullopt;
  if (!is_digits(text)) throw std::invalid_argument("--clock is real or UTC seconds, not " + text);
  return std::stoll(text);
}

int serve(Options options) {
  // Blocked before any thread begins, so that only sigwait below gets them.
  sigset_t ends;
  sigemptyset(&ends);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&ends, signal);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  ::signal(SIGPIPE, SIG_IGN);

  const std::uint16_t port = options.port, media_port = options.media_port;
  Provider provider(std::move(options));
  const HttpServer media(media_port,
                         [&](const Request& request) { return answer_media_host(provider, request); });
  provider.media_address = media.address();
  const HttpServer graph(port, [&](const Request& request) -> Response {
    if (request.path == "/sim/quit") return {.body = "{}\n", .after_answer = [] { kill(getpid(), SIGTERM); }};
    return request.path.rfind("/sim/", 0) == 0 ? answer_control(provider, request)
                                               : answer_graph(provider, request);
  });
  fmt::print("media on {}\nsimulator on {}\n", media.address(), graph.address());
  std::fflush(stdout);
  int signal = 0;
  sigwait(&ends, &signal);
  // Whoever never answers a webhook, or reads no answer, must not hold the end. The ledger is whole: it is
  // written line by line.
  std::fflush(nullptr);
  std::_Exit(0);
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  std::string clock = "real", answers = "none", pair_rate = "on";
  CLI::App app("a stand-in of the WhatsApp Cloud API on 127.0.0.1", "urp-sim");
  app.option_defaults()->always_capture_default();
  app.add_option("--port", options.port, "of the Graph API and /sim/; 0: any");
  app.add_option("--media-port", options.media_port, "of the media host; 0: any");
  app.add_option("--phone-number-id", options.phone_number_id, "id of the business number");
  app.add_option("--waba", options.account, "id of the business account");
  app.add_option("--display-number", options.display_number, "the business number, in digits");
  app.add_option("--token", options.token, "the bearer's token that is good");
  app.add_option("--app-secret", options.app_secret, "signs webhooks");
  app.add_option("--verify-token", options.verify_token, "of the handshake");
  app.add_option("--webhook", options.webhooks.url, "where webhooks go; without: they wait");
  app.add_option("--clock", clock, "real, or UTC seconds at which it stands until it is set");
  app.add_option("--ledger", options.ledger, "append what happens, a JSON line each");
  app.add_option("--status-delay", options.status_delay, "milliseconds to the first status and between them");
  app.add_option("--statuses", options.statuses, "which follow an acceptance")
      ->delimiter(',')
      ->check(CLI::IsMember({"sent", "delivered", "read"}));
  app.add_option("--auto-answer", answers, "echo: an invented citizen thanks after a while")
      ->check(CLI::IsMember({"none", "echo"}));
  app.add_option("--answer-delay", options.answer_delay, "milliseconds until then");
  app.add_option("--window", options.window, "how messages after 24 hours fail")
      ->check(CLI::IsMember({"off", "sync", "async"}));
  app.add_option("--pair-rate", pair_rate, "131056: on or off")->check(CLI::IsMember({"on", "off"}));
  app.add_option("--pair-seconds", options.pace.pair_seconds, "between two messages to the same person");
  app.add_option("--pair-burst", options.pace.pair_burst,
                 "messages that may be borrowed from the time to come");
  app.add_option("--throughput", options.pace.throughput, "130429: messages in any second");
  app.add_option("--redelivery-scale", options.webhooks.redelivery_scale, "of 0, 1, 2, 4 ... seconds");
  app.add_option("--webhook-concurrency", options.webhooks.concurrency,
                 "bodies on their way at once, 1 to 8");
  app.add_option("--webhook-batch", options.webhooks.batch, "updates in one body, 1 to 1000");
  app.add_option("--webhook-shape", options.webhooks.shape, "how they share it: value, changes, entries");
  try {
    app.parse(argc, argv);
    options.clock = parse_clock(clock);
    options.echo = answers == "echo";
    options.pace.pair = pair_rate == "on";
    return serve(std::move(options));
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const std::invalid_argument& error) {
    fmt::print(stderr, "urp-sim: {}\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    fmt::print(stderr, "urp-sim: {}\n", error.what());
    return 1;
  }
}
