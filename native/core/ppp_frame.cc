/** PPP's own few header bytes (RFC 1661 §2, §6.5, §6.6; RFC 1662 §3.1). */
#include "core/ppp_frame.h"

namespace dun {
namespace {

constexpr std::uint8_t kAllStations = 0xff;
constexpr std::uint8_t kUnnumberedInformation = 0x03;

}  // namespace

std::optional<std::uint16_t> strip_ppp_header(Packet& frame) {
  const MutableBytes bytes = frame.bytes();
  // A protocol never starts with FF: 00FF is reserved for exactly this test (RFC 1661 §6.6).
  if (!bytes.empty() && bytes[0] == kAllStations) {
    if (bytes.size() < 2 || bytes[1] != kUnnumberedInformation) return std::nullopt;
    frame.drop_front(2);
  }
  return strip_protocol(frame);
}

std::optional<std::uint16_t> strip_protocol(Packet& packet) {
  const MutableBytes bytes = packet.bytes();
  if (bytes.empty()) return std::nullopt;
  if ((bytes[0] & 1) != 0) {  // The last byte of a protocol field is odd, all others are even.
    const std::uint16_t protocol = bytes[0];
    packet.drop_front(1);
    return protocol;
  }
  if (bytes.size() < 2) return std::nullopt;
  const std::uint16_t protocol = load_be16(bytes.data());
  packet.drop_front(2);
  return protocol;
}

bool prepend_protocol(Packet& packet, std::uint16_t protocol, bool compress) {
  const bool one_byte = compress && protocol < 0x100 && (protocol & 1) != 0;
  std::uint8_t* at = packet.prepend(one_byte ? 1 : 2);
  if (at == nullptr) return false;
  if (one_byte) {
    *at = static_cast<std::uint8_t>(protocol);
  } else {
    store_be16(at, protocol);
  }
  return true;
}

bool prepend_ppp_header(Packet& packet, std::uint16_t protocol, FieldCompression compression) {
  if (packet.head_room() < 4 || !prepend_protocol(packet, protocol, compression.protocol)) return false;
  if (!compression.address_control) {
    std::uint8_t* at = packet.prepend(2);
    at[0] = kAllStations;
    at[1] = kUnnumberedInformation;
  }
  return true;
}

bool needs_default_framing(std::uint16_t protocol, ConstBytes information) {
  return protocol == kProtocolLcp && !information.empty() && information[0] >= 1 && information[0] <= 7;
}

}  // namespace dun
