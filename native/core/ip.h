/** A glance at an IP packet: version, addresses, transport protocol. Enough to validate and to count. */
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/bytes.h"

namespace dun {

inline constexpr std::uint8_t kIpTcp = 6;
inline constexpr std::uint8_t kIpGre = 47;

struct IpPeek {
  /** 4 or 6. */
  std::uint8_t version;
  /** Transport protocol; for IPv6 the first next header, whatever it is. */
  std::uint8_t protocol;
  std::size_t header_size;
  /** As the header says, at most what there is. */
  std::size_t total_size;
  /** 4 or 16 bytes each. */
  ConstBytes source;
  ConstBytes destination;
};

/** nullopt when the packet is no IP, or shorter than it says. */
std::optional<IpPeek> peek_ip(ConstBytes packet);

/** Whether an IPv4 packet goes to or comes from `address` (host order of the dotted bytes, network byte
 * order). */
bool concerns_ipv4(const IpPeek& packet, std::uint32_t address);

}  // namespace dun
