/** A serial port or pseudo terminal slave: locked, raw, with its modem lines where it has them. */
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "platform/result.h"
#include "platform/unique_fd.h"

namespace dun {

enum class FlowControl { kNone, kHardware, kSoftware };

struct ModemLines {
  bool dcd, dsr, cts, ri;
};

class SerialPort {
 public:
  /**
   * EBUSY: somebody else has it (flock, TIOCEXCL or a UUCP lock file); ENOTTY: not a terminal; EINVAL: no
   * such speed.
   */
  static Result<std::unique_ptr<SerialPort>> open(const std::string& path, uint32_t speed, FlowControl flow);
  ~SerialPort();
  SerialPort(const SerialPort&) = delete;
  SerialPort& operator=(const SerialPort&) = delete;

  int fd() const { return fd_.get(); }

  /** Nothing where the line has none (a pty answers ENOTTY or EINVAL). Any thread may ask. */
  std::optional<ModemLines> modem_lines() const;
  bool set_dtr(bool on) const;

 private:
  struct SavedModes;
  SerialPort(UniqueFd fd, std::unique_ptr<SavedModes> saved);
  UniqueFd fd_;
  std::unique_ptr<SavedModes> saved_;
};

}  // namespace dun
