/** Asynchronous HDLC, receiving side (RFC 1662 §4): a stream of line bytes in, frames with a good FCS out. */
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/bytes.h"
#include "core/slot_pool.h"

namespace dun {

/** Every default-configured peer may send this much (RFC 1661 §6.1), whatever was negotiated. */
inline constexpr std::size_t kDefaultMru = 1500;

struct HdlcCounters {
  std::uint64_t frames = 0;
  /** FCS wrong. */
  std::uint64_t fcs_errors = 0;
  /** Frames the sender gave up: 7D 7E. */
  std::uint64_t aborts = 0;
  /** Frames longer than the bound; the rest is skipped up to the next flag. */
  std::uint64_t overruns = 0;
  /** Frames shorter than four bytes, FCS included (empty ones, between two flags, are not counted). */
  std::uint64_t runts = 0;
};

class HdlcDecoder {
 public:
  /** Address, control, protocol (4), FCS (2) and what MPPE adds to a full packet (4). */
  static constexpr std::size_t kOverhead = 10;
  /** The largest MRU that fits a slot. */
  static constexpr std::size_t kMaxMru = kSlotPayload - kOverhead;

  struct Result {
    /** How much of the input has been used up. */
    std::size_t consumed;
    /**
     * A frame from its address (or protocol) field on, without FCS, writable in place; valid until the next
     * call. nullopt: the whole input was consumed and no further frame is complete.
     */
    std::optional<Packet> frame;
  };

  /** Hunts for the first flag, with the default map (all control characters) and the default MRU. */
  HdlcDecoder();
  HdlcDecoder(const HdlcDecoder&) = delete;
  HdlcDecoder& operator=(const HdlcDecoder&) = delete;

  /**
   * Takes bytes up to the end of the next good frame. Call again with the rest of the input until `frame` is
   * nullopt.
   */
  Result decode(ConstBytes input);

  /** Receive ACCM: unescaped control characters flagged in it were put in by the line and are dropped (§7.1).
   */
  void set_accm(std::uint32_t accm);
  /** Bounds frames; less than 1500 counts as 1500, more than kMaxMru as kMaxMru. */
  void set_mru(std::size_t mru);
  /** Forgets a frame half received and hunts for the next flag. Settings and counters stay. */
  void reset();

  const HdlcCounters& counters() const { return counters_; }

 private:
  enum class State : std::uint8_t { kHunting, kFrame, kEscape };

  /** At a flag: the frame collected so far, when it is good. */
  std::optional<Packet> end_frame();
  /** Copies ordinary bytes from `input` while they last and fit; how many. */
  std::size_t copy_ordinary(ConstBytes input);
  void append(std::uint8_t byte);
  bool dropped(std::uint8_t byte) const { return byte < 0x20 && ((accm_ >> byte) & 1U) != 0; }

  State state_ = State::kHunting;
  std::uint32_t accm_ = 0xffffffff;
  std::size_t limit_;
  std::size_t length_ = 0;
  HdlcCounters counters_;
  alignas(64) std::array<std::uint8_t, kSlotSize> slot_{};
};

}  // namespace dun
