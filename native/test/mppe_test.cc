/** Stateless MPPE: what is on the wire, what loss does, and what forged packets cannot do. */
#include "core/mppe.h"

#include <doctest/doctest.h>

#include "core/rc4.h"
#include "support.h"

using namespace dun;
using namespace dun::test;

namespace {

const Vector kStart = hex("8b7cdc149b993a1ba118cb153f56dccb");
/** An IPv4 packet as MPPE wraps it: protocol 0021 first. */
const Vector kPlain = hex("0021 4500001c 00004000 40010000 0a630001 0a630050 0800f7ff 00000000");

struct Ends {
  MppeEncryptor sender{MppeStrength::k128, kStart};
  MppeDecryptor receiver{MppeStrength::k128, kStart};
  std::uint64_t now = 1'000'000'000;

  Vector next() {
    OwnPacket own(kPlain);
    REQUIRE(sender.encrypt(own.packet));
    return copy(own.packet.bytes());
  }
  void skip(int packets) {
    for (int i = 0; i < packets; ++i) next();
  }
  MppeVerdict receive(ConstBytes wire) {
    OwnPacket own(wire);
    const MppeVerdict verdict = receiver.decrypt(own.packet, now);
    if (verdict == MppeVerdict::kDecrypted) CHECK(copy(own.packet.bytes()) == kPlain);
    return verdict;
  }
};

Vector forged(std::uint16_t header) {
  Vector wire(40, 0x5a);
  store_be16(wire.data(), header);
  return wire;
}

}  // namespace

TEST_CASE("the first packet is flushed, encrypted, count 0, under the first key after the initial one") {
  Ends ends;
  const Vector wire = ends.next();
  CHECK(to_hex(ConstBytes(wire).first(2)) == "9000");
  Vector text(wire.begin() + 2, wire.end());
  Rc4(hex("726f10500e2b54135b1b74d7682f0471")).apply(text);
  CHECK(text == kPlain);
  CHECK(to_hex(ConstBytes(ends.next()).first(2)) == "9001");
}

TEST_CASE("encryption needs its head room and changes nothing without it") {
  OwnPacket own(kPlain);
  own.packet.prepend(kHeadRoom - 1);
  const Vector before = copy(own.packet.bytes());
  MppeEncryptor sender(MppeStrength::k128, kStart);
  CHECK_FALSE(sender.encrypt(own.packet));
  CHECK(copy(own.packet.bytes()) == before);
}

TEST_CASE("packets cross in all three strengths, over the count's wrap") {
  for (const MppeStrength strength : {MppeStrength::k40, MppeStrength::k56, MppeStrength::k128}) {
    const ConstBytes start = ConstBytes(kStart).first(mppe_key_size(strength));
    MppeEncryptor sender(strength, start);
    MppeDecryptor receiver(strength, start);
    for (int i = 0; i < 4100; ++i) {
      OwnPacket own(kPlain);
      REQUIRE(sender.encrypt(own.packet));
      REQUIRE(receiver.decrypt(own.packet, 0) == MppeVerdict::kDecrypted);
      REQUIRE(copy(own.packet.bytes()) == kPlain);
    }
  }
}

TEST_CASE("every loss the count can express is survived, one after the other") {
  Ends ends;
  for (const int lost : {1, 15, 16, 17, 255, 256, 1000, 2047, 2047, 2047, 2047, 2047, 2047, 0}) {
    ends.skip(lost);
    CAPTURE(lost);
    CHECK(ends.receive(ends.next()) == MppeVerdict::kDecrypted);
  }
}

TEST_CASE("a late packet is dropped and does not touch the key") {
  Ends ends;
  const Vector first = ends.next();
  const Vector second = ends.next();
  const std::uint64_t before = ends.receiver.rekeys();
  CHECK(ends.receive(second) == MppeVerdict::kDecrypted);
  CHECK(ends.receive(first) == MppeVerdict::kLate);
  CHECK(ends.receive(second) == MppeVerdict::kLate);
  CHECK(ends.receiver.rekeys() == before + 2);
  CHECK(ends.receive(ends.next()) == MppeVerdict::kDecrypted);
}

