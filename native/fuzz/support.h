/** What the fuzz targets share: reading their input piece by piece, and failing loudly. */
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "core/bytes.h"
#include "core/slot_pool.h"

namespace dun::fuzz {

/** An invariant; its violation is a finding. */
inline void require(bool holds) {
  if (!holds) std::abort();
}

/** Takes numbers and runs of bytes off the input; zeros and empty runs once it is used up. */
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : left_(data, size) {}

  bool empty() const { return left_.empty(); }
  ConstBytes rest() const { return left_; }
  std::uint8_t byte() {
    const ConstBytes one = take(1);
    return one.empty() ? std::uint8_t{0} : one[0];
  }
  std::uint16_t half() { return static_cast<std::uint16_t>((byte() << 8) | byte()); }
  std::uint32_t word() { return (std::uint32_t{half()} << 16) | half(); }
  ConstBytes take(std::size_t count) {
    const ConstBytes taken = left_.first(std::min(count, left_.size()));
    left_ = left_.subspan(taken.size());
    return taken;
  }

 private:
  ConstBytes left_;
};

/** The bytes on the heap at exactly their size, where the sanitizer sees a read past the end. */
inline std::vector<std::uint8_t> exact(ConstBytes bytes) {
  std::vector<std::uint8_t> copy(bytes.begin(), bytes.end());
  copy.shrink_to_fit();
  return copy;
}

/** A packet in a slot of its own, sized to what fits. */
struct OwnPacket {
  explicit OwnPacket(ConstBytes bytes) : slot(kSlotSize), packet(slot.data()) {
    bytes = bytes.first(std::min(bytes.size(), kSlotPayload));
    packet.resize(bytes.size());
    std::copy(bytes.begin(), bytes.end(), packet.data());
  }
  std::vector<std::uint8_t> slot;
  Packet packet;
};

}  // namespace dun::fuzz
