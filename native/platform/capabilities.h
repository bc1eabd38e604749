/** What this process may do, and doing with less. */
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platform/result.h"

namespace dun {

struct Capabilities {
  uint64_t effective;
  uint64_t bounding;
  bool no_new_privs;
};

/** Of the calling thread. */
Result<Capabilities> capabilities();

/**
 * Becomes `file` with CAP_NET_ADMIN and CAP_NET_RAW only, in every set, and no_new_privs. Capabilities are a
 * thread's own: an exec, which leaves one thread, is how a threaded process sheds them everywhere. Returns
 * only to report.
 */
SystemFailure exec_with_reduced_capabilities(const std::string& file, const std::vector<std::string>& argv,
                                             const std::vector<std::string>& env);

}  // namespace dun
