#include "scripted_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cctype>
#include <chrono>
#include <stdexcept>

namespace {

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

bool read_more(int socket, std::string& buffer) {
  char bytes[16384];
  const ssize_t count = ::recv(socket, bytes, sizeof bytes, 0);
  if (count <= 0) return false;
  buffer.append(bytes, static_cast<std::size_t>(count));
  return true;
}

void send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

}  // namespace

std::string SeenRequest::header(const std::string& name) const {
  const std::string all = lower(head);
  const auto at = all.find("\r\n" + lower(name) + ":");
  if (at == all.npos) return {};
  const auto start = head.find_first_not_of(" ", at + name.size() + 3);
  return head.substr(start, head.find("\r\n", start) - start);
}

std::string http_answer(int status, const std::string& body, const std::string& headers) {
  return "HTTP/1.1 " + std::to_string(status) +
         " Whatever\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + headers + "\r\n" + body;
}

ScriptedServer::ScriptedServer(Script script) : script_(std::move(script)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 64) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("no port on loopback");
  }
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_all(); });
}

ScriptedServer::~ScriptedServer() {
  stop();
}

void ScriptedServer::stop() {
  if (!acceptor_.joinable()) return;
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  ::close(listener_);
  {
    const std::lock_guard lock(mutex_);
    for (const int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
  }
  for (auto& connection : connections_) connection.join();
  for (const int socket : sockets_) {
    if (socket >= 0) ::close(socket);
  }
}

std::string ScriptedServer::stop_and_get_rest() {
  stop();
  return rest_;
}

std::string ScriptedServer::url(const std::string& target) const {
  return "http://127.0.0.1:" + std::to_string(port_) + target;
}

std::vector<SeenRequest> ScriptedServer::seen() const {
  const std::lock_guard lock(mutex_);
  return seen_;
}

bool ScriptedServer::wait_for(std::size_t requests) {
  std::unique_lock lock(mutex_);
  return arrived_.wait_for(lock, std::chrono::seconds(10), [&] { return seen_.size() >= requests; });
}

void ScriptedServer::accept_all() {
  for (int number = 0;; ++number) {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    const std::lock_guard lock(mutex_);
    sockets_.push_back(socket);
    connections_.emplace_back([this, socket, number] { serve(socket, number); });
  }
}

bool ScriptedServer::read_request(int socket, std::string& buffer, SeenRequest& request) {
  std::size_t end;
  while ((end = buffer.find("\r\n\r\n")) == buffer.npos) {
    if (!read_more(socket, buffer)) return false;
  }
  request.head = buffer.substr(0, end + 2);
  buffer.erase(0, end + 4);
  const std::string length = request.header("Content-Length");
  const std::size_t size = length.empty() ? 0 : std::stoul(length);
  while (buffer.size() < size) {
    if (!read_more(socket, buffer)) return false;
  }
  request.body = buffer.substr(0, size);
  buffer.erase(0, size);
  return true;
}

void ScriptedServer::serve(int socket, int connection) {
  std::string buffer;
  for (int nth = 0;; ++nth) {
    SeenRequest request;
    request.connection = connection;
    request.nth = nth;
    if (!read_request(socket, buffer, request)) {
      const std::lock_guard lock(mutex_);
      rest_ += request.head + buffer;
      return;
    }
    {
      const std::lock_guard lock(mutex_);
      seen_.push_back(request);
    }
    arrived_.notify_all();
    const ScriptedAnswer answer = script_(request);
    send_all(socket, answer.bytes);
    switch (answer.then) {
      case ScriptedAnswer::Then::keep:
        continue;
      case ScriptedAnswer::Then::hang:
        while (read_more(socket, buffer)) continue;
        return;
      case ScriptedAnswer::Then::reset: {
        const linger at_once{1, 0};
        ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        break;
      }
      case ScriptedAnswer::Then::close:
        break;
    }
    const std::lock_guard lock(mutex_);
    for (int& open : sockets_) {
      if (open == socket) open = -1;
    }
    ::close(socket);
    return;
  }
}
