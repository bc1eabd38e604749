/** Asynchronous HDLC, sending side (RFC 1662 §4): one frame in, flags, escapes and FCS out. */
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/bytes.h"

namespace dun {

class HdlcEncoder {
 public:
  /** Which control characters to escape: the peer's map, or all of them (LCP codes 1 to 7, RFC 1662 §7). */
  enum class Map : std::uint8_t { kNegotiated, kDefault };
  /** One flag may end a frame and begin the next (§3.1): kOmit when the previous frame's flag just went
   * out. */
  enum class LeadingFlag : std::uint8_t { kSend, kOmit };

  /** Default map: every control character. */
  HdlcEncoder();

  /** Room that is always enough for `frame_bytes`: every byte and the FCS escaped, two flags. */
  static constexpr std::size_t worst_case(std::size_t frame_bytes) { return 2 * (frame_bytes + 2) + 2; }

  /**
   * Writes `frame` (address or protocol field first, no FCS) to `out`; the bytes written, or 0 when `out` is
   * smaller than worst_case(frame.size()). `frame` and `out` must not overlap.
   */
  std::size_t encode(ConstBytes frame, Map map, LeadingFlag leading, MutableBytes out) const;

  /** The peer's receive map; 7D and 7E are escaped whatever it says. */
  void set_accm(std::uint32_t accm);

 private:
  /** What a byte becomes on the line: one byte, or the escape and the byte with bit 5 complemented. */
  struct Escaped {
    std::uint8_t bytes[2];
    std::uint8_t size;
  };
  using Table = std::array<Escaped, 256>;
  static constexpr Table make_table(std::uint32_t accm);
  static const Table kDefaultTable;
  static std::uint8_t* escape(const Table& table, ConstBytes bytes, std::uint8_t* out);

  Table negotiated_;
};

}  // namespace dun
