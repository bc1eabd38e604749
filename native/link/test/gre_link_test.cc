/** A link over GRE against packets made by hand, and user traffic through TUNs: in a network namespace of
 * their own. */
#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <cstring>

#include "core/gre.h"
#include "link/test/owner.h"
#include "platform/gre_socket.h"

namespace dun::test {
namespace {

/** Moves this thread, and the links it starts, to a fresh network; false where that is not allowed. */
bool enter_network() {
  static const bool entered = [] {
    if (::unshare(CLONE_NEWNET) < 0) return false;
    const UniqueFd socket(::socket(AF_INET, SOCK_DGRAM, 0));
    ifreq request{};
    std::memcpy(request.ifr_name, "lo", 3);
    request.ifr_flags = IFF_UP;
    return ::ioctl(socket.get(), SIOCSIFFLAGS, &request) == 0;
  }();
  if (!entered) MESSAGE("skipped: needs the privilege to make a network namespace");
  return entered;
}

constexpr std::uint16_t kLinkId = 0x1234;
constexpr std::uint16_t kPeerId = 0x4321;

/** The peer of a link, packet by packet. */
class Peer {
 public:
  explicit Peer(const char* address = "127.0.0.1") {
    auto opened = GreSocket::open(address, "127.0.0.1", kPeerId);
    REQUIRE(opened);
    socket_ = std::move(*opened);
  }

  /** LCP Echo-Request `id` as data packet `sequence`. */
  void send(std::uint32_t sequence, std::uint8_t id, std::optional<std::uint32_t> ack = std::nullopt) {
    const Bytes frame{0xff, 0x03, 0xc0, 0x21, 9, id, 0, 4};
    Packet packet(slot_.data(), frame.size());
    std::memcpy(packet.data(), frame.data(), frame.size());
    REQUIRE(prepend_gre(packet, kLinkId, sequence, ack));
    send_raw(packet.bytes());
  }

  void send_raw(MutableBytes bytes) {
    const IoBuffer buffer{bytes.data(), bytes.size()};
    CHECK_EQ(socket_->send(std::span(&buffer, 1)).count, 1);
  }

  /** The next packet from the link; its bytes stay until the next call. */
  std::optional<GreHeader> receive() {
    IoBuffer buffer{slot_.data(), slot_.size()};
    if (socket_->receive(std::span(&buffer, 1)) == 0) return std::nullopt;
    const GreParsed parsed = parse_gre({buffer.data, buffer.length});
    CHECK_EQ(parsed.fault, GreFault::kNone);
    return parsed.header;
  }

