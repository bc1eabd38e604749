/** One packet's place in memory, for batches in and out. */
#pragma once

#include <cstddef>
#include <cstdint>

namespace dun {

/** For reading, `length` is the room on the way in and what came on the way out. */
struct IoBuffer {
  uint8_t* data;
  size_t length;
};

/** Most packets that cross to or from the kernel in one go. */
inline constexpr size_t kBatch = 64;

}  // namespace dun
