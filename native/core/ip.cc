/** A glance at an IP packet (RFC 791 §3.1, RFC 8200 §3). */
#include "core/ip.h"

namespace dun {
namespace {

constexpr std::size_t kIpv4Header = 20;
constexpr std::size_t kIpv6Header = 40;

std::optional<IpPeek> peek_ipv4(ConstBytes packet) {
  if (packet.size() < kIpv4Header) return std::nullopt;
  const std::size_t header_size = std::size_t{packet[0] & 0x0fU} * 4;
  const std::size_t total_size = load_be16(packet.data() + 2);
  if (header_size < kIpv4Header || total_size < header_size || total_size > packet.size())
    return std::nullopt;
  return IpPeek{4, packet[9], header_size, total_size, packet.subspan(12, 4), packet.subspan(16, 4)};
}

std::optional<IpPeek> peek_ipv6(ConstBytes packet) {
  if (packet.size() < kIpv6Header) return std::nullopt;
  const std::size_t total_size = kIpv6Header + load_be16(packet.data() + 4);
  if (total_size > packet.size()) return std::nullopt;
  return IpPeek{6, packet[6], kIpv6Header, total_size, packet.subspan(8, 16), packet.subspan(24, 16)};
}

}  // namespace

std::optional<IpPeek> peek_ip(ConstBytes packet) {
  if (packet.empty()) return std::nullopt;
  switch (packet[0] >> 4) {
    case 4:
      return peek_ipv4(packet);
    case 6:
      return peek_ipv6(packet);
    default:
      return std::nullopt;
  }
}

bool concerns_ipv4(const IpPeek& packet, std::uint32_t address) {
  return packet.version == 4 &&
         (load_be32(packet.source.data()) == address || load_be32(packet.destination.data()) == address);
}

}  // namespace dun
