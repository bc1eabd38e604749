/** When to acknowledge a call's data: on data going out if there is any, else alone, before the peer's window
 * fills. */
#pragma once

#include <cstdint>
#include <optional>

namespace dun {

/**
 * Peers that keep a strict window stop (or drop) when it is full; others never look. So: piggyback whenever
 * something is pending, and send a lone acknowledgement at half the window (at most 16 packets) or after a
 * quarter of the round-trip time, within 2 to 100 ms. Times are monotonic microseconds.
 */
class AckPolicy {
 public:
  static constexpr std::uint32_t kMaxPending = 16;
  static constexpr std::uint64_t kMinDelay = 2'000;
  static constexpr std::uint64_t kMaxDelay = 100'000;

  /** A data packet was taken; `highest` is the highest sequence number so far. */
  void received(std::uint32_t highest, std::uint64_t now);

  /** A data packet is about to leave: the acknowledgement it should carry. It counts as sent. */
  std::optional<std::uint32_t> piggyback();
  /** The acknowledgement to send alone now, if one is due. It counts as sent. */
  std::optional<std::uint32_t> lone(std::uint64_t now);
  /** When lone() has to be asked next; nullopt when nothing is pending. */
  std::optional<std::uint64_t> deadline() const;

  /** The window in packets; 0 counts as 1. Until told, 64. */
  void set_window(std::uint32_t packets);
  /** Round-trip time in microseconds; until told, 100 ms. */
  void set_rtt(std::uint64_t rtt);

 private:
  std::optional<std::uint32_t> take();
  bool due(std::uint64_t now) const;

  std::uint32_t threshold_ = kMaxPending;
  std::uint64_t delay_ = 25'000;
  std::uint32_t highest_ = 0;
  std::uint32_t pending_ = 0;
  /** When the oldest pending packet came. */
  std::uint64_t since_ = 0;
};

}  // namespace dun
