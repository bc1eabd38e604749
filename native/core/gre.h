/** Enhanced GRE, the header of PPTP's data packets (RFC 2637 §4.1). */
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/bytes.h"
#include "core/slot_pool.h"

namespace dun {

inline constexpr std::size_t kGreMaxHeader = 16;
inline constexpr std::size_t kGreAckSize = 12;

enum class GreFault : std::uint8_t {
  kNone,
  /** Shorter than its flags say. */
  kTruncated,
  /** Not version 1 with a key, or flags that must be zero are set. */
  kFlags,
  /** Not PPP. */
  kProtocol,
  /** Payload longer than the datagram. */
  kLength,
  /** Payload without a sequence number. */
  kNoSequence,
};

struct GreHeader {
  /** The receiver's call id. */
  std::uint16_t call_id = 0;
  /** Present exactly when there is payload, or an empty data packet. */
  std::optional<std::uint32_t> sequence;
  std::optional<std::uint32_t> ack;
  /** Into the datagram; link-layer padding behind it is cut off. */
  MutableBytes payload;
};

struct GreParsed {
  GreFault fault;
  GreHeader header;
};

/** Reads a datagram that starts with the GRE header (behind IP). */
GreParsed parse_gre(MutableBytes datagram);

/**
 * Prepends a data header to `payload`; false when there is no head room (kGreMaxHeader suffices) or the
 * payload is longer than its 16-bit length field.
 */
bool prepend_gre(Packet& payload, std::uint16_t call_id, std::uint32_t sequence,
                 std::optional<std::uint32_t> ack);

/** A packet that carries nothing but an acknowledgement. */
std::array<std::uint8_t, kGreAckSize> make_gre_ack(std::uint16_t call_id, std::uint32_t ack);

}  // namespace dun
