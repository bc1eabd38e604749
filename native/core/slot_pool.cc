/** The free list behind SlotPool. */
#include "core/slot_pool.h"

namespace dun {

SlotPool::SlotPool(std::size_t slots)
    : capacity_(slots), storage_(std::make_unique<std::uint8_t[]>(slots * kSlotSize)) {
  free_.reserve(slots);
  for (std::size_t i = slots; i-- > 0;) free_.push_back(storage_.get() + i * kSlotSize);
}

std::optional<Packet> SlotPool::take() {
  if (free_.empty()) return std::nullopt;
  std::uint8_t* slot = free_.back();
  free_.pop_back();
  return Packet(slot);
}

void SlotPool::release(const Packet& packet) {
  assert(packet.slot() >= storage_.get() && packet.slot() < storage_.get() + capacity_ * kSlotSize);
  assert(free_.size() < capacity_);
  free_.push_back(packet.slot());
}

}  // namespace dun
