// http_client.hpp: a plain blocking HTTP/1.1 client over one kept connection, light enough not to weigh in a
// benchmark.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace sim {

struct Url {
  std::string host, port, path;  // the path with its query
};
/// `http://HOST[:PORT]/PATH`; HOST may be `[::1]`. Throws std::invalid_argument.
Url parse_url(const std::string& url);
std::string percent_encode(std::string_view text);

struct Answer {
  int status = 0;
  std::string head;  // status line and headers, as they came
  std::string body;
  bool closes = false;
};

struct Unreachable : std::runtime_error {
  using runtime_error::runtime_error;
};

class HttpClient {
 public:
  explicit HttpClient(Url url) : url_(std::move(url)) {}
  ~HttpClient() { hang_up(); }
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  /// `headers` are whole lines that end in CRLF. Nothing when the connection broke before the answer was
  /// whole. Connects when need be: throws Unreachable. A kept connection that proves dead is tried once more
  /// on a new one.
  std::optional<Answer> request(std::string_view method, std::string_view path, std::string_view headers,
                                std::string_view body);

  void connect();  // throws Unreachable
  void hang_up();
  bool connected() const { return socket_ >= 0; }
  /// False when the other side no longer takes it; an answer may be there to read all the same.
  bool send(std::string_view bytes);
  /// The next answer on this connection, or nothing when it ends before.
  std::optional<Answer> read_answer();
  /// True once the other side has closed, whatever came before.
  bool at_end();

 private:
  bool fill();

  Url url_;
  int socket_ = -1;
  bool fresh_ = false;  // nothing was answered on this connection yet
  std::string unread_;
};

}  // namespace sim