TEST_CASE("the border between far ahead and late is 2048") {
  Ends ends;
  CHECK(ends.receive(forged(0x9000 | 2048)) == MppeVerdict::kLate);
  CHECK(ends.receiver.rekeys() == 0);
  CHECK(ends.receive(forged(0x9000 | 2047)) == MppeVerdict::kImplausible);
  CHECK(ends.receiver.rekeys() == 2048);
}

TEST_CASE("clear, unflushed, compressed and truncated packets are told apart and change nothing") {
  Ends ends;
  const Vector wire = ends.next();
  for (const int header : {0x0000, 0x8000, 0xa000}) {
    CHECK(ends.receive(forged(static_cast<std::uint16_t>(header))) == MppeVerdict::kClear);
  }
  CHECK(ends.receive(forged(0x1000)) == MppeVerdict::kNotStateless);
  CHECK(ends.receive(forged(0xb000)) == MppeVerdict::kNotStateless);
  for (std::size_t length = 0; length <= kMppeHeader; ++length) {
    CHECK(ends.receive(ConstBytes(wire).first(length)) == MppeVerdict::kTruncated);
  }
  // Cut inside the inner header there is no packet left that could be one.
  for (std::size_t length = kMppeHeader + 1; length < kMppeHeader + 3; ++length) {
    CHECK(ends.receive(ConstBytes(wire).first(length)) == MppeVerdict::kImplausible);
  }
  CHECK(ends.receive(wire) == MppeVerdict::kDecrypted);
}

TEST_CASE("forged packets neither move the key nor cost more than the budget") {
  Ends ends;
  CHECK(ends.receive(ends.next()) == MppeVerdict::kDecrypted);
  int far = 0;
  for (int i = 0; i < 1000; ++i) {
    const MppeVerdict verdict = ends.receive(forged(static_cast<std::uint16_t>(0x9000 | 2000)));
    CHECK((verdict == MppeVerdict::kImplausible || verdict == MppeVerdict::kFar));
    far += verdict == MppeVerdict::kFar ? 1 : 0;
  }
  CHECK(far > 990);
  CHECK(ends.receiver.rekeys() <= MppeDecryptor::kBudget + 100);
  CHECK(ends.receive(ends.next()) == MppeVerdict::kDecrypted);

  // A true gap has to wait for the budget to refill, and then is bridged.
  ends.skip(999);
  const Vector behind_gap = ends.next();
  CHECK(ends.receive(behind_gap) == MppeVerdict::kFar);
  ends.now += 20'000;
  CHECK(ends.receive(behind_gap) == MppeVerdict::kDecrypted);
}

TEST_CASE("a corrupted packet is implausible and the next one still decrypts") {
  Ends ends;
  Vector wire = ends.next();
  wire[2] ^= 0x40;
  CHECK(ends.receive(wire) == MppeVerdict::kImplausible);
  CHECK(ends.receive(ends.next()) == MppeVerdict::kDecrypted);
}

TEST_CASE("under another key every packet is implausible") {
  MppeEncryptor sender(MppeStrength::k128, kStart);
  MppeDecryptor receiver(MppeStrength::k128, hex("00000000000000000000000000000000"));
  int decrypted = 0;
  for (int i = 0; i < 500; ++i) {
    OwnPacket own(kPlain);
    sender.encrypt(own.packet);
    decrypted += receiver.decrypt(own.packet, 0) == MppeVerdict::kDecrypted ? 1 : 0;
  }
  CHECK(decrypted <= 10);
}

TEST_CASE("inner protocols are taken with and without field compression") {
  for (const char* inner : {"2145000014", "00214500", "576000", "005760", "002b00"}) {
    MppeEncryptor sender(MppeStrength::k128, kStart);
    MppeDecryptor receiver(MppeStrength::k128, kStart);
    OwnPacket own(hex(inner));
    sender.encrypt(own.packet);
    CAPTURE(inner);
    CHECK(receiver.decrypt(own.packet, 0) == MppeVerdict::kDecrypted);
    CHECK(copy(own.packet.bytes()) == hex(inner));
  }
  for (const char* inner : {"2165", "00216000", "c02101", "00fd90", "8021", "0022"}) {
    MppeEncryptor sender(MppeStrength::k128, kStart);
    MppeDecryptor receiver(MppeStrength::k128, kStart);
    OwnPacket own(hex(inner));
    sender.encrypt(own.packet);
    CAPTURE(inner);
    CHECK(receiver.decrypt(own.packet, 0) == MppeVerdict::kImplausible);
  }
}
