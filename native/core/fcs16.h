/** The 16-bit frame check sequence of HDLC (RFC 1662 §C.2), eight bytes a step. */
#pragma once

#include <cstdint>

#include "core/bytes.h"

namespace dun {

inline constexpr std::uint16_t kFcs16Init = 0xffff;
/** What the FCS over a frame and its own (complemented) FCS comes to. */
inline constexpr std::uint16_t kFcs16Good = 0xf0b8;

/** Continues `fcs` over `bytes`. */
std::uint16_t fcs16(std::uint16_t fcs, ConstBytes bytes);

}  // namespace dun
