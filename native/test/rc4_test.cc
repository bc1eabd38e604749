/** RC4 with published key streams (RFC 6229) and well-known ciphertexts. */
#include "core/rc4.h"

#include <doctest/doctest.h>

#include <array>
#include <numeric>
#include <utility>

#include "support.h"

using namespace dun;
using namespace dun::test;

namespace {

Vector encrypt(ConstBytes key, Vector text) {
  Rc4 rc4(key);
  rc4.apply(text);
  return text;
}

/** The algorithm as textbooks print it, without a thought for speed: the oracle. */
Vector textbook(ConstBytes key, Vector text) {
  std::array<unsigned, 256> s;
  std::iota(s.begin(), s.end(), 0U);
  for (unsigned i = 0, j = 0; i < 256; ++i) {
    j = (j + s[i] + key[i % key.size()]) % 256;
    std::swap(s[i], s[j]);
  }
  unsigned i = 0;
  unsigned j = 0;
  for (std::uint8_t& byte : text) {
    i = (i + 1) % 256;
    j = (j + s[i]) % 256;
    std::swap(s[i], s[j]);
    byte = static_cast<std::uint8_t>(byte ^ s[(s[i] + s[j]) % 256]);
  }
  return text;
}

}  // namespace

TEST_CASE("RC4 gives the well-known ciphertexts") {
  CHECK(to_hex(encrypt(ascii("Key"), ascii("Plaintext"))) == "bbf316e8d940af0ad3");
  CHECK(to_hex(encrypt(ascii("Wiki"), ascii("pedia"))) == "1021bf0420");
  CHECK(to_hex(encrypt(ascii("Secret"), ascii("Attack at dawn"))) == "45a01f645fc35b383552544b9bf5");
}

TEST_CASE("RC4 gives RFC 6229's key streams for 40 and 128 bits") {
  CHECK(to_hex(encrypt(hex("0102030405"), Vector(16))) == "b2396305f03dc027ccc3524a0a1118a8");
  CHECK(to_hex(encrypt(hex("0102030405060708090a0b0c0d0e0f10"), Vector(16))) ==
        "9ac7cc9a609d1ef7b2932899cde41b97");
}

TEST_CASE("RC4 gives RFC 6229's key streams far along, where both indices have wrapped") {
  const Vector short_key = encrypt(hex("0102030405"), Vector(4112));
  CHECK(to_hex(ConstBytes(short_key).subspan(1024, 16)) == "30abbcc7c20b01609f23ee2d5f6bb7df");
  CHECK(to_hex(ConstBytes(short_key).subspan(4096, 16)) == "ff25b58995996707e51fbdf08b34d875");
  const Vector long_key = encrypt(hex("0102030405060708090a0b0c0d0e0f10"), Vector(4112));
  CHECK(to_hex(ConstBytes(long_key).subspan(1024, 16)) == "bdf0324e6083dcc6d3cedd3ca8c53c16");
  CHECK(to_hex(ConstBytes(long_key).subspan(4096, 16)) == "a36a4c301ae8ac13610ccbc12256cacc");
}

TEST_CASE("RC4 agrees with the textbook for every length of key, and for MPPE's with many keys") {
  Noise noise(4);
  const auto agree = [&](std::size_t key_size) {
    const Vector key = noise.bytes(key_size);
    const Vector text = noise.bytes(noise.below(2048));
    return encrypt(key, text) == textbook(key, text);
  };
  for (std::size_t size = 1; size <= 256; ++size) {
    CAPTURE(size);
    REQUIRE(agree(size));
  }
  for (int round = 0; round < 500; ++round) {
    REQUIRE(agree(8));
    REQUIRE(agree(16));
  }
}

TEST_CASE("RC4 continues its key stream across calls") {
  const Vector key = ascii("some key");
  const Vector whole = encrypt(key, Vector(100));
  Vector parts(100);
  Rc4 rc4(key);
  const MutableBytes all(parts);
  rc4.apply(all.first(1));
  rc4.apply(all.subspan(1, 62));
  rc4.apply({});
  rc4.apply(all.subspan(63));
  CHECK(parts == whole);
}

TEST_CASE("RC4 gives the same for every length and alignment, and touches nothing beside it") {
  const Vector key = hex("0102030405060708090a0b0c0d0e0f10");
  const Vector stream = encrypt(key, Vector(40));
  for (std::size_t start = 0; start < 8; ++start) {
    for (std::size_t size = 0; size <= stream.size(); ++size) {
      Vector around(start + size + 8, 0xa5);
      Vector want = around;
      for (std::size_t n = 0; n < size; ++n) want[start + n] ^= stream[n];
      Rc4(key).apply(MutableBytes(around).subspan(start, size));
      REQUIRE(around == want);
    }
  }
}
