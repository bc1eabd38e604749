/** Puts one call's GRE packets back in order: MPPE and everything above it want each sequence number once,
 * rising. */
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/bytes.h"
#include "core/slot_pool.h"

namespace dun {

struct GreReceiveCounters {
  /** Sequence numbers given up on. */
  std::uint64_t lost = 0;
  /** Came after they had been given up on, or lay behind the window. */
  std::uint64_t late = 0;
  /** Came out of order and were put right. */
  std::uint64_t reordered = 0;
  std::uint64_t duplicate = 0;
  /** Too far ahead to be believed without a second and third packet that agree. */
  std::uint64_t bogus = 0;
};

class GreReceiver {
 public:
  /** How many sequence numbers may be held back behind a gap. */
  static constexpr std::uint32_t kWindow = 64;
  /** How long any packet may be held back. TCP inside the tunnel suffers more from delay than from a loss. */
  static constexpr std::uint64_t kMaxHold = 10'000;
  /**
   * A jump further than this is held to be forged or corrupted (one such packet would otherwise make all true
   * ones late), until kConfirmations packets in a row agree on the new place: then it was an outage.
   */
  static constexpr std::int32_t kMaxJump = 1024;
  static constexpr unsigned kConfirmations = 3;
  /**
   * The same backwards, for when it is the window that stands in the wrong place: a forged first packet can
   * put it anywhere, and all true ones would be late for ever. Packets outside the window's memory are
   * believed once kConfirmations in a row agree and nothing has been taken for this long. While true packets
   * come, a replay thus moves nothing; in a silence it can, and then the true ones lead forward again, at
   * once or by the rule above. What it replays meanwhile is no worse than forged: MPPE drops it by its
   * coherency count, or because it does not decrypt.
   */
  static constexpr std::uint64_t kQuiet = 100'000;

  enum class Verdict : std::uint8_t {
    /** Taken: handed to the sink already, or held. */
    kTaken,
    /** Not taken; the packet is still the caller's to release. */
    kLate,
    kDuplicate,
    kBogus,
  };

  GreReceiver() = default;
  GreReceiver(const GreReceiver&) = delete;
  GreReceiver& operator=(const GreReceiver&) = delete;

  /**
   * One data packet. The first one may carry any number (0 and 1 are both common). Packets that are due go to
   * `sink(Packet)` in order; the sink owns what it gets. `now` is monotonic, in microseconds.
   */
  template <typename Sink>
  Verdict accept(std::uint32_t sequence, const Packet& packet, std::uint64_t now, Sink&& sink) {
    const Verdict verdict = judge(sequence, now);
    if (verdict != Verdict::kTaken) return verdict;
    if (serial_distance(sequence, next_) < 0) move_back(sequence, sink);
    make_room(sequence, sink);
    hold(sequence, packet, now);
    deliver_ready(sink);
    return verdict;
  }

  /** Gives up on gaps older than kMaxHold. Call when deadline() has come. */
  template <typename Sink>
  void expire(std::uint64_t now, Sink&& sink) {
    while (held_ > 0 && oldest_held() + kMaxHold <= now) {
      skip_gap();
      deliver_ready(sink);
    }
  }

  /** When expire() has to be called; nullopt when nothing is held. */
  std::optional<std::uint64_t> deadline() const;

  /** The highest sequence number taken: what an acknowledgement says. nullopt before the first packet. */
  std::optional<std::uint32_t> highest() const;

  std::size_t held() const { return held_; }
  const GreReceiveCounters& counters() const { return counters_; }

 private:
  struct Held {
    Packet packet;
    std::uint64_t since = 0;
    bool used = false;
  };

  /** Classifies and counts. What is taken may lie outside the window, which then has to move there. */
  Verdict judge(std::uint32_t sequence, std::uint64_t now);
  Verdict judge_behind(std::uint32_t sequence, std::uint64_t now);
  /** Whether `sequence` is one of enough packets in a row that agree on a new place. */
  bool confirm_jump(std::uint32_t sequence);
  void hold(std::uint32_t sequence, const Packet& packet, std::uint64_t now);
  /** Gives up on everything missing before the first held packet. Something must be held. */
  void skip_gap();
  /** Gives up on `sequence`, the next one due. */
  void give_up(std::uint32_t count);
  std::optional<Packet> take_next();
  std::uint64_t oldest_held() const;

  template <typename Sink>
  void deliver_ready(Sink& sink) {
    while (std::optional<Packet> packet = take_next()) sink(*packet);
  }

  /** Moves the window forward until `sequence` fits in it. */
  template <typename Sink>
  void make_room(std::uint32_t sequence, Sink& sink) {
    while (serial_distance(sequence, next_) >= static_cast<std::int32_t>(kWindow)) {
      if (held_ == 0) {
        give_up(static_cast<std::uint32_t>(serial_distance(sequence, next_)) - (kWindow - 1));
      } else {
        give_up(1);
        deliver_ready(sink);
      }
    }
  }

  /** Starts the window anew at `sequence`. What is held comes out first: it will not fit any more. */
  template <typename Sink>
  void move_back(std::uint32_t sequence, Sink& sink) {
    while (held_ > 0) {
      skip_gap();
      deliver_ready(sink);
    }
    start_at(sequence);
  }
  void start_at(std::uint32_t sequence);

  std::array<Held, kWindow> ring_{};
  std::size_t held_ = 0;
  bool started_ = false;
  /** The next sequence number to deliver. */
  std::uint32_t next_ = 0;
  std::uint32_t highest_ = 0;
  /** Bit n: next_ - 1 - n was delivered (tells a duplicate from a late packet). */
  std::uint64_t delivered_ = 0;
  /** When a packet was last taken. */
  std::uint64_t taken_ = 0;
  std::uint32_t jump_ = 0;
  unsigned jump_votes_ = 0;
  GreReceiveCounters counters_;
};

}  // namespace dun
