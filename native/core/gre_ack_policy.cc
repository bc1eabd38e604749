/** When to acknowledge. */
#include "core/gre_ack_policy.h"

#include <algorithm>

namespace dun {

void AckPolicy::received(std::uint32_t highest, std::uint64_t now) {
  highest_ = highest;
  if (pending_ == 0) since_ = now;
  ++pending_;
}

std::optional<std::uint32_t> AckPolicy::piggyback() {
  return take();
}

std::optional<std::uint32_t> AckPolicy::lone(std::uint64_t now) {
  if (!due(now)) return std::nullopt;
  return take();
}

std::optional<std::uint64_t> AckPolicy::deadline() const {
  if (pending_ == 0) return std::nullopt;
  return pending_ >= threshold_ ? since_ : since_ + delay_;
}

void AckPolicy::set_window(std::uint32_t packets) {
  threshold_ = std::clamp(packets / 2, 1U, kMaxPending);
}

void AckPolicy::set_rtt(std::uint64_t rtt) {
  delay_ = std::clamp(rtt / 4, kMinDelay, kMaxDelay);
}

std::optional<std::uint32_t> AckPolicy::take() {
  if (pending_ == 0) return std::nullopt;
  pending_ = 0;
  return highest_;
}

bool AckPolicy::due(std::uint64_t now) const {
  return pending_ >= threshold_ || (pending_ > 0 && now >= since_ + delay_);
}

}  // namespace dun
