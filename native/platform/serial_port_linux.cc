/** SerialPort on Linux termios2, which takes any speed and not only the Bxxx constants. */
#include <asm/ioctls.h>
#include <asm/termbits.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <thread>

#include "platform/serial_port.h"

namespace dun {

struct SerialPort::SavedModes {
  termios2 modes;
};

namespace {

// The lock files of uucp, minicom and their kin: /var/lock/LCK..ttyS0 holds the owner's process id in ASCII
// (Filesystem Hierarchy Standard 5.9). We honour them; our own lock is the flock.
bool locked_by_lock_file(std::string_view path) {
  constexpr std::string_view kDev = "/dev/";
  if (!path.starts_with(kDev)) return false;
  std::string device(path.substr(kDev.size()));
  for (char& c : device) {
    if (c == '/') c = '_';
  }
  UniqueFd file(::open(("/var/lock/LCK.." + device).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!file) return false;
  char text[32] = {};
  if (::read(file.get(), text, sizeof text - 1) <= 0) return false;
  const long owner = std::strtol(text, nullptr, 10);
  if (owner <= 0 || owner == ::getpid()) return false;
  return ::kill(static_cast<pid_t>(owner), 0) == 0 || errno == EPERM;  // otherwise the lock is stale
}

void make_raw(termios2& modes, uint32_t speed, FlowControl flow) {
  modes.c_iflag = IGNBRK;
  modes.c_oflag = 0;
  modes.c_lflag = 0;
  // CLOCAL: DCD is low all through dialling, and its fall is ours to judge (watchCarrier), not the terminal
  // driver's. HUPCL: should we die, DTR falls and the modem hangs up.
  modes.c_cflag = CS8 | CREAD | CLOCAL | HUPCL | BOTHER | (BOTHER << IBSHIFT);
  if (flow == FlowControl::kHardware) modes.c_cflag |= CRTSCTS;
  if (flow == FlowControl::kSoftware) {
    modes.c_iflag |= IXON | IXOFF;
    modes.c_cc[VSTART] = 0x11;
    modes.c_cc[VSTOP] = 0x13;
  }
  modes.c_cc[VMIN] = 1;
  modes.c_cc[VTIME] = 0;
  modes.c_ispeed = speed;
  modes.c_ospeed = speed;
}

// Drivers round a speed to what their divisor can do, or put back the old one; two percent is what a UART
// tolerates.
bool near_enough(uint32_t wanted, uint32_t got) {
  const uint32_t difference = wanted > got ? wanted - got : got - wanted;
  return difference <= wanted / 50;
}

}  // namespace

Result<std::unique_ptr<SerialPort>> SerialPort::open(const std::string& path, uint32_t speed,
                                                     FlowControl flow) {
  if (speed == 0) return SystemFailure{EINVAL, "ioctl"};
  struct stat status;
  if (::stat(path.c_str(), &status) < 0) return SystemFailure::last("open");
  if (!S_ISCHR(status.st_mode))
    return SystemFailure{ENOTTY, "open"};  // opening a FIFO or a file does things, too
  if (locked_by_lock_file(path)) return SystemFailure{EBUSY, "open"};

  UniqueFd fd(::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
  if (!fd) return SystemFailure::last("open");
  auto saved = std::make_unique<SavedModes>();
  if (::ioctl(fd.get(), TCGETS2, &saved->modes) < 0) return SystemFailure::last("ioctl");
  if (::flock(fd.get(), LOCK_EX | LOCK_NB) < 0) {
    return SystemFailure{errno == EWOULDBLOCK ? EBUSY : errno, "flock"};
  }
  if (::ioctl(fd.get(), TIOCEXCL) < 0) return SystemFailure::last("ioctl");

  // From here on the destructor undoes what was done, whatever fails.
  std::unique_ptr<SerialPort> port(new SerialPort(std::move(fd), std::move(saved)));
  termios2 modes = port->saved_->modes;
  make_raw(modes, speed, flow);
  termios2 now{};
  if (::ioctl(port->fd(), TCSETS2, &modes) < 0 || ::ioctl(port->fd(), TCGETS2, &now) < 0) {
    return SystemFailure::last("ioctl");
  }
  if (!near_enough(speed, now.c_ospeed)) return SystemFailure{EINVAL, "ioctl"};
  return port;
}

SerialPort::SerialPort(UniqueFd fd, std::unique_ptr<SavedModes> saved)
    : fd_(std::move(fd)), saved_(std::move(saved)) {}

SerialPort::~SerialPort() {
  using namespace std::chrono_literals;
  // The last bytes (a hang-up command) get a moment; a line that is stopped by flow control is then flushed,
  // because close() would wait for it half a minute.
  int pending = 0;
  const auto deadline = std::chrono::steady_clock::now() + 250ms;
  while (::ioctl(fd_.get(), TIOCOUTQ, &pending) == 0 && pending > 0) {
    if (std::chrono::steady_clock::now() > deadline) {
      ::ioctl(fd_.get(), TCFLSH, TCOFLUSH);
      break;
    }
    std::this_thread::sleep_for(5ms);
  }
  // Lower DTR by hand: the modes we restore may not have HUPCL.
  set_dtr(false);
  ::ioctl(fd_.get(), TCSETS2, &saved_->modes);
  ::ioctl(fd_.get(), TIOCNXCL);
}

std::optional<ModemLines> SerialPort::modem_lines() const {
  int bits = 0;
  if (::ioctl(fd_.get(), TIOCMGET, &bits) < 0) return std::nullopt;
  return ModemLines{(bits & TIOCM_CAR) != 0, (bits & TIOCM_DSR) != 0, (bits & TIOCM_CTS) != 0,
                    (bits & TIOCM_RNG) != 0};
}

bool SerialPort::set_dtr(bool on) const {
  const int bits = TIOCM_DTR;
  return ::ioctl(fd_.get(), on ? TIOCMBIS : TIOCMBIC, &bits) == 0;
}

}  // namespace dun
