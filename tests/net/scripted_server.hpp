// scripted_server.hpp: a server on loopback that answers what a test wrote, and hangs up where the test says.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct SeenRequest {
  int connection = 0;  // counted from 0
  int nth = 0;         // on this connection, from 0
  std::string head;    // request line and headers
  std::string body;

  /// Of a header, by its name in any case; empty when it is missing.
  std::string header(const std::string& name) const;
};

struct ScriptedAnswer {
  std::string bytes;  // sent as they are
  enum class Then { keep, close, reset, hang } then = Then::keep;
};

/// A whole answer with its Content-Length.
std::string http_answer(int status, const std::string& body, const std::string& headers = {});

class ScriptedServer {
 public:
  using Script = std::function<ScriptedAnswer(const SeenRequest&)>;  // called by a thread of each connection

  explicit ScriptedServer(Script script);
  ~ScriptedServer();

  std::string url(const std::string& target = "/") const;
  int port() const { return port_; }
  std::vector<SeenRequest> seen() const;
  /// Waits until so many requests have arrived; false when they never did.
  bool wait_for(std::size_t requests);
  /// Bytes that never became a whole request.
  std::string stop_and_get_rest();

 private:
  void stop();
  void accept_all();
  void serve(int socket, int connection);
  bool read_request(int socket, std::string& buffer, SeenRequest& request);

  Script script_;
  int listener_ = -1, port_ = 0;
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<SeenRequest> seen_;
  std::string rest_;
  std::vector<int> sockets_;
  std::vector<std::thread> connections_;
  std::thread acceptor_;
};
