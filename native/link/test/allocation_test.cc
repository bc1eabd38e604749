/** The packet path never allocates: packets live in slots that are there from the beginning. */
#include <doctest/doctest.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <new>
#include <optional>
#include <utility>

#include "core/gre.h"
#include "core/gre_ack_policy.h"
#include "core/gre_receiver.h"
#include "core/gre_sender.h"
#include "core/hdlc_decoder.h"
#include "core/hdlc_encoder.h"
#include "link/user_path.h"

namespace {

std::size_t allocations = 0;

void* allocate(void* memory) {
  ++allocations;
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

// The other forms of new and delete call these.
void* operator new(std::size_t size) {
  return allocate(std::malloc(size));
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  const auto step = static_cast<std::size_t>(alignment);
  return allocate(std::aligned_alloc(step, (size + step - 1) / step * step));
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
  std::free(memory);
}

namespace dun::test {
namespace {

constexpr std::size_t kPacketSize = 1300;
constexpr std::uint16_t kCallId = 7;

struct End {
  LinkCounters counters;
  UserPath path{counters};

  End(std::uint8_t send, std::uint8_t receive) {
    path.set_networks({true, true});
    Encryption encryption;
    encryption.required = true;
    encryption.keys = std::make_unique<MppeStartKeys>();
    encryption.keys->strength = MppeStrength::k128;
    encryption.keys->send.fill(send);
    encryption.keys->receive.fill(receive);
    path.set_encryption(encryption);
  }
};

/** Fills a slot with an IPv4 packet of no particular protocol. */
void write_ipv4(Packet& packet) {
  packet.resize(kPacketSize);
  std::memset(packet.data(), 0, kPacketSize);
  packet.data()[0] = 0x45;
  store_be16(packet.data() + 2, kPacketSize);
  packet.data()[9] = 253;
}

/** Both ends of a tunnel, joined: what one seals the other opens at once. */
class Tunnel {
 public:
  /** Two packets, the second of which overtakes the first; how many of them came out as user packets. */
  unsigned pass_two(std::uint64_t now) {
    std::optional<Packet> first = seal(now);
    std::optional<Packet> second = seal(now);
    if (!first || !second) return 0;
    return open(*second, now) + open(*first, now);
  }

 private:
  std::optional<Packet> seal(std::uint64_t now) {
    std::optional<Packet> packet = slots_.take();
    if (!packet) return std::nullopt;
    write_ipv4(*packet);
    if (!near_.path.encapsulate(*packet, now)) return std::nullopt;
    if (!sender_.encapsulate(*packet, kCallId, acks_.piggyback(), now)) return std::nullopt;
    return packet;
  }

  unsigned open(Packet packet, std::uint64_t now) {
    unsigned arrived = 0;
    const GreParsed parsed = parse_gre(packet.bytes());
    if (parsed.fault != GreFault::kNone || !parsed.header.sequence) return 0;
    packet.narrow(parsed.header.payload);
    const auto verdict = receiver_.accept(*parsed.header.sequence, packet, now, [&](Packet& frame) {
      if (far_.path.receive(frame, now).kind == UserPath::Kind::kUser) ++arrived;
      slots_.release(frame);
    });
    if (verdict != GreReceiver::Verdict::kTaken) slots_.release(packet);
    if (const auto highest = receiver_.highest()) {
      acks_.received(*highest, now);
      sender_.acknowledge(*highest, now);
    }
    return arrived;
  }

  End near_{1, 2};
  End far_{2, 1};
  SlotPool slots_{8};
  GreSender sender_;
  GreReceiver receiver_;
  AckPolicy acks_;
};

}  // namespace

TEST_CASE("an allocation is counted") {
  const std::size_t before = allocations;
  ::operator delete(::operator new(1));
  ::operator delete (::operator new (64, std::align_val_t{64}), std::align_val_t{64});
  CHECK_EQ(allocations - before, 2);
}

TEST_CASE("encrypted packets cross a tunnel, out of order, without an allocation") {
  Tunnel tunnel;
  // The packet that comes first opens the window; what it overtook is late.
  for (std::uint64_t now = 1; now <= 10; ++now) tunnel.pass_two(now);
  const std::size_t before = allocations;
  unsigned arrived = 0;
  for (std::uint64_t now = 11; now <= 1010; ++now) arrived += tunnel.pass_two(now);
  CHECK_EQ(allocations - before, 0);
  CHECK_EQ(arrived, 2000);
}

TEST_CASE("packets cross a serial line without an allocation") {
  End end(1, 2);
  HdlcEncoder encoder;
  HdlcDecoder decoder;
  std::array<std::uint8_t, kSlotSize> memory;
  std::array<std::uint8_t, HdlcEncoder::worst_case(kSlotSize)> line;
  unsigned arrived = 0;
  const auto pass = [&](std::uint64_t now) {
    Packet packet(memory.data());
    write_ipv4(packet);
    if (!end.path.encapsulate(packet, now)) return;
    const std::size_t written =
        encoder.encode(packet.bytes(), HdlcEncoder::Map::kNegotiated, HdlcEncoder::LeadingFlag::kSend, line);
    ConstBytes rest(line.data(), written);
    while (!rest.empty()) {
      const HdlcDecoder::Result result = decoder.decode(rest);
      rest = rest.subspan(result.consumed);
      if (result.frame && result.frame->size() == packet.size()) ++arrived;
    }
  };
  for (std::uint64_t now = 1; now <= 10; ++now) pass(now);
  const std::size_t before = allocations;
  arrived = 0;
  for (std::uint64_t now = 11; now <= 1010; ++now) pass(now);
  CHECK_EQ(allocations - before, 0);
  CHECK_EQ(arrived, 1000);
}

}  // namespace dun::test
