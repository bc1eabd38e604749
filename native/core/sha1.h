/** SHA-1 (FIPS 180-4), legacy: only for the MPPE key schedule, where a rekey before every packet makes it
 * hot. */
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/bytes.h"

namespace dun {

using Sha1State = std::array<std::uint32_t, 5>;
using Sha1Digest = std::array<std::uint8_t, 20>;

inline constexpr Sha1State kSha1Init = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};

/** Runs the compression function over `count` blocks of 64 bytes. */
using Sha1Compress = void (*)(Sha1State& state, const std::uint8_t* blocks, std::size_t count);

void sha1_compress_portable(Sha1State& state, const std::uint8_t* blocks, std::size_t count);

/** The fastest compression function this processor has. */
Sha1Compress select_sha1();

/** The digest of a whole message. */
Sha1Digest sha1(ConstBytes message, Sha1Compress compress);

}  // namespace dun
