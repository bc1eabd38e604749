/** MSS clamping, with every checksum computed afresh as the second opinion. */
#include "core/mss.h"

#include <doctest/doctest.h>

#include "core/ip.h"
#include "support.h"

using namespace dun;
using namespace dun::test;

namespace {

void append(Vector& to, ConstBytes bytes) {
  to.insert(to.end(), bytes.begin(), bytes.end());
}

/** A TCP header (checksum 0) with options, padded to a multiple of four. */
Vector tcp(std::uint8_t flags, Vector options) {
  while (options.size() % 4 != 0) options.push_back(0);
  Vector header = hex("04d20050 00000001 00000000 0000ffff 00000000");
  header[12] = static_cast<std::uint8_t>((20 + options.size()) / 4 << 4);
  header[13] = flags;
  append(header, options);
  return header;
}

std::uint16_t checksum(ConstBytes addresses, ConstBytes segment) {
  std::uint32_t sum = kIpTcp + static_cast<std::uint32_t>(segment.size());
  for (std::size_t i = 0; i < addresses.size(); i += 2) sum += load_be16(addresses.data() + i);
  for (std::size_t i = 0; i < segment.size(); ++i) {
    sum += i % 2 == 0 ? static_cast<std::uint32_t>(segment[i]) << 8 : segment[i];
  }
  while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint16_t>(~sum);
}

struct Built {
  Vector packet;
  std::size_t tcp_at;

  ConstBytes addresses() const {
    return packet[0] >> 4 == 4 ? ConstBytes(packet).subspan(12, 8) : ConstBytes(packet).subspan(8, 32);
  }
  bool checksum_holds() const {
    Vector segment(packet.begin() + static_cast<std::ptrdiff_t>(tcp_at), packet.end());
    const std::uint16_t stored = load_be16(segment.data() + 16);
    store_be16(segment.data() + 16, 0);
    return stored == checksum(addresses(), segment);
  }
  void seal() {
    store_be16(packet.data() + tcp_at + 16, checksum(addresses(), ConstBytes(packet).subspan(tcp_at)));
  }
};

Built ipv4(ConstBytes segment, const char* fragment = "4000") {
  Built built{hex("45000000 0000"), 20};
  append(built.packet, hex(fragment));
  append(built.packet, hex("40060000 0a000001 c6336401"));
  append(built.packet, segment);
  store_be16(built.packet.data() + 2, static_cast<std::uint16_t>(built.packet.size()));
  built.seal();
  return built;
}

Built ipv6(ConstBytes segment, std::uint8_t next = kIpTcp, ConstBytes extensions = {}) {
  Built built{hex("60000000 00000040"), 40 + extensions.size()};
  built.packet[6] = next;
  append(built.packet, hex("fd000000000000000000000000000001 20010db8000000000000000000000001"));
  append(built.packet, extensions);
  append(built.packet, segment);
  store_be16(built.packet.data() + 4, static_cast<std::uint16_t>(built.packet.size() - 40));
  built.seal();
  return built;
}

constexpr std::uint8_t kSyn = 0x02;
constexpr std::uint8_t kSynAck = 0x12;

}  // namespace

TEST_CASE("the MSS of a SYN is lowered to the MTU less its headers, checksum kept right") {
  for (const std::uint8_t flags : {kSyn, kSynAck}) {
    Built four = ipv4(tcp(flags, hex("020405b4 0402080a 00000000 00000000 01030307")));
    REQUIRE(four.checksum_holds());
    CHECK(clamp_mss(four.packet, 1400));
    CHECK(load_be16(four.packet.data() + 42) == 1360);
    CHECK(four.checksum_holds());
    CHECK_FALSE(clamp_mss(four.packet, 1400));

    Built six = ipv6(tcp(flags, hex("020405a0")));
    CHECK(clamp_mss(six.packet, 1400));
    CHECK(load_be16(six.packet.data() + 62) == 1340);
    CHECK(six.checksum_holds());
  }
}

