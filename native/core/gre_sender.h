/** One call's outgoing GRE packets: sequence numbers, and the round-trip time the peer's acknowledgements
 * tell. */
#pragma once

#include <cstdint>
#include <optional>

#include "core/bytes.h"
#include "core/slot_pool.h"

namespace dun {

class GreSender {
 public:
  /** `first` is 0 by RFC 2637 §4.1; tests start near the wrap. */
  explicit GreSender(std::uint32_t first = 0) : next_(first), acked_(first - 1) {}

  /**
   * Prepends the GRE header with the next sequence number, and `ack` when there is one. False, with nothing
   * used up, when there is no head room. Whatever becomes of the packet, its number is spent: reusing it
   * would look like a duplicate to the peer.
   */
  bool encapsulate(Packet& frame, std::uint16_t peer_call_id, std::optional<std::uint32_t> ack,
                   std::uint64_t now);

  /** The peer's acknowledgement; false (and ignored) when it is old or for a number never sent. */
  bool acknowledge(std::uint32_t ack, std::uint64_t now);

  /** Smoothed round-trip time in microseconds; nullopt before the first sample. */
  std::optional<std::uint64_t> rtt() const;

  std::uint32_t next_sequence() const { return next_; }
  /** Packets sent that are not acknowledged. A statistic: sending never waits for acknowledgements. */
  std::uint32_t unacknowledged() const { return next_ - 1 - acked_; }

 private:
  std::uint32_t next_;
  std::uint32_t acked_;
  /** One packet at a time is timed. */
  std::optional<std::uint32_t> timed_;
  std::uint64_t timed_since_ = 0;
  std::optional<std::uint64_t> rtt_;
};

}  // namespace dun
