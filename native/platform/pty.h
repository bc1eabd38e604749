/** A new pseudo terminal. */
#pragma once

#include <string>

#include "platform/result.h"
#include "platform/unique_fd.h"

namespace dun {

struct Pty {
  UniqueFd master;  // raw, non-blocking
  std::string slave_path;
};

Result<Pty> open_pty();

}  // namespace dun
