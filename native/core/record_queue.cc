/** The ring behind RecordQueue: records lie in one piece, so one that does not fit before the end starts
 * over. */
#include "core/record_queue.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace dun {

struct RecordQueue::Header {
  /** Bytes behind the header, or kFiller. */
  std::uint32_t length;
  std::uint32_t kind;
  std::uint32_t detail;
  std::uint32_t unused;
  std::uint64_t time;
};

namespace {

/** Marks the rest of the ring as skipped. Only its length word is written: eight bytes may be all there is.
 */
constexpr std::uint32_t kFiller = 0xffffffff;
constexpr std::size_t kAlign = 8;

constexpr std::size_t align(std::size_t size) {
  return (size + kAlign - 1) / kAlign * kAlign;
}

}  // namespace

RecordQueue::RecordQueue(std::size_t capacity)
    : capacity_(std::bit_ceil(std::max(capacity, 4 * sizeof(Header)))),
      storage_(std::make_unique<std::uint64_t[]>(capacity_ / sizeof(std::uint64_t))) {}

std::uint8_t* RecordQueue::at(std::uint64_t position) const {
  return reinterpret_cast<std::uint8_t*>(storage_.get()) + (position & (capacity_ - 1));
}

std::size_t RecordQueue::to_end(std::uint64_t position) const {
  return capacity_ - (position & (capacity_ - 1));
}

bool RecordQueue::push(const Record& record) {
  std::uint64_t written = written_.load(std::memory_order_relaxed);
  const std::size_t size = align(sizeof(Header) + record.bytes.size());
  const std::size_t filler = to_end(written) < size ? to_end(written) : 0;
  const std::uint64_t free = capacity_ - (written - read_.load(std::memory_order_acquire));
  if (record.bytes.size() >= capacity_ || filler + size > free) return false;
  if (filler > 0) {
    std::memcpy(at(written), &kFiller, sizeof kFiller);
    written += filler;
  }
  const Header header{static_cast<std::uint32_t>(record.bytes.size()), record.kind, record.detail, 0,
                      record.time};
  std::memcpy(at(written), &header, sizeof header);
  if (!record.bytes.empty())
    std::memcpy(at(written) + sizeof header, record.bytes.data(), record.bytes.size());
  written_.store(written + size, std::memory_order_release);
  return true;
}

std::uint64_t RecordQueue::skip_filler(std::uint64_t position) const {
  std::uint32_t length = 0;
  std::memcpy(&length, at(position), sizeof length);
  return length == kFiller ? position + to_end(position) : position;
}

std::optional<Record> RecordQueue::front() const {
  if (empty()) return std::nullopt;
  const std::uint64_t position = skip_filler(read_.load(std::memory_order_relaxed));
  Header header{};
  std::memcpy(&header, at(position), sizeof header);
  return Record{header.kind, header.detail, header.time, {at(position) + sizeof header, header.length}};
}

void RecordQueue::drop() {
  if (empty()) return;
  const std::uint64_t position = skip_filler(read_.load(std::memory_order_relaxed));
  std::uint32_t length = 0;
  std::memcpy(&length, at(position), sizeof length);
  read_.store(position + align(sizeof(Header) + length), std::memory_order_release);
}

bool RecordQueue::empty() const {
  return written_.load(std::memory_order_acquire) == read_.load(std::memory_order_acquire);
}

}  // namespace dun
