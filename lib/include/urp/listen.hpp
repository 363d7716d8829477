// listen.hpp: the HTTP loop. It knows sockets and queues, and nothing of webhooks.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include <urp/api.hpp>
#include <urp/http.hpp>
#include <urp/intake.hpp>

namespace urp {

struct ServerSettings {
  std::string address =
      "127.0.0.1";  // or "unix:/run/urp/webhook": a socket for the proxy of this machine alone
  int port = 0;
  std::size_t body_limit = 4 * 1024 * 1024;  // bytes; beyond it 413 (the provider sends up to 3 MB)
  std::size_t queue_limit = 384;             // bodies that wait for their commit; beyond it 503
  int connection_limit = 512;                // beyond it the one goes that has kept us waiting for longest
  int timeout = 30;                          // seconds without a byte, then the connection is closed
  int deadline = 60;                         // seconds for a head, and for a body, however they drip
};

/// On the HTTP thread: an answer at once, or something to commit.
using Prepare = std::function<std::variant<HttpResponse, Prepared>(HttpRequest)>;
/// On the commit thread, with everything that waited: one answer each, in the same order.
using Commit = std::function<std::vector<HttpResponse>(std::span<Prepared>)>;
/// On the commit thread, when nothing waits: background work; false when there is none left.
using Idle = std::function<bool()>;
/// On the HTTP thread: a request was answered with this status, 400 or above; 408: it was cut off unanswered.
using Refused = std::function<void(int status)>;

class URP_API Server {
 public:
  virtual ~Server();
  virtual int port() const = 0;  // 0: a Unix socket
  /// Takes no new connections, answers what was accepted, then ends. Called again: nothing.
  virtual void stop() = 0;
};

/// Throws busy when the address is taken, failed when liburp-net.so is missing or of another version.
URP_API std::unique_ptr<Server> start_server(const ServerSettings& settings, Prepare prepare, Commit commit,
                                             Idle idle = {}, Refused refused = {});

}  // namespace urp
