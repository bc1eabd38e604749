/** Sequence numbers out, acknowledgements in (RFC 2637 §4.2, §4.4). */
#include "core/gre_sender.h"

#include "core/gre.h"

namespace dun {

bool GreSender::encapsulate(Packet& frame, std::uint16_t peer_call_id, std::optional<std::uint32_t> ack,
                            std::uint64_t now) {
  if (!prepend_gre(frame, peer_call_id, next_, ack)) return false;
  if (!timed_) {
    timed_ = next_;
    timed_since_ = now;
  }
  ++next_;
  return true;
}

bool GreSender::acknowledge(std::uint32_t ack, std::uint64_t now) {
  if (serial_distance(ack, acked_) <= 0 || serial_distance(ack, next_) >= 0) return false;
  acked_ = ack;
  if (timed_ && serial_distance(ack, *timed_) >= 0) {
    const std::uint64_t sample = now - timed_since_;
    // Gain 1/8 (RFC 2637 §4.4); never below zero, since the old value keeps 7/8.
    rtt_ = rtt_ ? *rtt_ - *rtt_ / 8 + sample / 8 : sample;
    timed_.reset();
  }
  return true;
}

std::optional<std::uint64_t> GreSender::rtt() const {
  return rtt_;
}

}  // namespace dun
