/** The enhanced GRE header: literal bytes both ways, every fault, every truncation. */
#include "core/gre.h"

#include <doctest/doctest.h>

#include "support.h"

using namespace dun;
using namespace dun::test;

namespace {

const Vector kData = hex("3001 880b 0004 1234 00000007 ff03c021");
const Vector kDataAck = hex("3081 880b 0004 1234 00000007 00000005 ff03c021");
const Vector kAck = hex("2081 880b 0000 1234 00000005");

GreFault fault_of(Vector datagram) {
  return parse_gre(datagram).fault;
}

}  // namespace

TEST_CASE("data is written and read as RFC 2637 §4.1 has it") {
  OwnPacket own(hex("ff03c021"));
  REQUIRE(prepend_gre(own.packet, 0x1234, 7, std::nullopt));
  CHECK(copy(own.packet.bytes()) == kData);
  const GreParsed parsed = parse_gre(own.packet.bytes());
  REQUIRE(parsed.fault == GreFault::kNone);
  CHECK(parsed.header.call_id == 0x1234);
  CHECK(parsed.header.sequence == 7);
  CHECK_FALSE(parsed.header.ack);
  CHECK(to_hex(parsed.header.payload) == "ff03c021");
}

TEST_CASE("data with an acknowledgement has it behind the sequence number") {
  OwnPacket own(hex("ff03c021"));
  REQUIRE(prepend_gre(own.packet, 0x1234, 7, 5));
  CHECK(copy(own.packet.bytes()) == kDataAck);
  const GreParsed parsed = parse_gre(own.packet.bytes());
  REQUIRE(parsed.fault == GreFault::kNone);
  CHECK(parsed.header.sequence == 7);
  CHECK(parsed.header.ack == 5);
}

TEST_CASE("a lone acknowledgement has no sequence number and the ack in its place") {
  CHECK(to_hex(make_gre_ack(0x1234, 5)) == to_hex(kAck));
  Vector wire = kAck;
  const GreParsed parsed = parse_gre(wire);
  REQUIRE(parsed.fault == GreFault::kNone);
  CHECK_FALSE(parsed.header.sequence);
  CHECK(parsed.header.ack == 5);
  CHECK(parsed.header.payload.empty());
}

TEST_CASE("link-layer padding is cut off") {
  Vector wire = kAck;
  wire.resize(26);
  CHECK(parse_gre(wire).header.payload.empty());
  wire = kData;
  wire.resize(46, 0xee);
  CHECK(to_hex(parse_gre(wire).header.payload) == "ff03c021");
}

TEST_CASE("each flag that must be zero, and each that must be set, is checked") {
  for (unsigned bit = 0; bit < 16; ++bit) {
    if (bit == 12 || bit == 7) continue;  // S and A.
    Vector wire = kData;
    store_be16(wire.data(), static_cast<std::uint16_t>(0x3001 ^ (1U << bit)));
    CAPTURE(bit);
    CHECK(fault_of(wire) == GreFault::kFlags);
  }
}

TEST_CASE("faults are told apart") {
  CHECK(fault_of(hex("3001 0800 0004 1234 00000007 ff03c021")) == GreFault::kProtocol);
  CHECK(fault_of(hex("3001 880b 0005 1234 00000007 ff03c021")) == GreFault::kLength);
  CHECK(fault_of(hex("3001 880b ffff 1234 00000007 ff03c021")) == GreFault::kLength);
  CHECK(fault_of(hex("2081 880b 0004 1234 00000007 ff03c021")) == GreFault::kNoSequence);
  CHECK(fault_of({}) == GreFault::kTruncated);
}

TEST_CASE("every truncation is a fault") {
  for (const Vector& whole : {kData, kDataAck, kAck}) {
    for (std::size_t length = 0; length < whole.size(); ++length) {
      CAPTURE(length);
      CHECK(fault_of({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)}) !=
            GreFault::kNone);
    }
  }
}

TEST_CASE("without head room nothing is written") {
  OwnPacket own(hex("ff03c021"));
  own.packet.prepend(kHeadRoom - 11);
  const std::size_t before = own.packet.size();
  CHECK_FALSE(prepend_gre(own.packet, 1, 1, std::nullopt));
  CHECK(own.packet.size() == before);
}
