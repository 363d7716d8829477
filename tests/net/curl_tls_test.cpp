// The first words of TLS: which versions we offer.
#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include "domain/transport.hpp"
#include "net/curl_transport.hpp"

using namespace urp;

namespace {

std::size_t number_at(const std::string& bytes, std::size_t at, int size) {
  std::size_t value = 0;
  for (int i = 0; i < size; ++i) value = value << 8 | static_cast<unsigned char>(bytes.at(at++));
  return value;
}

/// Accepts one connection and hangs up after its first TLS record.
class Listener {
 public:
  Listener() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    REQUIRE(::listen(socket_, 1) == 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { take_record(); });
  }
  ~Listener() {
    if (thread_.joinable()) thread_.join();
    ::close(socket_);
  }
  std::string url() const { return "https://127.0.0.1:" + std::to_string(port_) + "/"; }
  std::string record() {
    thread_.join();
    return record_;
  }

 private:
  void take_record() {
    constexpr std::size_t head = 5;
    const int connection = ::accept(socket_, nullptr, nullptr);
    char buffer[4096];
    while (record_.size() < head || record_.size() < head + number_at(record_, 3, 2)) {
      const auto count = ::recv(connection, buffer, sizeof buffer, 0);
      if (count <= 0) break;
      record_.append(buffer, static_cast<std::size_t>(count));
    }
    ::close(connection);
  }

  int socket_, port_ = 0;
  std::string record_;
  std::thread thread_;
};

/// Of the extension supported_versions (43) of a ClientHello, RFC 8446, 4.1.2 and 4.2.1.
std::vector<std::size_t> offered_versions(const std::string& record) {
  std::size_t at = 5 + 4 + 2 + 32;     // record, handshake, version, random
  at += 1 + number_at(record, at, 1);  // session
  at += 2 + number_at(record, at, 2);  // ciphers
  at += 1 + number_at(record, at, 1);  // compression
  const auto end = at + 2 + number_at(record, at, 2);
  at += 2;
  std::vector<std::size_t> versions;
  while (at < end) {
    const auto kind = number_at(record, at, 2), size = number_at(record, at + 2, 2);
    at += 4;
    for (std::size_t i = 1; kind == 43 && i < size; i += 2) versions.push_back(number_at(record, at + i, 2));
    at += size;
  }
  return versions;
}

}  // namespace

TEST_CASE("tls: 1.2 or newer is offered, whatever OPENSSL_CONF says") {
  Listener listener;
  auto transport = net::curl_transport("urp/test");
  OutgoingRequest request;
  request.url = listener.url();
  request.timeout = std::chrono::seconds(10);
  CHECK(perform(transport, request).kind != RequestOutcome::Kind::answered);
  auto versions = offered_versions(listener.record());
  std::sort(versions.begin(), versions.end());
  CHECK(versions == std::vector<std::size_t>{0x0303, 0x0304});  // 1.2 and 1.3
}
