/** SHA-1 with FIPS 180-4's examples, on every implementation this processor runs. */
#include "core/sha1.h"

#include <doctest/doctest.h>

#include <string>

#include "support.h"

using namespace dun;
using namespace dun::test;

TEST_CASE("SHA-1 gives the published digests") {
  for (const Sha1Compress compress : {&sha1_compress_portable, select_sha1()}) {
    CHECK(to_hex(sha1(ascii("abc"), compress)) == "a9993e364706816aba3e25717850c26c9cd0d89d");
    CHECK(to_hex(sha1({}, compress)) == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    CHECK(to_hex(sha1(ascii("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"), compress)) ==
          "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    CHECK(to_hex(sha1(ascii(std::string(1'000'000, 'a')), compress)) ==
          "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
  }
}

TEST_CASE("both SHA-1 implementations agree at every length around the block's edges") {
  Noise noise(2);
  for (std::size_t length = 0; length < 200; ++length) {
    const Vector message = noise.bytes(length);
    CHECK(sha1(message, sha1_compress_portable) == sha1(message, select_sha1()));
  }
}
