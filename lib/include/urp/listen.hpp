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
  std::string address = "127.0.0.1";
  int port = 0;
  std::size_t body_limit = 4 * 1024 * 1024;  // bytes; beyond it 413 (the provider sends up to 3 MB)
  std::size_t queue_limit = 4096;            // bodies that wait for their commit; beyond it 503
  int connection_limit = 512;
  int timeout = 30;  // seconds without a byte, then the connection is closed
};

/// On the HTTP thread: an answer at once, or something to commit.
using Prepare = std::function<std::variant<HttpResponse, Prepared>(HttpRequest)>;
/// On the commit thread, with everything that waited: one answer each, in the same order.
using Commit = std::function<std::vector<HttpResponse>(std::span<Prepared>)>;
/// On the commit thread, when nothing waits: background work; false when there is none left.
using Idle = std::function<bool()>;

class URP_API Server {
 public:
  virtual ~Server();
  virtual int port() const = 0;
  /// Takes no new connections, answers what was accepted, then ends. Called again: nothing.
  virtual void stop() = 0;
};

/// Throws busy when the address is taken, failed when liburp-net.so is missing or of another version.
URP_API std::unique_ptr<Server> start_server(const ServerSettings& settings, Prepare prepare, Commit commit,
                                             Idle idle = {});

}  // namespace urp
