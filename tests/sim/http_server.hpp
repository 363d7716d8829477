// http_server.hpp: the listening side of the stand-in: requests in, answers out, and answers that go wrong on
// purpose.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct MHD_Daemon;

namespace sim {

struct Request {
  std::string method, path, body;
  std::map<std::string, std::string> query, headers;  // names of headers in lower case
  bool too_large = false;                             // the body was beyond the limit and is not here

  std::string_view header(const std::string& name) const;
  /// Empty when it is not there.
  std::string_view argument(const std::string& name) const;
};

/// How an answer ends: as it should; in the middle of its body; before its first byte; or never.
enum class Ending { whole, cut_off, unanswered, hang };

struct Response {
  int status = 200;
  std::string body{};
  std::string content_type = "application/json; charset=UTF-8";
  std::vector<std::pair<std::string, std::string>> headers{};
  Ending ending = Ending::whole;
  std::chrono::milliseconds delay{0};
  std::function<void()> before_answer{}, after_answer{};
};

/// One thread a connection, on 127.0.0.1 and nowhere else.
class HttpServer {
 public:
  using Handler = std::function<Response(const Request&)>;
  /// Port 0: any that is free. Throws std::runtime_error.
  HttpServer(std::uint16_t port, Handler handler);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  std::uint16_t port() const { return port_; }
  /// http://127.0.0.1:PORT
  std::string address() const;

 private:
  friend struct Exchange;

  Handler handler_;
  int over_ = -1;  // an eventfd: readable once the server ends, so that answers that hang end too
  MHD_Daemon* daemon_ = nullptr;
  std::uint16_t port_ = 0;
};

}  // namespace sim
