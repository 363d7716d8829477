// listener.hpp: urp listen with its worker, where the simulator's webhooks go.
#pragma once

#include <csignal>
#include <stdexcept>
#include <string>

#include "children.hpp"
#include "simulator.hpp"

namespace soak {

/// Starts it, waits until it listens, and tells the simulator where.
inline Child start_listen(const std::string& urp, Simulator& simulator, int number) {
  const std::string log = "listen-" + std::to_string(number) + ".log";
  Child listen({urp, "listen", "--port", "0"}, "listen.out", log);
  constexpr std::string_view mark = "listening on ";
  std::string text;
  const bool ready = wait_until(std::chrono::seconds(20), [&] {
    text = read_file(log);
    const auto at = text.find(mark);
    return at != text.npos && text.find('\n', at) != text.npos;
  });
  if (!ready) throw std::runtime_error("listen did not start: " + text);
  const auto from = text.find(mark) + mark.size();
  simulator.post("webhooks", {{"url", text.substr(from, text.find('\n', from) - from)}});
  return listen;
}

/// False when it did not end by itself, or not with 0.
inline bool stop_listen(Child& listen) {
  listen.signal(SIGTERM);
  return listen.wait(std::chrono::seconds(45)) == 0;
}

}  // namespace soak
