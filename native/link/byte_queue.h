/** Bytes on their way to a stream: appended behind, written from the front. */
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include "core/bytes.h"

namespace dun {

class ByteQueue {
 public:
  /** Room for what a packet path needs; only more than that allocates. */
  explicit ByteQueue(std::size_t capacity) { storage_.resize(capacity); }

  std::size_t size() const { return end_ - begin_; }
  bool empty() const { return begin_ == end_; }
  ConstBytes front() const { return {storage_.data() + begin_, size()}; }

  /** `count` writable bytes behind the queued ones; they count once committed. */
  MutableBytes reserve(std::size_t count) {
    if (storage_.size() - end_ < count) make_room(count);
    return {storage_.data() + end_, count};
  }
  void commit(std::size_t count) { end_ += count; }

  void append(ConstBytes bytes) {
    if (bytes.empty()) return;
    std::memcpy(reserve(bytes.size()).data(), bytes.data(), bytes.size());
    commit(bytes.size());
  }

  void consume(std::size_t count) {
    begin_ += count;
    if (empty()) begin_ = end_ = 0;
  }

 private:
  /** What is moved is at most as much as was consumed since the last time: appending stays cheap for any
   * length. */
  void make_room(std::size_t count) {
    const std::size_t queued = size();
    if (begin_ < queued || storage_.size() - queued < count) {
      std::vector<std::uint8_t> larger(std::max(2 * storage_.size(), queued + count));
      std::memcpy(larger.data(), storage_.data() + begin_, queued);
      storage_ = std::move(larger);
    } else {
      std::memcpy(storage_.data(), storage_.data() + begin_, queued);
    }
    begin_ = 0;
    end_ = queued;
  }

  std::vector<std::uint8_t> storage_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace dun
