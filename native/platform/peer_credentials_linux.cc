/** SO_PEERCRED. */
#include <sys/socket.h>

#include "platform/peer_credentials.h"

namespace dun {

Result<PeerCredentials> peer_credentials(int fd) {
  // Any socket answers SO_PEERCRED, but only a Unix socket has a peer to tell about.
  int domain = 0;
  socklen_t length = sizeof domain;
  if (::getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &length) < 0) return SystemFailure::last("getsockopt");
  if (domain != AF_UNIX) return SystemFailure{ENOTSUP, "getsockopt"};
  ucred credentials{};
  length = sizeof credentials;
  if (::getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &credentials, &length) < 0) {
    return SystemFailure::last("getsockopt");
  }
  return PeerCredentials{credentials.pid, credentials.uid, credentials.gid};
}

}  // namespace dun
