#include "listen/socket.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include <urp/error.hpp>

#include "domain/say.hpp"

namespace urp::listen {
namespace {

using Addresses = std::unique_ptr<addrinfo, void (*)(addrinfo*)>;

std::string written(const std::string& address, int port) {
  const bool v6 = address.find(':') != std::string::npos;
  return (v6 ? "[" + address + "]" : address) + ":" + std::to_string(port);
}

Addresses resolve(const std::string& address, int port) {
  if (port < 0 || port > 65535) {
    throw Error(Fault::configuration, say(_("[listen] port = {0}: not a port"), port), _("use 0 to 65535"));
  }
  addrinfo wanted{};
  wanted.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE;
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (getaddrinfo(address.c_str(), std::to_string(port).c_str(), &wanted, &found) != 0) {
    throw Error(Fault::configuration, say(_("[listen] address = \"{0}\": not an address"), address),
                _("use a literal one like 127.0.0.1 or ::1"));
  }
  return {found, &freeaddrinfo};
}

[[noreturn]] void refuse(int code, const std::string& where) {
  switch (code) {
    case EADDRINUSE:
      throw Error(Fault::busy, say(_("{0}: another program listens there"), where),
                  _("stop it (perhaps another urp listen), or choose another [listen] port"));
    case EACCES:
      throw Error(Fault::denied, say(_("{0}: this user may not listen there"), where),
                  _("choose a [listen] port from 1024 on, behind the reverse proxy"));
    case EADDRNOTAVAIL:
      throw Error(Fault::configuration, say(_("{0}: not an address of this machine"), where),
                  _("correct [listen] address; 127.0.0.1 is right behind a reverse proxy"));
    default:
      throw Error(Fault::failed, say(_("{0}: cannot listen: {1}"), where, std::strerror(code)));
  }
}

}  // namespace

ListenSocket::ListenSocket(const std::string& address, int port) {
  const auto target = resolve(address, port);
  handle_ = socket(target->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  // A restart must not wait until the connections of the former run are forgotten.
  const int yes = 1;
  if (handle_ < 0 || setsockopt(handle_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
      bind(handle_, target->ai_addr, target->ai_addrlen) != 0 || ::listen(handle_, SOMAXCONN) != 0) {
    const int code = errno;
    if (handle_ >= 0) close(handle_);
    refuse(code, written(address, port));
  }
}

ListenSocket::~ListenSocket() {
  close(handle_);
}

int ListenSocket::port() const {
  sockaddr_storage bound{};
  socklen_t size = sizeof bound;
  if (getsockname(handle_, reinterpret_cast<sockaddr*>(&bound), &size) != 0) {
    throw Error(Fault::failed, say(_("the listening socket: {0}"), std::strerror(errno)));
  }
  return ntohs(bound.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6&>(bound).sin6_port
                                           : reinterpret_cast<sockaddr_in&>(bound).sin_port);
}

void ListenSocket::refuse_callers() {
  shutdown(handle_, SHUT_RDWR);
}

}  // namespace urp::listen
