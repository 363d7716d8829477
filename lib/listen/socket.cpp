#include "listen/socket.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
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
    case ENOTSOCK:
      throw Error(Fault::configuration, say(_("{0}: something else stands there, and no socket"), where),
                  _("see what it is with: ls -l; take it away, or choose another [listen] address"));
    case EACCES:
      throw Error(Fault::denied, say(_("{0}: this user may not listen there"), where),
                  where.starts_with("unix:")
                      ? _("the service must be able to write the folder; systemd makes one with "
                          "RuntimeDirectory=")
                      : _("choose a [listen] port from 1024 on, behind the reverse proxy"));
    case ENOENT:
    case ENOTDIR:
      throw Error(Fault::configuration, say(_("{0}: there is no such folder"), where),
                  _("create the folder of the socket; systemd does it with RuntimeDirectory="));
    case EADDRNOTAVAIL:
      throw Error(Fault::configuration, say(_("{0}: not an address of this machine"), where),
                  _("correct [listen] address; 127.0.0.1 is right behind a reverse proxy"));
    default:
      throw Error(Fault::failed, say(_("{0}: cannot listen: {1}"), where, std::strerror(code)));
  }
}

}  // namespace

ListenSocket::ListenSocket(const std::string& address, int port) {
  constexpr std::string_view local = "unix:";
  if (address.starts_with(local)) {
    open_local(address.substr(local.size()));
  } else {
    open_internet(address, port);
  }
}

void ListenSocket::open_local(const std::string& path) {
  sockaddr_un at{};
  at.sun_family = AF_UNIX;
  if (path.empty() || path.front() != '/' || path.size() >= sizeof at.sun_path) {
    throw Error(Fault::configuration, say(_("[listen] address = \"unix:{0}\": not a path of a socket"), path),
                _("use an absolute path of at most 107 bytes, as in \"unix:/run/urp/webhook\""));
  }
  std::memcpy(at.sun_path, path.data(), path.size());
  const auto* target = reinterpret_cast<const sockaddr*>(&at);
  handle_ = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  int code = handle_ < 0 ? errno : 0;
  struct stat there {};
  if (code == 0 && ::lstat(path.c_str(), &there) == 0) {
    // A socket that nobody listens at was left by a run that was killed. Anything else is not ours to remove.
    if (!S_ISSOCK(there.st_mode)) {
      code = ENOTSOCK;
    } else if (connect(handle_, target, sizeof at) == 0 || errno != ECONNREFUSED) {
      code = EADDRINUSE;
    } else if (::unlink(path.c_str()) != 0) {
      code = errno;
    }
  }
  if (code == 0 && bind(handle_, target, sizeof at) != 0) code = errno;
  if (code == 0) {
    path_ = path;
    if (::chmod(path.c_str(), 0660) != 0 || ::listen(handle_, SOMAXCONN) != 0) code = errno;
  }
  if (code == 0) return;
  if (handle_ >= 0) close(handle_);
  if (!path_.empty()) ::unlink(path_.c_str());
  refuse(code, "unix:" + path);
}

void ListenSocket::open_internet(const std::string& address, int port) {
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
  if (!path_.empty()) ::unlink(path_.c_str());
  close(handle_);
}

int ListenSocket::port() const {
  if (!path_.empty()) return 0;
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
