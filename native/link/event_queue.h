/** What a link tells its owner: a bounded queue from the link's thread to the owner's, one wake a batch. */
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "core/record_queue.h"

namespace dun {

enum class EventKind : std::uint32_t {
  kOpen,
  kBytes,
  kControl,  // detail: protocol
  kDrain,
  kClosed,       // detail: CloseReason and errno, bytes: the system call's name
  kIcmp,         // detail: errno, time: MTU or 0
  kKeyMismatch,  // detail: protocol
  kSent,         // a captured frame; time: microseconds since 1970
  kReceived,
  kFraming,  // everything before it was read in command state
};

enum class CloseReason : std::uint32_t { kCarrier, kEof, kError };

class EventQueue {
 public:
  /** Bytes waiting beyond which a link in command state stops reading its line. */
  static constexpr std::size_t kBytesLimit = 256 * 1024;

  /** `wake` is called, on the link's thread as a rule, when there is something for the owner to take. */
  explicit EventQueue(std::function<void()> wake);

  // The link's thread.

  /** A frame or bytes: lost, and counted, when the owner is too slow. Captured frames are lost first. */
  void push(EventKind kind, std::uint32_t detail, ConstBytes bytes, std::uint64_t time = 0);
  /** Something the owner must hear of: waits for room instead. */
  void push_important(EventKind kind, std::uint32_t detail = 0, std::string_view text = {},
                      std::uint64_t time = 0);
  /** Wakes the owner when something is waiting; once until it has looked. */
  void notify();
  /** The owner lags: do not read more raw bytes. The owner's next drop() that changes that calls `resume`. */
  bool congested();
  /** Whether something important still waits for room. */
  bool deferring() const { return !deferred_.empty(); }

  // The owner's thread.

  /** Call first when woken: what is pushed from here on wakes again. */
  void begin() { notified_.store(false, std::memory_order_seq_cst); }
  std::optional<Record> front() const { return queue_.front(); }
  /** True when the link's thread waits for room and should be woken. */
  [[nodiscard]] bool drop();
  /** The owner leaves with something still waiting. */
  void wake_again() {
    if (!notified_.exchange(true, std::memory_order_seq_cst)) wake_();
  }
  std::uint64_t take_lost() { return lost_.exchange(0, std::memory_order_relaxed); }

 private:
  struct Deferred {
    EventKind kind;
    std::uint32_t detail;
    std::string_view text;  // a string literal
    std::uint64_t time;
  };
  bool try_push(EventKind kind, std::uint32_t detail, ConstBytes bytes, std::uint64_t time);
  void retry_deferred();

  static constexpr std::size_t kCapacity = 1024 * 1024;
  static constexpr std::size_t kCaptureLimit = kCapacity / 2;

  RecordQueue queue_{kCapacity};
  std::function<void()> wake_;
  std::vector<Deferred> deferred_;
  std::atomic<std::size_t> waiting_{0};  // bytes of payload queued
  std::atomic<std::uint64_t> lost_{0};
  std::atomic<bool> notified_{false};
  std::atomic<bool> stalled_{false};
};

}  // namespace dun
