/** The queue of bytes towards a stream. */
#include "link/byte_queue.h"

#include <doctest/doctest.h>

#include <deque>
#include <random>

namespace dun::test {

TEST_CASE("bytes leave in the order they came, whatever the sizes") {
  ByteQueue queue(64);
  std::deque<std::uint8_t> expected;
  std::mt19937 random(7);
  std::uint8_t next = 0;
  for (int round = 0; round < 5000; ++round) {
    std::vector<std::uint8_t> bytes(random() % 100);
    for (std::uint8_t& byte : bytes) byte = next++;
    queue.append(bytes);
    expected.insert(expected.end(), bytes.begin(), bytes.end());
    const std::size_t count = std::min<std::size_t>(queue.size(), random() % 100);
    REQUIRE(std::equal(queue.front().begin(), queue.front().begin() + static_cast<std::ptrdiff_t>(count),
                       expected.begin()));
    queue.consume(count);
    expected.erase(expected.begin(), expected.begin() + static_cast<std::ptrdiff_t>(count));
    REQUIRE(queue.size() == expected.size());
  }
}

TEST_CASE("a long queue is not moved for every byte that joins it") {
  ByteQueue queue(1024);
  const std::vector<std::uint8_t> frame(20);
  unsigned moves = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::uint8_t* before = queue.front().data();
    queue.append(frame);
    if (queue.front().data() != before) ++moves;
    queue.consume(1);
  }
  CHECK_LT(moves, 20);
}

}  // namespace dun::test
