/** Waiting for descriptors, for a wake from another thread, and for time. */
#pragma once

#include <chrono>
#include <cstdint>
#include <span>

#include "platform/result.h"
#include "platform/unique_fd.h"

namespace dun {

class Poller {
 public:
  struct Ready {
    uint32_t id;
    bool readable;
    bool writable;
    bool hangup;  // the other end went away, both directions
    bool error;
  };

  static Result<Poller> create();

  /** `id` comes back in Ready; one descriptor may be watched once. */
  Status add(int fd, uint32_t id, bool read, bool write);
  void modify(int fd, uint32_t id, bool read, bool write);
  void remove(int fd);

  /** Fills `ready`, returns how many. Negative timeout: none. */
  size_t wait(std::span<Ready> ready, std::chrono::microseconds timeout);

 private:
  explicit Poller(UniqueFd epoll) : epoll_(std::move(epoll)) {}
  UniqueFd epoll_;
};

/** Wakes a Poller from any thread; a wake before the wait is not lost. */
class Wake {
 public:
  static Result<Wake> create();
  int fd() const { return event_.get(); }
  void signal() const;
  void clear() const;

 private:
  explicit Wake(UniqueFd event) : event_(std::move(event)) {}
  UniqueFd event_;
};

}  // namespace dun
