/** A bounded queue of records between two threads, for control frames on their way up: no lock, no
 * allocation. */
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "core/bytes.h"

namespace dun {

/** What the queue carries: a kind and two numbers of the user's own meaning, and bytes. */
struct Record {
  std::uint32_t kind = 0;
  std::uint32_t detail = 0;
  std::uint64_t time = 0;
  ConstBytes bytes;
};

/** One thread pushes, one other thread pops. */
class RecordQueue {
 public:
  /** `capacity` in bytes, rounded up to a power of two; a record takes its bytes and 24 more, rounded up
   * to 8. */
  explicit RecordQueue(std::size_t capacity);
  RecordQueue(const RecordQueue&) = delete;
  RecordQueue& operator=(const RecordQueue&) = delete;

  /**
   * Copies a record in. False when there is no room. Records of up to half the capacity
   * always fit into an empty queue.
   */
  bool push(const Record& record);

  /** The oldest record; its bytes stay valid until drop(). nullopt when empty. */
  std::optional<Record> front() const;
  /** Removes the record front() returned. */
  void drop();

  bool empty() const;

 private:
  struct Header;

  std::uint8_t* at(std::uint64_t position) const;
  std::size_t to_end(std::uint64_t position) const;
  /** Where the record at or behind `position` starts. */
  std::uint64_t skip_filler(std::uint64_t position) const;

  std::size_t capacity_;
  std::unique_ptr<std::uint64_t[]> storage_;
  /** Ever-rising byte positions; the difference is what is queued. */
  alignas(64) std::atomic<std::uint64_t> written_{0};
  alignas(64) std::atomic<std::uint64_t> read_{0};
};

}  // namespace dun
