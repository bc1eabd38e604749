/** When acknowledgements go out. */
#include "core/gre_ack_policy.h"

#include <doctest/doctest.h>

using namespace dun;

TEST_CASE("nothing received, nothing acknowledged") {
  AckPolicy policy;
  CHECK_FALSE(policy.piggyback());
  CHECK_FALSE(policy.lone(1'000'000));
  CHECK_FALSE(policy.deadline());
}

TEST_CASE("outgoing data takes the pending acknowledgement along, once") {
  AckPolicy policy;
  policy.received(4, 0);
  policy.received(5, 0);
  CHECK(policy.piggyback() == 5U);
  CHECK_FALSE(policy.piggyback());
  CHECK_FALSE(policy.deadline());
}

TEST_CASE("alone, it leaves after a quarter of the round-trip time, between 2 and 100 ms") {
  struct Row {
    std::uint64_t rtt, delay;
  };
  for (const Row row : {Row{40'000, 10'000}, Row{100, 2'000}, Row{3'000'000, 100'000}}) {
    AckPolicy policy;
    policy.set_rtt(row.rtt);
    policy.received(9, 1'000);
    policy.received(10, 1'500);
    CHECK(policy.deadline() == 1'000 + row.delay);
    CHECK_FALSE(policy.lone(1'000 + row.delay - 1));
    CHECK(policy.lone(1'000 + row.delay) == 10U);
    CHECK_FALSE(policy.lone(10'000'000));
  }
}

TEST_CASE("alone, it leaves at once when half the window, at most 16 packets, is pending") {
  struct Row {
    std::uint32_t window, threshold;
  };
  for (const Row row : {Row{64, 16}, Row{16, 8}, Row{3, 1}, Row{1, 1}, Row{0, 1}, Row{65535, 16}}) {
    AckPolicy policy;
    policy.set_window(row.window);
    for (std::uint32_t n = 1; n < row.threshold; ++n) {
      policy.received(n, 0);
      CHECK_FALSE(policy.lone(0));
    }
    policy.received(row.threshold, 500);
    CHECK(policy.deadline().value() <= 500);
    CHECK(policy.lone(500) == row.threshold);
  }
}
