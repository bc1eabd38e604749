/**
 * The enhanced GRE header (RFC 2637 §4.1):
 *
 *   0: flags and version (C R K S s Recur A Flags Ver)   2: protocol type 880B
 *   4: payload length                                    6: call id of the receiver
 *   8: sequence number, if S                             8 or 12: acknowledgement number, if A
 */
#include "core/gre.h"

namespace dun {
namespace {

constexpr std::uint16_t kKeyVersion1 = 0x2001;
constexpr std::uint16_t kHasSequence = 0x1000;
constexpr std::uint16_t kHasAck = 0x0080;
constexpr std::uint16_t kProtocolPpp = 0x880b;
constexpr std::size_t kFixedHeader = 8;

void store_fixed(std::uint8_t* at, std::uint16_t flags, std::size_t length, std::uint16_t call_id) {
  store_be16(at, flags);
  store_be16(at + 2, kProtocolPpp);
  store_be16(at + 4, static_cast<std::uint16_t>(length));
  store_be16(at + 6, call_id);
}

}  // namespace

GreParsed parse_gre(MutableBytes datagram) {
  GreParsed parsed{GreFault::kNone, {}};
  const auto fault = [&](GreFault what) {
    parsed.fault = what;
    return parsed;
  };

  if (datagram.size() < kFixedHeader) return fault(GreFault::kTruncated);
  const std::uint16_t flags = load_be16(datagram.data());
  // Only S and A may vary: routing, checksum, recursion and reserved flags must be zero.
  if ((flags & ~(kHasSequence | kHasAck)) != kKeyVersion1) return fault(GreFault::kFlags);
  if (load_be16(datagram.data() + 2) != kProtocolPpp) return fault(GreFault::kProtocol);
  const bool has_sequence = (flags & kHasSequence) != 0;
  const bool has_ack = (flags & kHasAck) != 0;
  const std::size_t size = kFixedHeader + (has_sequence ? 4U : 0U) + (has_ack ? 4U : 0U);
  if (datagram.size() < size) return fault(GreFault::kTruncated);
  const std::size_t length = load_be16(datagram.data() + 4);
  if (length > datagram.size() - size) return fault(GreFault::kLength);
  if (length > 0 && !has_sequence) return fault(GreFault::kNoSequence);

  GreHeader& header = parsed.header;
  header.call_id = load_be16(datagram.data() + 6);
  if (has_sequence) header.sequence = load_be32(datagram.data() + kFixedHeader);
  if (has_ack) header.ack = load_be32(datagram.data() + size - 4);
  header.payload = datagram.subspan(size, length);
  return parsed;
}

bool prepend_gre(Packet& payload, std::uint16_t call_id, std::uint32_t sequence,
                 std::optional<std::uint32_t> ack) {
  const std::size_t length = payload.size();
  if (length > 0xffff) return false;
  std::uint8_t* at = payload.prepend(kFixedHeader + (ack ? 8U : 4U));
  if (at == nullptr) return false;
  const unsigned flags = kKeyVersion1 | kHasSequence | (ack ? kHasAck : 0U);
  store_fixed(at, static_cast<std::uint16_t>(flags), length, call_id);
  store_be32(at + kFixedHeader, sequence);
  if (ack) store_be32(at + kFixedHeader + 4, *ack);
  return true;
}

std::array<std::uint8_t, kGreAckSize> make_gre_ack(std::uint16_t call_id, std::uint32_t ack) {
  std::array<std::uint8_t, kGreAckSize> packet{};
  store_fixed(packet.data(), kKeyVersion1 | kHasAck, 0, call_id);
  store_be32(packet.data() + kFixedHeader, ack);
  return packet;
}

}  // namespace dun