 private:
  std::unique_ptr<GreSocket> socket_;
  std::array<std::uint8_t, kSlotSize> slot_{};
};

Owner make_link(std::optional<std::uint16_t> peer_id = kPeerId) {
  Owner owner(GreTransport{"127.0.0.1", "127.0.0.1", kLinkId, peer_id});
  REQUIRE(owner);
  return owner;
}

std::vector<int> ids(const Owner& owner) {
  std::vector<int> result;
  for (const Event& event : owner.events) {
    if (event.kind == EventKind::kControl) result.push_back(event.bytes[1]);
  }
  return result;
}

}  // namespace

TEST_CASE("packets out of order, twice and too late") {
  if (!enter_network()) return;
  Peer peer;
  Owner owner = make_link();
  for (const int sequence : {0, 2, 1, 1, 3, 5}) {
    peer.send(static_cast<std::uint32_t>(sequence), static_cast<std::uint8_t>(sequence));
  }
  // 5 waits for 4 as long as the reorder ring allows, then 4 is given up.
  CHECK(owner.until([&] { return owner.count(EventKind::kControl) == 5; }));
  peer.send(4, 4);
  peer.send(6, 6);
  CHECK(owner.until([&] { return owner.count(EventKind::kControl) == 6; }));
  CHECK(ids(owner) == std::vector<int>{0, 1, 2, 3, 5, 6});
  const LinkCounters& counters = owner->counters();
  CHECK_EQ(counters.gre_duplicate.get(), 1);
  CHECK_EQ(counters.gre_lost.get(), 1);
  CHECK_EQ(counters.gre_late.get(), 1);
  CHECK_GE(counters.gre_reordered.get(), 1);
}

TEST_CASE("the sequence number wraps like any other") {
  if (!enter_network()) return;
  Peer peer;
  Owner owner = make_link();
  const std::vector<std::uint32_t> sequences{0xfffffffe, 0, 0xffffffff, 1};
  for (const std::uint32_t sequence : sequences) peer.send(sequence, static_cast<std::uint8_t>(sequence + 2));
  CHECK(owner.until([&] { return owner.count(EventKind::kControl) == 4; }));
  CHECK(ids(owner) == std::vector<int>{0, 1, 2, 3});
}

TEST_CASE("other calls, other versions and nonsense never come through") {
  if (!enter_network()) return;
  Peer peer;
  Owner owner = make_link();
  Bytes other_call{0x30, 0x01, 0x88, 0x0b, 0, 4, 0x99, 0x99, 0, 0, 0, 0, 0xc0, 0x21, 9, 1};
  Bytes plain_gre{0x00, 0x00, 0x08, 0x00, 0, 0, 0x12, 0x34};
  Bytes too_long{0x30, 0x01, 0x88, 0x0b, 0xff, 0xff, 0x12, 0x34, 0, 0, 0, 0, 0xc0, 0x21, 9, 1};
  Bytes truncated{0x30, 0x81, 0x88, 0x0b, 0, 0, 0x12, 0x34};
  for (Bytes* packet : {&other_call, &plain_gre, &too_long, &truncated}) peer.send_raw(*packet);
  peer.send(0, 7);
  CHECK(owner.until([&] { return owner.count(EventKind::kControl) == 1; }));
  CHECK(ids(owner) == std::vector<int>{7});
  CHECK_EQ(owner->counters().malformed.get(), 2);
}

TEST_CASE("nobody but the peer is heard, whatever call id they know") {
  if (!enter_network()) return;
  Peer peer;
  Peer stranger("127.0.0.2");
  Owner owner = make_link();
  for (std::uint32_t i = 0; i < 20; ++i) stranger.send(i * 1000, 66);
  peer.send(0, 7);
  CHECK(owner.until([&] { return owner.count(EventKind::kControl) == 1; }));
  CHECK(ids(owner) == std::vector<int>{7});
  CHECK_EQ(owner->counters().bytes_received.get(), 12 + 8);
}

TEST_CASE("what came is acknowledged alone after a moment, and on data at once") {
  if (!enter_network()) return;
  Peer peer;
  Owner owner = make_link();
  peer.send(0, 0);
  std::optional<GreHeader> header;
  CHECK(owner.until([&] { return (header = peer.receive()).has_value(); }));
  CHECK_FALSE(header->sequence.has_value());
  CHECK_EQ(header->ack, 0U);
  CHECK(header->payload.empty());
  peer.send(1, 1);
  CHECK(owner.until([&] { return owner.count(EventKind::kControl) == 2; }));
  owner->send_control(0xc021, {10, 1, 0, 4});
  bool acknowledged = false;
  bool data = false;
  CHECK(owner.until([&] {
    header = peer.receive();
    if (header) {
      acknowledged = acknowledged || header->ack == 1U;
      data = data || header->sequence == 0U;
    }
    return acknowledged && data;
  }));
}

TEST_CASE("frames wait for the peer's call id, up to a bound") {
  if (!enter_network()) return;
  Peer peer;
  Owner owner = make_link(std::nullopt);
  for (std::uint8_t id = 0; id < 100; ++id) owner->send_control(0xc021, {1, id, 0, 4});
  peer.send(0, 0);
  CHECK(owner.until([&] { return owner.count(EventKind::kControl) == 1; }));
  CHECK_FALSE(peer.receive().has_value());
  owner->set_peer_call_id(kPeerId);
  std::uint32_t expected = 0;
  CHECK(owner.until([&] {
    while (const std::optional<GreHeader> header = peer.receive()) {
      if (header->sequence) CHECK_EQ(*header->sequence, expected++);
    }
    return expected == 64;
  }));
  CHECK_EQ(owner->counters().send_dropped.get(), 36);
}

TEST_CASE("user packets cross from TUN to TUN, encrypted, and TUNs come and go") {
  if (!enter_network()) return;
  Owner a(GreTransport{"127.0.0.1", "127.0.0.1", 1, 2});
  Owner b(GreTransport{"127.0.0.1", "127.0.0.1", 2, 1});
  REQUIRE(a);
  REQUIRE(b);
  for (Owner* owner : {&a, &b}) {
    Encryption encryption;
    encryption.required = true;
    encryption.keys = std::make_unique<MppeStartKeys>();
    encryption.keys->strength = MppeStrength::k128;
    encryption.keys->send.fill(owner == &a ? 1 : 2);
    encryption.keys->receive.fill(owner == &a ? 2 : 1);
    owner->link().set_encryption(std::move(encryption));
    owner->link().set_networks({true, true});
  }
  const UniqueFd socket(::socket(AF_INET, SOCK_DGRAM, 0));
  sockaddr_in there{};
  there.sin_family = AF_INET;
  there.sin_port = htons(9);
  ::inet_pton(AF_INET, "10.8.0.2", &there.sin_addr);
  std::uint64_t received = 0;
  for (int round = 0; round < 3; ++round) {
    auto near = Tun::create("near", 1400);
    auto far = Tun::create("far", 1400);
    REQUIRE(near);
    REQUIRE(far);
    REQUIRE((*near)->set_ipv4("10.8.0.1", "10.8.0.2"));
    REQUIRE((*near)->up());
    REQUIRE((*far)->up());
    a->attach_tun(*near);
    b->attach_tun(*far);
    for (int i = 0; i < 200; ++i) {
      const Bytes payload(static_cast<std::size_t>(i) * 6);
      ::sendto(socket.get(), payload.data(), payload.size(), 0, reinterpret_cast<const sockaddr*>(&there),
               sizeof there);
    }
    received += 200;
    CHECK(b.until([&] { return b->counters().user_packets_received.get() >= received; }));
    a->attach_tun(nullptr);
    b->attach_tun(nullptr);
    // The link let go of it: this was the last owner.
    CHECK_EQ(near->use_count(), 1);
  }
  CHECK_EQ(b->counters().mppe_bad.get(), 0);
}

}  // namespace dun::test
