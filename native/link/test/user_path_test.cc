/** The rules for user data, packet by packet. */
#include "link/user_path.h"

#include <doctest/doctest.h>

#include <array>
#include <cstring>
#include <vector>

namespace dun::test {
namespace {

using Bytes = std::vector<std::uint8_t>;

/** An IPv4 packet of `size` bytes from 10.0.0.1 to 10.0.0.2, of no particular protocol. */
Bytes ipv4(std::size_t size) {
  Bytes packet(size);
  packet[0] = 0x45;
  store_be16(&packet[2], static_cast<std::uint16_t>(size));
  packet[9] = 253;
  store_be32(&packet[12], 0x0a000001);
  store_be32(&packet[16], 0x0a000002);
  return packet;
}

struct Slot {
  explicit Slot(const Bytes& bytes) : packet(memory.data(), bytes.size()) {
    std::memcpy(packet.data(), bytes.data(), bytes.size());
  }
  std::array<std::uint8_t, kSlotSize> memory{};
  Packet packet;
};

Encryption keyed(std::uint8_t send, std::uint8_t receive, bool required = true) {
  Encryption encryption;
  encryption.required = required;
  encryption.keys = std::make_unique<MppeStartKeys>();
  encryption.keys->strength = MppeStrength::k128;
  encryption.keys->send.fill(send);
  encryption.keys->receive.fill(receive);
  return encryption;
}

struct End {
  LinkCounters counters;
  UserPath path{counters};

