#include "http_client.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <memory>

namespace sim {
namespace {

constexpr int patience = 30;  // seconds without a byte

/// The value of a header; empty when there is none.
std::string_view header(std::string_view head, std::string_view name) {
  for (std::size_t at = head.find("\r\n"); at != std::string_view::npos; at = head.find("\r\n", at + 2)) {
    const auto line = head.substr(at + 2, head.find("\r\n", at + 2) - at - 2);
    if (line.size() <= name.size() || line[name.size()] != ':') continue;
    if (strncasecmp(line.data(), name.data(), name.size()) != 0) continue;
    const auto value = line.substr(name.size() + 1);
    const auto from = value.find_first_not_of(' ');
    return from == std::string_view::npos ? "" : value.substr(from);
  }
  return {};
}

}  // namespace

Url parse_url(const std::string& url) {
  constexpr std::string_view scheme = "http://";
  if (url.rfind(scheme, 0) != 0) throw std::invalid_argument("not an http:// URL: " + url);
  const auto slash = url.find('/', scheme.size());
  Url parsed;
  parsed.path = slash == std::string::npos ? "/" : url.substr(slash);
  const auto authority =
      url.substr(scheme.size(), slash == std::string::npos ? slash : slash - scheme.size());
  const auto bracket = authority.find(']');
  const auto colon = authority.find(':', bracket == std::string::npos ? 0 : bracket);
  parsed.host = authority.substr(0, colon);
  parsed.port = colon == std::string::npos ? "80" : authority.substr(colon + 1);
  if (bracket != std::string::npos) parsed.host = authority.substr(1, bracket - 1);
  if (parsed.host.empty() || parsed.port.empty()) throw std::invalid_argument("no host or port in " + url);
  return parsed;
}

std::string percent_encode(std::string_view text) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string encoded;
  for (const unsigned char c : text) {
    if (std::isalnum(c) || std::strchr("-._~", c) != nullptr) {
      encoded += static_cast<char>(c);
    } else {
      encoded += {'%', digits[c >> 4], digits[c & 15]};
    }
  }
  return encoded;
}

void HttpClient::connect() {
  hang_up();
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (const int error = getaddrinfo(url_.host.c_str(), url_.port.c_str(), &wanted, &found); error != 0) {
    throw Unreachable(url_.host + ": " + gai_strerror(error));
  }
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> addresses(found, &freeaddrinfo);
  int code = 0;
  for (auto* at = found; at != nullptr; at = at->ai_next) {
    socket_ = socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket_ >= 0 && ::connect(socket_, at->ai_addr, at->ai_addrlen) == 0) break;
    code = errno;
    hang_up();
  }
  if (socket_ < 0) throw Unreachable(url_.host + ":" + url_.port + ": " + std::strerror(code));
  const int yes = 1;
  const timeval limit{.tv_sec = patience, .tv_usec = 0};
  setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  fresh_ = true;
}

void HttpClient::hang_up() {
  if (socket_ >= 0) close(socket_);
  socket_ = -1;
  unread_.clear();
}

bool HttpClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool HttpClient::fill() {
  char bytes[16 * 1024];
  for (;;) {
    const auto got = recv(socket_, bytes, sizeof bytes, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    unread_.append(bytes, static_cast<std::size_t>(got));
    return true;
  }
}

std::optional<Answer> HttpClient::read_answer() {
  Answer answer;
  do {  // a "100 Continue" goes before the answer
    std::size_t end = 0;
    while ((end = unread_.find("\r\n\r\n")) == std::string::npos) {
      if (!fill()) return std::nullopt;
    }
    answer.head = unread_.substr(0, end + 2);
    unread_.erase(0, end + 4);
    if (answer.head.size() < 12) return std::nullopt;
    std::from_chars(answer.head.data() + 9, answer.head.data() + 12, answer.status);
  } while (answer.status == 100);
  const auto said = header(answer.head, "Content-Length");
  std::size_t length = 0;
  std::from_chars(said.data(), said.data() + said.size(), length);
  while (unread_.size() < length) {
    if (!fill()) return std::nullopt;
  }
  answer.body = unread_.substr(0, length);
  unread_.erase(0, length);
  const auto connection = header(answer.head, "Connection");
  answer.closes = connection == "close" || connection == "Close";
  fresh_ = false;
  return answer;
}

bool HttpClient::at_end() {
  while (fill()) {
  }
  return errno != EAGAIN && errno != EWOULDBLOCK;
}

std::optional<Answer> HttpClient::request(std::string_view method, std::string_view path,
                                          std::string_view headers, std::string_view body) {
  std::string bytes;
  bytes.reserve(256 + headers.size() + body.size());
  bytes.append(method)
      .append(" ")
      .append(path)
      .append(" HTTP/1.1\r\nHost: ")
      .append(url_.host)
      .append("\r\n");
  bytes.append(headers);
  if (method != "GET") bytes.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n");
  bytes.append("\r\n").append(body);
  for (;;) {
    if (!connected()) connect();
    const bool kept = !fresh_;
    send(bytes);  // refused in mid-body: the answer says why
    auto answer = read_answer();
    if (!answer || answer->closes) hang_up();
    if (answer || !kept) return answer;
  }
}

}  // namespace sim
