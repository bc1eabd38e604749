/** The two clocks of a link. */
#pragma once

#include <chrono>
#include <cstdint>

namespace dun {

/** Microseconds that never jump, for timers. */
inline std::uint64_t monotonic_now() {
  using namespace std::chrono;
  return static_cast<std::uint64_t>(
      duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count());
}

/** Microseconds since 1970, for captures. */
inline std::uint64_t wall_clock_now() {
  using namespace std::chrono;
  return static_cast<std::uint64_t>(
      duration_cast<microseconds>(system_clock::now().time_since_epoch()).count());
}

}  // namespace dun
