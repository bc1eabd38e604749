/** Glances at IP packets, whole and cut short. */
#include "core/ip.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "support.h"

using namespace dun;
using namespace dun::test;

namespace {

const Vector kIpv4 = hex("46000020 00004000 402f0000 c6336401 0a000001 01010100 0102030405060708");
const Vector kIpv6 = hex(
    "60000000 00080640 fe800000000000000000000000000001 fe800000000000000000000000000002 0102030405060708");

}  // namespace

TEST_CASE("an IPv4 packet tells its addresses and protocol, options and padding considered") {
  Vector padded = kIpv4;
  padded.resize(46);
  const IpPeek peek = peek_ip(padded).value();
  CHECK(peek.version == 4);
  CHECK(peek.protocol == kIpGre);
  CHECK(peek.header_size == 24);
  CHECK(peek.total_size == 32);
  CHECK(to_hex(peek.source) == "c6336401");
  CHECK(to_hex(peek.destination) == "0a000001");
  CHECK(concerns_ipv4(peek, 0xc6336401));
  CHECK(concerns_ipv4(peek, 0x0a000001));
  CHECK_FALSE(concerns_ipv4(peek, 0x0a000002));
}

TEST_CASE("an IPv6 packet tells its addresses and first next header") {
  const IpPeek peek = peek_ip(kIpv6).value();
  CHECK(peek.version == 6);
  CHECK(peek.protocol == kIpTcp);
  CHECK(peek.total_size == 48);
  CHECK(to_hex(peek.destination) == "fe800000000000000000000000000002");
  CHECK_FALSE(concerns_ipv4(peek, 0xfe800000));
}

TEST_CASE("every truncation is no packet") {
  for (const Vector& whole : {kIpv4, kIpv6}) {
    for (std::size_t length = 0; length < whole.size(); ++length) {
      CHECK_FALSE(peek_ip(ConstBytes(whole).first(length)));
    }
  }
}

TEST_CASE("headers that contradict themselves are no packet") {
  for (const char* start :
       {"44000020", "46000017", "46000013", "40000020", "50000020", "00000020", "f6000020"}) {
    Vector bad = kIpv4;
    const Vector head = hex(start);
    std::copy(head.begin(), head.end(), bad.begin());
    CAPTURE(start);
    CHECK_FALSE(peek_ip(bad));
  }
}
