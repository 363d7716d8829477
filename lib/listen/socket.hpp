// socket.hpp: the listening socket, opened by us so that what is wrong with it can be said.
#pragma once

#include <string>

namespace urp::listen {

class ListenSocket {
 public:
  /// A literal IPv4 or IPv6 address; port 0 takes any free one. Or "unix:" and an absolute path: the port
  /// does not count, and the group of the office may connect. Throws busy, denied, configuration, failed.
  ListenSocket(const std::string& address, int port);
  ~ListenSocket();
  ListenSocket(const ListenSocket&) = delete;
  ListenSocket& operator=(const ListenSocket&) = delete;

  int handle() const { return handle_; }
  int port() const;  // 0: a Unix socket
  /// From now on callers are refused; the number stays taken, since another thread may still hold it in a
  /// call.
  void refuse_callers();

 private:
  void open_internet(const std::string& address, int port);
  void open_local(const std::string& path);

  int handle_ = -1;
  std::string path_;  // of a Unix socket: taken away at the end
};

}  // namespace urp::listen
