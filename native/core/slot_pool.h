/** Packet buffers: fixed slots with room in front, so that every header is prepended in place. */
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/bytes.h"

namespace dun {

inline constexpr std::size_t kSlotSize = 2048;
/** Room kept in front: GRE 16 + PPP 4 + MPPE 2 + inner protocol 2, and as much again for offload headers. */
inline constexpr std::size_t kHeadRoom = 64;
/** The longest packet that fits behind the head room. */
inline constexpr std::size_t kSlotPayload = kSlotSize - kHeadRoom;

/**
 * Where a packet lies inside its slot. A view: copying it copies no bytes and owns nothing; the slot has
 * kSlotSize bytes, and the packet may grow and shrink within them.
 */
class Packet {
 public:
  Packet() = default;
  /** `slot` points to kSlotSize bytes. */
  explicit Packet(std::uint8_t* slot, std::size_t length = 0)
      : slot_(slot), offset_(kHeadRoom), length_(static_cast<std::uint32_t>(length)) {
    assert(length <= kSlotPayload);
  }

  std::uint8_t* slot() const { return slot_; }
  std::uint8_t* data() const { return slot_ + offset_; }
  std::size_t size() const { return length_; }
  bool empty() const { return length_ == 0; }
  MutableBytes bytes() const { return {data(), size()}; }
  /** Free bytes in front of and behind the packet. */
  std::size_t head_room() const { return offset_; }
  std::size_t tail_room() const { return kSlotSize - offset_ - length_; }

  /** Grows to the front; the new first byte, or nullptr (and no change) when there is no room. */
  std::uint8_t* prepend(std::size_t count) {
    if (count > head_room()) return nullptr;
    offset_ -= static_cast<std::uint32_t>(count);
    length_ += static_cast<std::uint32_t>(count);
    return data();
  }

  /** Cuts from the front; false (and no change) when the packet is shorter. */
  bool drop_front(std::size_t count) {
    if (count > length_) return false;
    offset_ += static_cast<std::uint32_t>(count);
    length_ -= static_cast<std::uint32_t>(count);
    return true;
  }

  /** Sets the length (after a read into data()); false when it does not fit the slot. */
  bool resize(std::size_t length) {
    if (length > kSlotSize - offset_) return false;
    length_ = static_cast<std::uint32_t>(length);
    return true;
  }

  /** Narrows to `part`, which must lie inside this packet's slot. */
  void narrow(ConstBytes part) {
    assert(part.data() >= slot_ && part.data() + part.size() <= slot_ + kSlotSize);
    offset_ = static_cast<std::uint32_t>(part.data() - slot_);
    length_ = static_cast<std::uint32_t>(part.size());
  }

 private:
  std::uint8_t* slot_ = nullptr;
  std::uint32_t offset_ = kHeadRoom;
  std::uint32_t length_ = 0;
};

/** A fixed number of slots, taken and given back in constant time without allocation. For one thread. */
class SlotPool {
 public:
  explicit SlotPool(std::size_t slots);
  SlotPool(const SlotPool&) = delete;
  SlotPool& operator=(const SlotPool&) = delete;

  /** An empty packet behind kHeadRoom bytes; its tail_room() is kSlotPayload. nullopt when all slots are
   * taken. */
  std::optional<Packet> take();
  /** Gives a packet's slot back. The packet must come from this pool and be given back once. */
  void release(const Packet& packet);

  std::size_t available() const { return free_.size(); }
  std::size_t capacity() const { return capacity_; }

 private:
  std::size_t capacity_;
  std::unique_ptr<std::uint8_t[]> storage_;
  /** Slots not taken, last given back first out: its bytes are the likeliest to be cached still. */
  std::vector<std::uint8_t*> free_;
};

}  // namespace dun
