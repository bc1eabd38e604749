/** Sequence numbers, acknowledgements and round-trip time. */
#include "core/gre_sender.h"

#include <doctest/doctest.h>

#include "core/gre.h"
#include "support.h"

using namespace dun;
using namespace dun::test;

namespace {

std::uint32_t send(GreSender& sender, std::uint64_t now) {
  OwnPacket own(hex("ff03c021"));
  REQUIRE(sender.encapsulate(own.packet, 1, std::nullopt, now));
  return parse_gre(own.packet.bytes()).header.sequence.value();
}

}  // namespace

TEST_CASE("sequence numbers start at 0 and rise by one, over the wrap") {
  GreSender sender;
  CHECK(send(sender, 0) == 0);
  CHECK(send(sender, 0) == 1);
  GreSender wrapping(0xfffffff0);
  for (std::uint32_t i = 0; i < 40; ++i) CHECK(send(wrapping, 0) == 0xfffffff0 + i);
  CHECK(wrapping.unacknowledged() == 40);
  CHECK(wrapping.acknowledge(3, 10));
  CHECK(wrapping.unacknowledged() == 20);
}

TEST_CASE("a packet without head room uses no number up") {
  GreSender sender;
  OwnPacket own(hex("00"));
  own.packet.prepend(kHeadRoom);
  CHECK_FALSE(sender.encapsulate(own.packet, 1, 3, 0));
  CHECK(send(sender, 0) == 0);
}

TEST_CASE("acknowledgements for numbers never sent, and old ones, are ignored") {
  GreSender sender;
  CHECK_FALSE(sender.acknowledge(0, 0));
  CHECK_FALSE(sender.acknowledge(0xffffffff, 0));
  send(sender, 0);
  send(sender, 0);
  CHECK_FALSE(sender.acknowledge(2, 5));
  CHECK(sender.acknowledge(1, 5));
  CHECK_FALSE(sender.acknowledge(1, 6));
  CHECK_FALSE(sender.acknowledge(0, 6));
  CHECK(sender.unacknowledged() == 0);
}

TEST_CASE("the round-trip time is the first sample, then moves an eighth of the way") {
  GreSender sender;
  CHECK_FALSE(sender.rtt());
  send(sender, 1'000);
  CHECK(sender.acknowledge(0, 9'000));
  CHECK(sender.rtt() == 8'000);
  send(sender, 20'000);
  CHECK(sender.acknowledge(1, 36'000));
  CHECK(sender.rtt() == 9'000);
}

TEST_CASE("a cumulative acknowledgement closes the sample of an earlier packet") {
  GreSender sender;
  send(sender, 0);
  send(sender, 3'000);
  CHECK(sender.acknowledge(1, 4'000));
  CHECK(sender.rtt() == 4'000);
}
