/** The reorder ring's bookkeeping. Slot n holds sequence numbers equal to n modulo the window. */
#include "core/gre_receiver.h"

#include <algorithm>

namespace dun {

GreReceiver::Verdict GreReceiver::judge(std::uint32_t sequence, std::uint64_t now) {
  if (!started_) {
    started_ = true;
    start_at(sequence);
    return Verdict::kTaken;
  }
  const std::int32_t distance = serial_distance(sequence, next_);
  if (distance < 0) return judge_behind(sequence, now);
  if (distance < static_cast<std::int32_t>(kWindow) && ring_[sequence % kWindow].used) {
    ++counters_.duplicate;
    return Verdict::kDuplicate;
  }
  if (distance > kMaxJump && !confirm_jump(sequence)) {
    ++counters_.bogus;
    return Verdict::kBogus;
  }
  return Verdict::kTaken;
}

GreReceiver::Verdict GreReceiver::judge_behind(std::uint32_t sequence, std::uint64_t now) {
  const std::uint32_t behind = next_ - 1 - sequence;
  if (behind < kWindow && ((delivered_ >> behind) & 1) != 0) {
    ++counters_.duplicate;
    return Verdict::kDuplicate;
  }
  if (behind >= kWindow && confirm_jump(sequence) && now >= taken_ + kQuiet) return Verdict::kTaken;
  ++counters_.late;
  return Verdict::kLate;
}

bool GreReceiver::confirm_jump(std::uint32_t sequence) {
  const std::int32_t step = serial_distance(sequence, jump_);
  const bool agrees = jump_votes_ > 0 && step > 0 && step <= static_cast<std::int32_t>(kWindow);
  jump_votes_ = agrees ? std::min(jump_votes_ + 1, kConfirmations) : 1;
  jump_ = sequence;
  return jump_votes_ == kConfirmations;
}

void GreReceiver::start_at(std::uint32_t sequence) {
  next_ = sequence;
  highest_ = sequence;
  delivered_ = 0;
}

void GreReceiver::hold(std::uint32_t sequence, const Packet& packet, std::uint64_t now) {
  if (serial_distance(sequence, highest_) < 0) {
    ++counters_.reordered;
  } else {
    highest_ = sequence;
  }
  ring_[sequence % kWindow] = {packet, now, true};
  ++held_;
  taken_ = now;
  jump_votes_ = 0;
}

std::optional<Packet> GreReceiver::take_next() {
  Held& slot = ring_[next_ % kWindow];
  if (!slot.used) return std::nullopt;
  slot.used = false;
  --held_;
  ++next_;
  delivered_ = (delivered_ << 1) | 1;
  return slot.packet;
}

void GreReceiver::give_up(std::uint32_t count) {
  counters_.lost += count;
  next_ += count;
  delivered_ = count < kWindow ? delivered_ << count : 0;
}

void GreReceiver::skip_gap() {
  while (!ring_[next_ % kWindow].used) give_up(1);
}

std::uint64_t GreReceiver::oldest_held() const {
  std::uint64_t oldest = UINT64_MAX;
  for (const Held& slot : ring_) {
    if (slot.used) oldest = std::min(oldest, slot.since);
  }
  return oldest;
}

std::optional<std::uint64_t> GreReceiver::deadline() const {
  if (held_ == 0) return std::nullopt;
  return oldest_held() + kMaxHold;
}

std::optional<std::uint32_t> GreReceiver::highest() const {
  if (!started_) return std::nullopt;
  return highest_;
}

}  // namespace dun