TEST_CASE("an MSS at an odd place is found and its checksum kept right") {
  for (const char* options : {"01020405b4", "0303070204ffff", "010101020405b40000"}) {
    Built built = ipv4(tcp(kSyn, hex(options)));
    CHECK(clamp_mss(built.packet, 576));
    CAPTURE(options);
    CHECK(built.checksum_holds());
    CHECK_FALSE(clamp_mss(built.packet, 576));
  }
}

TEST_CASE("the checksum holds for every value the option can have") {
  for (std::uint32_t mss = 1361; mss < 65536; mss += 97) {
    Vector options = hex("02040000");
    store_be16(options.data() + 2, static_cast<std::uint16_t>(mss));
    Built built = ipv4(tcp(kSyn, options));
    REQUIRE(clamp_mss(built.packet, 1400));
    REQUIRE(built.checksum_holds());
  }
}

TEST_CASE("IPv6 extension headers are looked through, later fragments left alone") {
  const Vector segment = tcp(kSyn, hex("020405a0"));
  Built options = ipv6(segment, 0, hex("3c00010400000000 0601010c0000000000000000 00000000"));
  CHECK(clamp_mss(options.packet, 1400));
  CHECK(options.checksum_holds());
  Built first = ipv6(segment, 44, hex("0600000100000001"));
  CHECK(clamp_mss(first.packet, 1400));
  Built later = ipv6(segment, 44, hex("0600000900000001"));
  CHECK_FALSE(clamp_mss(later.packet, 1400));
  Vector chain;
  for (int i = 0; i < 20; ++i) append(chain, hex("0000010400000000"));
  Built endless = ipv6(segment, 0, chain);
  CHECK_FALSE(clamp_mss(endless.packet, 1400));
}

TEST_CASE("what is no SYN with a larger MSS stays untouched") {
  const Vector mss = hex("020405b4");
  std::vector<Vector> packets = {
      ipv4(tcp(0x10, mss)).packet,                // No SYN.
      ipv4(tcp(kSyn, hex("020403e8"))).packet,    // Smaller already.
      ipv4(tcp(kSyn, {})).packet,                 // No option.
      ipv4(tcp(kSyn, mss), "0001").packet,        // A later fragment.
      ipv4(tcp(kSyn, hex("020305b4"))).packet,    // Wrong option length.
      ipv4(tcp(kSyn, hex("08000000"))).packet,    // Option length 0.
      ipv4(tcp(kSyn, hex("08050000"))).packet,    // Option past the end.
      ipv4(tcp(kSyn, hex("00020405b4"))).packet,  // Behind the end of options.
  };
  Vector udp = ipv4(tcp(kSyn, mss)).packet;
  udp[9] = 17;
  packets.push_back(udp);
  for (Vector& packet : packets) {
    const Vector before = packet;
    CHECK_FALSE(clamp_mss(packet, 1400));
    CHECK(packet == before);
  }
}

TEST_CASE("an MTU that leaves no room, or more than fits the option, changes nothing") {
  for (const std::size_t mtu : {std::size_t{0}, std::size_t{39}, std::size_t{40}, std::size_t{70'000}}) {
    Built built = ipv4(tcp(kSyn, hex("0204ffff")));
    CHECK_FALSE(clamp_mss(built.packet, mtu));
  }
}

TEST_CASE("every truncation, lengths repaired or not, is survived") {
  const Built four = ipv4(tcp(kSyn, hex("020405b4")));
  const Built six = ipv6(tcp(kSyn, hex("020405b4")));
  for (const Vector& whole : {four.packet, six.packet}) {
    for (std::size_t length = 0; length < whole.size(); ++length) {
      Vector cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
      CHECK_FALSE(clamp_mss(cut, 1400));
      if (length < 40) continue;
      if (cut[0] >> 4 == 4) {
        store_be16(cut.data() + 2, static_cast<std::uint16_t>(length));
      } else {
        store_be16(cut.data() + 4, static_cast<std::uint16_t>(length - 40));
      }
      CHECK_FALSE(clamp_mss(cut, 1400));
    }
  }
}