  End() { path.set_networks({true, true}); }
};

}  // namespace

TEST_CASE("a clear packet gets its protocol in front, and arrives as it was") {
  End a;
  End b;
  Slot slot(ipv4(100));
  REQUIRE(a.path.encapsulate(slot.packet, 1));
  CHECK_EQ(load_be32(slot.packet.data()), 0xff030021);
  CHECK_EQ(b.path.receive(slot.packet, 1).kind, UserPath::Kind::kUser);
  CHECK(Bytes(slot.packet.bytes().begin(), slot.packet.bytes().end()) == ipv4(100));
  CHECK_EQ(a.counters.user_bytes_sent.get(), 100);
}

TEST_CASE("an encrypted packet shows nothing of itself, and arrives as it was") {
  End a;
  End b;
  a.path.set_encryption(keyed(1, 2));
  b.path.set_encryption(keyed(2, 1));
  for (int i = 0; i < 10; ++i) {
    Slot slot(ipv4(100));
    REQUIRE(a.path.encapsulate(slot.packet, 1));
    CHECK_EQ(load_be32(slot.packet.data()), 0xff0300fd);
    CHECK_EQ(slot.packet.size(), 4 + 2 + 2 + 100);
    CHECK_EQ(b.path.receive(slot.packet, 1).kind, UserPath::Kind::kUser);
    CHECK(Bytes(slot.packet.bytes().begin(), slot.packet.bytes().end()) == ipv4(100));
  }
}

TEST_CASE("required encryption without keys lets nothing pass") {
  End end;
  Encryption blocked;
  blocked.required = true;
  end.path.set_encryption(blocked);
  Slot out(ipv4(50));
  CHECK_FALSE(end.path.encapsulate(out.packet, 1));
  CHECK_EQ(end.counters.send_dropped.get(), 1);
  Bytes frame{0xff, 0x03, 0x00, 0x21};
  const Bytes packet = ipv4(50);
  frame.insert(frame.end(), packet.begin(), packet.end());
  Slot in(frame);
  CHECK_EQ(end.path.receive(in.packet, 1).kind, UserPath::Kind::kDropped);
  CHECK_EQ(end.counters.mppe_clear_dropped.get(), 1);
}

TEST_CASE("a peer that stops encrypting is not heard, required or not") {
  for (const bool required : {true, false}) {
    End end;
    end.path.set_encryption(keyed(1, 2, required));
    Bytes frame{0x21};
    const Bytes packet = ipv4(50);
    frame.insert(frame.end(), packet.begin(), packet.end());
    Slot in(frame);
    CHECK_EQ(end.path.receive(in.packet, 1).kind, UserPath::Kind::kDropped);
    CHECK_EQ(end.counters.mppe_clear_dropped.get(), 1);
  }
}

TEST_CASE("a closed network layer lets nothing pass, either version by itself") {
  End end;
  end.path.set_networks({false, true});
  Slot out(ipv4(50));
  CHECK_FALSE(end.path.encapsulate(out.packet, 1));
  Bytes frame{0x00, 0x21};
  const Bytes packet = ipv4(50);
  frame.insert(frame.end(), packet.begin(), packet.end());
  Slot in(frame);
  CHECK_EQ(end.path.receive(in.packet, 1).kind, UserPath::Kind::kDropped);
  CHECK_EQ(end.counters.receive_dropped.get(), 1);
}

TEST_CASE("the protocol field and the packet must agree") {
  End end;
  Bytes frame{0x00, 0x57};
  const Bytes packet = ipv4(50);
  frame.insert(frame.end(), packet.begin(), packet.end());
  Slot in(frame);
  CHECK_EQ(end.path.receive(in.packet, 1).kind, UserPath::Kind::kDropped);
}

TEST_CASE("the peer's MRU bounds what is sent, MPPE's four bytes included") {
  End end;
  Framing narrow;
  narrow.mru = 1000;
  end.path.set_framing(narrow, {});
  Slot fits(ipv4(1000));
  Slot exceeds(ipv4(1001));
  CHECK(end.path.encapsulate(fits.packet, 1));
  CHECK_FALSE(end.path.encapsulate(exceeds.packet, 1));
  end.path.set_encryption(keyed(1, 2));
  Slot fits_encrypted(ipv4(996));
  Slot exceeds_encrypted(ipv4(997));
  CHECK(end.path.encapsulate(fits_encrypted.packet, 1));
  CHECK_FALSE(end.path.encapsulate(exceeds_encrypted.packet, 1));
}

TEST_CASE("wrong keys are told once, soon") {
  End a;
  End b;
  a.path.set_encryption(keyed(1, 2));
  b.path.set_encryption(keyed(2, 77));
  int told = 0;
  for (int i = 0; i < 200; ++i) {
    Slot slot(ipv4(60));
    REQUIRE(a.path.encapsulate(slot.packet, 1));
    const UserPath::Received received = b.path.receive(slot.packet, static_cast<std::uint64_t>(i) * 10'000);
    CHECK_NE(received.kind, UserPath::Kind::kUser);
    if (received.kind == UserPath::Kind::kKeyMismatch) {
      ++told;
      CHECK_LT(i, 50);
    }
  }
  CHECK_EQ(told, 1);
}

TEST_CASE("a few forged packets in a good session prove nothing") {
  End a;
  End b;
  a.path.set_encryption(keyed(1, 2));
  b.path.set_encryption(keyed(2, 1));
  for (std::uint16_t i = 0; i < 20; ++i) {
    Slot slot(ipv4(60));
    REQUIRE(a.path.encapsulate(slot.packet, 1));
    CHECK_EQ(b.path.receive(slot.packet, i * 1000U).kind, UserPath::Kind::kUser);
    for (int forged = 0; forged < 5; ++forged) {
      Bytes nonsense{0x00, 0xfd, 0x90, static_cast<std::uint8_t>(i + 1)};
      nonsense.resize(60, static_cast<std::uint8_t>(forged));
      Slot junk(nonsense);
      CHECK_NE(b.path.receive(junk.packet, i * 1000U).kind, UserPath::Kind::kKeyMismatch);
    }
  }
}

TEST_CASE("control frames come up with their protocol, from either form of header") {
  End end;
  for (const Bytes& header : {Bytes{0xff, 0x03, 0xc0, 0x21}, Bytes{0xc0, 0x21}}) {
    Bytes frame = header;
    frame.insert(frame.end(), {9, 1, 0, 4});
    Slot in(frame);
    const UserPath::Received received = end.path.receive(in.packet, 1);
    CHECK_EQ(received.kind, UserPath::Kind::kControl);
    CHECK_EQ(received.protocol, 0xc021);
    CHECK_EQ(in.packet.size(), 4);
  }
  Slot truncated(Bytes{0xff, 0x03, 0xc0});
  CHECK_EQ(end.path.receive(truncated.packet, 1).kind, UserPath::Kind::kDropped);
  CHECK_EQ(end.counters.malformed.get(), 1);
}

TEST_CASE("packets of the exempt addresses leave the idle clock alone") {
  End end;
  for (const std::vector<std::uint32_t>& addresses :
       {std::vector<std::uint32_t>{0x0a000002, 0x0a000003}, {0x0a000003, 0x0a000002}}) {
    end.path.set_idle_exempt(addresses);
    Slot exempt(ipv4(50));
    REQUIRE(end.path.encapsulate(exempt.packet, 1000));
    CHECK_EQ(end.counters.last_user.get(), 0);
  }
  end.path.set_idle_exempt({0x0a000003});
  Slot counted(ipv4(50));
  REQUIRE(end.path.encapsulate(counted.packet, 2000));
  CHECK_EQ(end.counters.last_user.get(), 2000);
}

}  // namespace dun::test
