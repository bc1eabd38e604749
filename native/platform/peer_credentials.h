/** Who is at the other end of a Unix socket, as the kernel knows it. */
#pragma once

#include <sys/types.h>

#include "platform/result.h"

namespace dun {

struct PeerCredentials {
  pid_t pid;
  uid_t uid;
  gid_t gid;
};

Result<PeerCredentials> peer_credentials(int fd);

}  // namespace dun
