/** PPP's own few header bytes: address, control and protocol, compressed or not (RFC 1661 §2, §6.5, §6.6). */
#pragma once

#include <cstdint>
#include <optional>

#include "core/bytes.h"
#include "core/slot_pool.h"

namespace dun {

inline constexpr std::uint16_t kProtocolIpv4 = 0x0021;
inline constexpr std::uint16_t kProtocolIpv6 = 0x0057;
inline constexpr std::uint16_t kProtocolCompressed = 0x00fd;
inline constexpr std::uint16_t kProtocolLcp = 0xc021;

/** Which fields may be left out towards the peer. */
struct FieldCompression {
  bool protocol = false;
  bool address_control = false;
};

/**
 * Strips address, control and protocol from a received frame, compressed or not: nobody may be refused for
 * not compressing, and peers are known to compress unasked. The packet is left at the information field;
 * nullopt (and the packet undefined) when the frame ends inside the header.
 */
std::optional<std::uint16_t> strip_ppp_header(Packet& frame);

/** Strips only the protocol field (what MPPE wraps starts with it). As above. */
std::optional<std::uint16_t> strip_protocol(Packet& packet);

/** Prepends the protocol field; false when there is no head room. */
bool prepend_protocol(Packet& packet, std::uint16_t protocol, bool compress);

/** Prepends address, control and protocol; false when there is no head room (4 bytes suffice). */
bool prepend_ppp_header(Packet& packet, std::uint16_t protocol, FieldCompression compression);

/** LCP codes 1 to 7 travel with default framing and the default map whatever was negotiated (RFC 1661 §6.5,
 * §6.6). */
bool needs_default_framing(std::uint16_t protocol, ConstBytes information);

/** Whether MPPE encrypts this protocol: 0021 to 00FA only (RFC 3078 §3); control protocols stay in clear. */
constexpr bool is_encryptable(std::uint16_t protocol) {
  return protocol >= 0x0021 && protocol <= 0x00fa;
}

}  // namespace dun
