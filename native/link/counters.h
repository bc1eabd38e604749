/** A link's counters: written by its thread alone, read from anywhere without a lock. */
#pragma once

#include <atomic>
#include <cstdint>

namespace dun {

class Counter {
 public:
  void add(std::uint64_t count = 1) { set(get() + count); }
  void set(std::uint64_t value) { value_.store(value, std::memory_order_relaxed); }
  std::uint64_t get() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

struct LinkCounters {
  Counter bytes_sent, bytes_received, frames_sent, frames_received;
  Counter user_packets_sent, user_packets_received, user_bytes_sent, user_bytes_received;
  /** When the last user packet passed; monotonic microseconds. */
  Counter last_user;
  Counter fcs_errors, aborts, overruns, malformed;
  Counter gre_lost, gre_late, gre_reordered, gre_duplicate, gre_acks_sent, gre_acks_received;
  Counter mppe_clear_dropped, mppe_late, mppe_far, mppe_bad;
  Counter send_dropped, receive_dropped;
};

}  // namespace dun
