/** SHA-1 (FIPS 180-4), portable, and with the processor's own instructions where it has them. */
#include "core/sha1.h"

#include <bit>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

namespace dun {
namespace {

constexpr std::size_t kBlock = 64;

#if defined(__x86_64__)

#define DUN_SHA_TARGET __attribute__((target("sha,sse4.1,ssse3")))

/** Five groups of four rounds, which share the round function and constant F. `w` is a ring of the last 16
 * words. */
template <int F>
DUN_SHA_TARGET inline void twenty_rounds(__m128i (&w)[4], __m128i& abcd, __m128i& previous) {
  for (int group = F * 5; group < F * 5 + 5; ++group) {
    __m128i& word = w[group & 3];
    if (group >= 4) {
      const __m128i mixed = _mm_xor_si128(_mm_sha1msg1_epu32(word, w[(group + 1) & 3]), w[(group + 2) & 3]);
      word = _mm_sha1msg2_epu32(mixed, w[(group + 3) & 3]);
    }
    const __m128i e = group == 0 ? _mm_add_epi32(previous, word) : _mm_sha1nexte_epu32(previous, word);
    previous = abcd;
    abcd = _mm_sha1rnds4_epu32(abcd, e, F);
  }
}

DUN_SHA_TARGET void sha1_compress_x86(Sha1State& state, const std::uint8_t* blocks, std::size_t count) {
  const __m128i big_endian = _mm_set_epi64x(0x0001020304050607, 0x08090a0b0c0d0e0f);
  __m128i abcd = _mm_set_epi32(static_cast<int>(state[0]), static_cast<int>(state[1]),
                               static_cast<int>(state[2]), static_cast<int>(state[3]));
  __m128i e = _mm_set_epi32(static_cast<int>(state[4]), 0, 0, 0);
  for (; count > 0; --count, blocks += kBlock) {
    const __m128i abcd_before = abcd;
    const __m128i e_before = e;
    __m128i w[4];
    for (int i = 0; i < 4; ++i) {
      w[i] = _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(blocks + 16 * i)), big_endian);
    }
    twenty_rounds<0>(w, abcd, e);
    twenty_rounds<1>(w, abcd, e);
    twenty_rounds<2>(w, abcd, e);
    twenty_rounds<3>(w, abcd, e);
    e = _mm_sha1nexte_epu32(e, e_before);
    abcd = _mm_add_epi32(abcd, abcd_before);
  }
  state[0] = static_cast<std::uint32_t>(_mm_extract_epi32(abcd, 3));
  state[1] = static_cast<std::uint32_t>(_mm_extract_epi32(abcd, 2));
  state[2] = static_cast<std::uint32_t>(_mm_extract_epi32(abcd, 1));
  state[3] = static_cast<std::uint32_t>(_mm_extract_epi32(abcd, 0));
  state[4] = static_cast<std::uint32_t>(_mm_extract_epi32(e, 3));
}

bool has_sha_instructions() {
  unsigned a = 0;
  unsigned b = 0;
  unsigned c = 0;
  unsigned d = 0;
  if (__get_cpuid_count(7, 0, &a, &b, &c, &d) == 0 || (b & bit_SHA) == 0) return false;
  return __get_cpuid(1, &a, &b, &c, &d) != 0 && (c & bit_SSSE3) != 0 && (c & bit_SSE4_1) != 0;
}

#endif

}  // namespace

void sha1_compress_portable(Sha1State& state, const std::uint8_t* blocks, std::size_t count) {
  std::uint32_t w[80];
  for (; count > 0; --count, blocks += kBlock) {
    for (std::size_t i = 0; i < 16; ++i) w[i] = load_be32(blocks + 4 * i);
    for (std::size_t i = 16; i < 80; ++i) w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    auto [a, b, c, d, e] = state;
    for (std::size_t i = 0; i < 80; ++i) {
      std::uint32_t f = 0;
      if (i < 20) {
        f = (d ^ (b & (c ^ d))) + 0x5a827999;
      } else if (i < 40) {
        f = (b ^ c ^ d) + 0x6ed9eba1;
      } else if (i < 60) {
        f = ((b & c) | (d & (b | c))) + 0x8f1bbcdc;
      } else {
        f = (b ^ c ^ d) + 0xca62c1d6;
      }
      const std::uint32_t next = std::rotl(a, 5) + f + e + w[i];
      e = d;
      d = c;
      c = std::rotl(b, 30);
      b = a;
      a = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
  }
  wipe({reinterpret_cast<std::uint8_t*>(w), sizeof w});  // The schedule starts with the message: a key.
}

Sha1Compress select_sha1() {
#if defined(__x86_64__)
  if (has_sha_instructions()) return sha1_compress_x86;
#endif
  return sha1_compress_portable;
}

Sha1Digest sha1(ConstBytes message, Sha1Compress compress) {
  Sha1State state = kSha1Init;
  const std::size_t whole = message.size() / kBlock;
  compress(state, message.data(), whole);

  std::array<std::uint8_t, 2 * kBlock> tail{};
  const ConstBytes rest = message.subspan(whole * kBlock);
  if (!rest.empty()) std::memcpy(tail.data(), rest.data(), rest.size());
  tail[rest.size()] = 0x80;
  const std::size_t blocks = rest.size() + 9 <= kBlock ? 1 : 2;
  const std::uint64_t bits = std::uint64_t{message.size()} * 8;
  store_be32(tail.data() + blocks * kBlock - 8, static_cast<std::uint32_t>(bits >> 32));
  store_be32(tail.data() + blocks * kBlock - 4, static_cast<std::uint32_t>(bits));
  compress(state, tail.data(), blocks);

  Sha1Digest digest{};
  for (std::size_t i = 0; i < state.size(); ++i) store_be32(digest.data() + 4 * i, state[i]);
  return digest;
}

}  // namespace dun
