/** A link's owner for tests: waits for what the link tells and keeps it. */
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "link/link.h"

namespace dun::test {

using Bytes = std::vector<std::uint8_t>;

struct Event {
  EventKind kind;
  std::uint32_t detail;
  Bytes bytes;
};

class Owner {
 public:
  explicit Owner(const Transport& transport) : signal_(std::make_shared<Signal>()) {
    auto opened = Link::open(transport, [signal = signal_] { signal->raise(); });
    if (opened) link_ = std::move(*opened);
  }

  explicit operator bool() const { return link_ != nullptr; }
  Link& link() { return *link_; }
  Link* operator->() { return link_.get(); }

  std::vector<Event> events;
  std::uint64_t lost = 0;
  /** Called after each batch, as JavaScript would be. */
  std::function<void()> on_turn = [] {};

  /** Takes events until `condition` holds; false when it takes longer than any test should. */
  bool until(const std::function<bool()>& condition) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!condition()) {
      if (std::chrono::steady_clock::now() > deadline) return false;
      // Counters change without a wake: look again soon.
      signal_->wait(std::chrono::milliseconds(5));
      pump();
    }
    return true;
  }

  void pump() {
    link_->drain(
        [&](const Record& record) {
          events.push_back({static_cast<EventKind>(record.kind), record.detail,
                            Bytes(record.bytes.begin(), record.bytes.end())});
        },
        [&] {
          lost += link_->take_lost();
          on_turn();
        });
  }

  std::size_t count(EventKind kind) const {
    std::size_t count = 0;
    for (const Event& event : events) count += event.kind == kind ? 1 : 0;
    return count;
  }

 private:
  struct Signal {
    std::mutex mutex;
    std::condition_variable changed;
    bool raised = false;

    void raise() {
      const std::lock_guard lock(mutex);
      raised = true;
      changed.notify_one();
    }
    void wait(std::chrono::milliseconds limit) {
      std::unique_lock lock(mutex);
      changed.wait_for(lock, limit, [&] { return raised; });
      raised = false;
    }
  };

  std::shared_ptr<Signal> signal_;
  std::unique_ptr<Link> link_;
};

}  // namespace dun::test
