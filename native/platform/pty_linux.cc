/** Pseudo terminals by /dev/ptmx. */
#include <fcntl.h>
#include <stdlib.h>
#include <termios.h>

#include "platform/pty.h"

namespace dun {

Result<Pty> open_pty() {
  UniqueFd master(::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
  if (!master) return SystemFailure::last("posix_openpt");
  if (::grantpt(master.get()) < 0) return SystemFailure::last("grantpt");
  if (::unlockpt(master.get()) < 0) return SystemFailure::last("unlockpt");
  char path[64];
  if (const int error = ::ptsname_r(master.get(), path, sizeof path); error != 0) {
    return SystemFailure{error, "ptsname_r"};
  }
  // Master and slave share their modes: raw from the start, or the line discipline echoes what comes before
  // the slave's owner sets it.
  termios modes;
  if (::tcgetattr(master.get(), &modes) < 0) return SystemFailure::last("tcgetattr");
  ::cfmakeraw(&modes);
  if (::tcsetattr(master.get(), TCSANOW, &modes) < 0) return SystemFailure::last("tcsetattr");
  return Pty{std::move(master), path};
}

}  // namespace dun
