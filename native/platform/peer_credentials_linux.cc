/** SO_PEERCRED. */
#include <sys/socket.h>

#include "platform/peer_credentials.h"

namespace dun {

Result<PeerCredentials> peer_credentials(int fd) {
  ucred credentials{};
  socklen_t length = sizeof credentials;
  if (::getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &credentials, &length) < 0) {
    return SystemFailure::last("getsockopt");
  }
  // Sockets that are not Unix sockets answer too, with nobody.
  if (credentials.pid == 0) return SystemFailure{ENOTSUP, "getsockopt"};
  return PeerCredentials{credentials.pid, credentials.uid, credentials.gid};
}

}  // namespace dun
