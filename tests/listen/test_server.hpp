// test_server.hpp: a server whose commits can be held, and what it was given.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <urp/listen.hpp>

#include "http_client.hpp"

struct urp::Prepared::Body {
  std::string text;
};

extern "C" urp::Server* urp_listen_v2(const urp::ServerSettings& settings, urp::Prepare prepare,
                                      urp::Commit commit, urp::Idle idle, urp::Refused refused);

/// Looks again and again, for five seconds at most.
bool eventually(const std::function<bool()>& condition);

/// A door that commits wait at.
class Gate {
 public:
  explicit Gate(bool open = true) : open_(open) {}
  void pass();
  void close();
  void open();

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_;
};

/// GET is answered at once with what was asked; POST is committed, and answered with "kept " and the body.
struct TestServer {
  using Start = std::function<std::unique_ptr<urp::Server>(const urp::ServerSettings&, urp::Prepare,
                                                           urp::Commit, urp::Idle, urp::Refused)>;
  explicit TestServer(const urp::ServerSettings& settings = {}, urp::Idle idle = {}, Start start = {});
  ~TestServer();

  std::unique_ptr<sim::HttpClient> client() const;
  /// Without waiting for the answer.
  std::unique_ptr<sim::HttpClient> posted(const std::string& body) const;
  int post(const std::string& body) const {
    return posted(body)->read_answer().value_or(sim::Answer{}).status;
  }
  std::vector<std::vector<std::string>> groups();
  /// Waits until so many bodies in all were prepared and queued.
  bool queued(int bodies) const;
  /// Waits until the server has done with everything that was sent before.
  bool settled() const;
  int prepared() const { return prepared_; }
  /// How many requests the server said were refused with this status.
  int refused(int status);

  /// From now on a commit whose group begins with this body throws.
  void fail_at(const std::string& body);

  Gate gate;
  std::atomic<bool> answer_too_few = false;

 private:
  std::variant<urp::HttpResponse, urp::Prepared> prepare(urp::HttpRequest request);
  std::vector<urp::HttpResponse> commit(std::span<urp::Prepared> bodies);

  std::mutex mutex_;
  std::vector<std::vector<std::string>> groups_;
  std::map<int, int> refused_;
  std::optional<std::string> fail_at_;
  std::atomic<int> prepared_ = 0;

 public:
  std::unique_ptr<urp::Server> server;
};

std::string post_bytes(const std::string& body);
