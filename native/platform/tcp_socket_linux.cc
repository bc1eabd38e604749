/** TCP sockets for raw-socket modems. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cstring>

#include "platform/tcp_socket.h"

namespace dun {

Result<UniqueFd> start_connect(const std::string& address, uint16_t port) {
  sockaddr_storage peer{};
  socklen_t length = 0;
  if (auto* v4 = reinterpret_cast<sockaddr_in*>(&peer);
      ::inet_pton(AF_INET, address.c_str(), &v4->sin_addr) == 1) {
    v4->sin_family = AF_INET;
    v4->sin_port = htons(port);
    length = sizeof *v4;
  } else if (auto* v6 = reinterpret_cast<sockaddr_in6*>(&peer);
             ::inet_pton(AF_INET6, address.c_str(), &v6->sin6_addr) == 1) {
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(port);
    length = sizeof *v6;
  } else {
    return SystemFailure{EINVAL, "connect"};
  }
  UniqueFd fd(::socket(peer.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!fd) return SystemFailure::last("socket");
  tune_stream(fd.get());
  if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&peer), length) < 0 && errno != EINPROGRESS) {
    return SystemFailure::last("connect");
  }
  return fd;
}

int connect_outcome(int fd) {
  int error = 0;
  socklen_t length = sizeof error;
  return ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length) < 0 ? errno : error;
}

void tune_stream(int fd) {
  const int on = 1;
  // A few frames are enough to keep a modem busy; more would only queue in front of the next keystroke.
  const int unsent = 16 * 1024;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  ::setsockopt(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &unsent, sizeof unsent);
  ::setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
}

Status adopt_stream(int fd) {
  const int flags = ::fcntl(fd, F_GETFL);
  if (flags < 0 || ::fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0) return SystemFailure::last("fcntl");
  if (::fcntl(fd, F_SETFD, FD_CLOEXEC) < 0) return SystemFailure::last("fcntl");
  tune_stream(fd);
  return Done{};
}

}  // namespace dun
