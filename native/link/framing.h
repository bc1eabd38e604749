/** How PPP frames look in each direction, and the policy for user data: what LCP, CCP and the NCPs settled.
 */
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "core/bytes.h"
#include "core/hdlc_decoder.h"
#include "core/mppe_key.h"
#include "core/ppp_frame.h"

namespace dun {

/** One direction (RFC 1661 §6, RFC 1662 §7); the defaults hold until LCP has opened. */
struct Framing {
  std::uint32_t accm = 0xffffffff;
  FieldCompression compression;
  std::size_t mru = kDefaultMru;
};

/** Start keys for one MPPE session (RFC 3079). Wiped when dropped. */
struct MppeStartKeys {
  MppeStrength strength;
  std::array<std::uint8_t, 16> send{};
  std::array<std::uint8_t, 16> receive{};

  MppeStartKeys() = default;
  MppeStartKeys(const MppeStartKeys&) = delete;
  MppeStartKeys& operator=(const MppeStartKeys&) = delete;
  ~MppeStartKeys() {
    wipe(send);
    wipe(receive);
  }
};

struct Encryption {
  std::unique_ptr<MppeStartKeys> keys;
  bool required = false;
};

struct Networks {
  bool ipv4 = false;
  bool ipv6 = false;
};

}  // namespace dun
