/** MSS clamping: find the TCP header of a SYN, find its option, lower it, correct the checksum. */
#include "core/mss.h"

#include <cstdint>
#include <optional>

#include "core/ip.h"

namespace dun {
namespace {

constexpr std::size_t kTcpHeader = 20;
constexpr std::size_t kTcpFlagsAt = 13;
constexpr std::size_t kTcpChecksumAt = 16;
constexpr std::uint8_t kTcpSyn = 0x02;
constexpr std::uint8_t kOptionEnd = 0;
constexpr std::uint8_t kOptionNop = 1;
constexpr std::uint8_t kOptionMss = 2;
/** Extension headers looked through before giving up; senders use one or two. */
constexpr int kMaxExtensions = 8;

struct Transport {
  MutableBytes bytes;
  /** MTU less headers without options, which is how the MSS is counted (RFC 6691 §2). */
  std::size_t headers;
};

std::optional<Transport> tcp_in_ipv4(MutableBytes packet, const IpPeek& ip) {
  const bool first_fragment = (load_be16(packet.data() + 6) & 0x1fff) == 0;
  if (ip.protocol != kIpTcp || !first_fragment) return std::nullopt;
  return Transport{packet.subspan(ip.header_size, ip.total_size - ip.header_size), 20 + kTcpHeader};
}

std::optional<Transport> tcp_in_ipv6(MutableBytes packet, const IpPeek& ip) {
  MutableBytes rest = packet.subspan(ip.header_size, ip.total_size - ip.header_size);
  std::uint8_t next = ip.protocol;
  for (int i = 0; i < kMaxExtensions; ++i) {
    if (next == kIpTcp) return Transport{rest, 40 + kTcpHeader};
    const bool options = next == 0 || next == 43 || next == 60;  // Hop-by-hop, routing, destination.
    const bool fragment = next == 44;
    if ((!options && !fragment) || rest.size() < 8) return std::nullopt;
    if (fragment && (load_be16(rest.data() + 2) & 0xfff8) != 0) return std::nullopt;
    const std::size_t size = fragment ? 8 : (std::size_t{rest[1]} + 1) * 8;
    if (size > rest.size()) return std::nullopt;
    next = rest[0];
    rest = rest.subspan(size);
  }
  return std::nullopt;
}

/** Where the value of the MSS option is in a TCP header. */
std::optional<std::size_t> find_mss(ConstBytes tcp) {
  if (tcp.size() < kTcpHeader || (tcp[kTcpFlagsAt] & kTcpSyn) == 0) return std::nullopt;
  const std::size_t end = std::size_t{tcp[12]} / 16 * 4;
  if (end > tcp.size()) return std::nullopt;
  std::size_t at = kTcpHeader;
  while (at < end && tcp[at] != kOptionEnd) {
    if (tcp[at] == kOptionNop) {
      ++at;
      continue;
    }
    if (end - at < 2 || tcp[at + 1] < 2 || tcp[at + 1] > end - at) return std::nullopt;
    if (tcp[at] == kOptionMss) return tcp[at + 1] == 4 ? std::optional(at + 2) : std::nullopt;
    at += tcp[at + 1];
  }
  return std::nullopt;
}

/** RFC 1624 equation 3: HC' = ~(~HC + ~m + m'). */
std::uint16_t adjust_checksum(std::uint16_t checksum, std::uint16_t before, std::uint16_t after) {
  std::uint32_t sum = (~checksum & 0xffffU) + (~before & 0xffffU) + after;
  sum = (sum & 0xffff) + (sum >> 16);
  sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint16_t>(~sum);
}

constexpr std::uint16_t swap_bytes(std::uint16_t value) {
  return static_cast<std::uint16_t>((value << 8) | (value >> 8));
}

}  // namespace

bool clamp_mss(MutableBytes packet, std::size_t mtu) {
  const std::optional<IpPeek> ip = peek_ip(packet);
  if (!ip) return false;
  const std::optional<Transport> tcp = ip->version == 4 ? tcp_in_ipv4(packet, *ip) : tcp_in_ipv6(packet, *ip);
  if (!tcp || mtu <= tcp->headers || mtu - tcp->headers > 0xffff) return false;
  const std::optional<std::size_t> at = find_mss(tcp->bytes);
  if (!at) return false;

  std::uint8_t* header = tcp->bytes.data();
  auto before = load_be16(header + *at);
  auto after = static_cast<std::uint16_t>(mtu - tcp->headers);
  if (before <= after) return false;
  store_be16(header + *at, after);
  if (*at % 2 != 0) {  // The checksum sees the value's bytes in two words, each at the other's place.
    before = swap_bytes(before);
    after = swap_bytes(after);
  }
  store_be16(header + kTcpChecksumAt, adjust_checksum(load_be16(header + kTcpChecksumAt), before, after));
  return true;
}

}  // namespace dun
