/** Packets within their slots, and slots within their pool. */
#include "core/slot_pool.h"

#include <doctest/doctest.h>

#include <set>

#include "support.h"

using namespace dun;
using namespace dun::test;

TEST_CASE("the pool hands out each slot once and takes it back") {
  SlotPool pool(3);
  std::set<std::uint8_t*> slots;
  std::vector<Packet> taken;
  for (int i = 0; i < 3; ++i) {
    taken.push_back(pool.take().value());
    slots.insert(taken.back().slot());
  }
  CHECK(slots.size() == 3);
  CHECK_FALSE(pool.take());
  CHECK(pool.available() == 0);
  pool.release(taken[1]);
  CHECK(pool.take()->slot() == taken[1].slot());
}

TEST_CASE("a fresh packet is empty, with head room before and the rest behind") {
  SlotPool pool(1);
  const Packet packet = pool.take().value();
  CHECK(packet.empty());
  CHECK(packet.head_room() == kHeadRoom);
  CHECK(packet.tail_room() == kSlotPayload);
}

TEST_CASE("a packet grows and shrinks within its slot and not beyond") {
  OwnPacket own(hex("0102030405"));
  Packet& packet = own.packet;
  CHECK(packet.prepend(kHeadRoom + 1) == nullptr);
  std::uint8_t* front = packet.prepend(2);
  REQUIRE(front != nullptr);
  front[0] = front[1] = 0xee;
  CHECK(to_hex(packet.bytes()) == "eeee0102030405");
  CHECK(packet.drop_front(3));
  CHECK(to_hex(packet.bytes()) == "02030405");
  CHECK_FALSE(packet.drop_front(5));
  packet.narrow(packet.bytes().subspan(1, 2));
  CHECK(to_hex(packet.bytes()) == "0304");
  CHECK(packet.head_room() + packet.size() + packet.tail_room() == kSlotSize);
  CHECK_FALSE(packet.resize(packet.size() + packet.tail_room() + 1));
  CHECK(packet.resize(packet.size() + packet.tail_room()));
}
