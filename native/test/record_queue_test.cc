/** The queue between two threads: order, bounds, wrap, and both threads at once. */
#include "core/record_queue.h"

#include <doctest/doctest.h>

#include <deque>
#include <thread>

#include "support.h"

using namespace dun;
using namespace dun::test;

TEST_CASE("records come out as they went in") {
  RecordQueue queue(1024);
  CHECK(queue.empty());
  CHECK_FALSE(queue.front());
  CHECK(queue.push({7, 0xc021, 123456789012345, hex("0101")}));
  CHECK(queue.push({8, 0, 0, {}}));
  const Record first = queue.front().value();
  CHECK(first.kind == 7);
  CHECK(first.detail == 0xc021);
  CHECK(first.time == 123456789012345);
  CHECK(to_hex(first.bytes) == "0101");
  queue.drop();
  CHECK(queue.front()->kind == 8);
  CHECK(queue.front()->bytes.empty());
  queue.drop();
  CHECK(queue.empty());
  queue.drop();
  CHECK(queue.empty());
}

TEST_CASE("a full queue loses what comes, and goes on") {
  RecordQueue queue(256);
  int pushed = 0;
  while (queue.push({1, static_cast<std::uint32_t>(pushed), 0, Vector(40)})) ++pushed;
  CHECK(pushed == 4);
  CHECK_FALSE(queue.push({1, 0, 0, Vector(40)}));
  CHECK_FALSE(queue.push({1, 0, 0, Vector(5000)}));
  queue.drop();
  CHECK(queue.push({1, 99, 0, Vector(40)}));
}

TEST_CASE("records of every size pass the end of the ring intact") {
  RecordQueue queue(1024);
  Noise noise(5);
  std::deque<Vector> model;
  for (int i = 0; i < 20'000; ++i) {
    if (noise.below(2) == 0) {
      const Vector bytes = noise.bytes(noise.below(300));
      if (queue.push({1, static_cast<std::uint32_t>(bytes.size()), 0, bytes})) model.push_back(bytes);
    } else {
      REQUIRE(queue.empty() == model.empty());
      if (model.empty()) continue;
      const Record record = queue.front().value();
      REQUIRE(record.detail == model.front().size());
      REQUIRE(copy(record.bytes) == model.front());
      queue.drop();
      model.pop_front();
    }
  }
}

TEST_CASE("a record of half the capacity fits into an empty queue wherever it stands") {
  RecordQueue queue(512);
  for (std::size_t offset = 0; offset < 512; offset += 8) {
    REQUIRE(queue.push({1, 0, 0, Vector(8)}));
    queue.drop();
    REQUIRE(queue.push({1, 0, 0, Vector(256 - 24)}));
    queue.drop();
  }
}

TEST_CASE("one thread pushes while another pops: all arrives, in order, whole") {
  constexpr std::uint32_t kRecords = 100'000;
  RecordQueue queue(4096);
  std::thread pusher([&queue] {
    Vector bytes(100);
    for (std::uint32_t i = 0; i < kRecords;) {
      std::fill(bytes.begin(), bytes.end(), static_cast<std::uint8_t>(i));
      if (queue.push({1, i, i, ConstBytes(bytes).first(i % 100)})) {
        ++i;
      } else {
        std::this_thread::yield();
      }
    }
  });
  std::uint32_t next = 0;
  bool whole = true;
  while (next < kRecords) {
    const std::optional<Record> record = queue.front();
    if (!record) {
      std::this_thread::yield();
      continue;
    }
    whole = whole && record->detail == next && record->bytes.size() == next % 100;
    for (const std::uint8_t byte : record->bytes) whole = whole && byte == static_cast<std::uint8_t>(next);
    queue.drop();
    ++next;
  }
  pusher.join();
  CHECK(whole);
  CHECK(queue.empty());
}
