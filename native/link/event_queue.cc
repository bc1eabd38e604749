/** EventQueue: order and bounds on top of the lock-free record queue. */
#include "link/event_queue.h"

namespace dun {
namespace {

ConstBytes bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace

EventQueue::EventQueue(std::function<void()> wake) : wake_(std::move(wake)) {
  deferred_.reserve(16);
}

bool EventQueue::try_push(EventKind kind, std::uint32_t detail, ConstBytes bytes, std::uint64_t time) {
  // Counted before it can be dropped, so that the count never goes below zero.
  waiting_.fetch_add(bytes.size(), std::memory_order_seq_cst);
  if (queue_.push({static_cast<std::uint32_t>(kind), detail, time, bytes})) return true;
  waiting_.fetch_sub(bytes.size(), std::memory_order_seq_cst);
  return false;
}

void EventQueue::push(EventKind kind, std::uint32_t detail, ConstBytes bytes, std::uint64_t time) {
  retry_deferred();
  const bool captured = kind == EventKind::kSent || kind == EventKind::kReceived;
  const bool room = !captured || waiting_.load(std::memory_order_relaxed) < kCaptureLimit;
  // Nothing overtakes an important event: whoever reads "closed" has seen all that came before.
  if (!deferred_.empty() || !room || !try_push(kind, detail, bytes, time)) {
    lost_.fetch_add(1, std::memory_order_relaxed);
  }
}

void EventQueue::push_important(EventKind kind, std::uint32_t detail, std::string_view text,
                                std::uint64_t time) {
  retry_deferred();
  if (!deferred_.empty() || !try_push(kind, detail, bytes_of(text), time)) {
    deferred_.push_back({kind, detail, text, time});
  }
}

void EventQueue::retry_deferred() {
  std::size_t done = 0;
  while (done < deferred_.size()) {
    const Deferred& event = deferred_[done];
    if (!try_push(event.kind, event.detail, bytes_of(event.text), event.time)) break;
    ++done;
  }
  deferred_.erase(deferred_.begin(), deferred_.begin() + static_cast<std::ptrdiff_t>(done));
}

void EventQueue::notify() {
  retry_deferred();
  if (queue_.empty() && lost_.load(std::memory_order_relaxed) == 0) return;
  if (!notified_.exchange(true, std::memory_order_seq_cst)) wake_();
}

bool EventQueue::congested() {
  if (waiting_.load(std::memory_order_seq_cst) <= kBytesLimit) return false;
  stalled_.store(true, std::memory_order_seq_cst);
  // The owner may have taken everything just before it could see the flag.
  return waiting_.load(std::memory_order_seq_cst) > kBytesLimit;
}

bool EventQueue::drop() {
  const std::size_t size = queue_.front()->bytes.size();
  queue_.drop();
  const std::size_t before = waiting_.fetch_sub(size, std::memory_order_seq_cst);
  return before - size <= kBytesLimit && stalled_.exchange(false, std::memory_order_seq_cst);
}

}  // namespace dun
