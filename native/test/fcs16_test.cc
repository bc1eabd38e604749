/** FCS-16 against its catalogue check value and a bit-by-bit second implementation. */
#include "core/fcs16.h"

#include <doctest/doctest.h>

#include "support.h"

using namespace dun;
using namespace dun::test;

namespace {

std::uint16_t bit_by_bit(std::uint16_t fcs, ConstBytes bytes) {
  for (const std::uint8_t byte : bytes) {
    for (int bit = 0; bit < 8; ++bit) {
      const bool one = (((fcs ^ (byte >> bit)) & 1) != 0);
      fcs = static_cast<std::uint16_t>(one ? (fcs >> 1) ^ 0x8408 : fcs >> 1);
    }
  }
  return fcs;
}

}  // namespace

TEST_CASE("FCS-16 of the digits 1 to 9 is the catalogue's 906E") {
  CHECK(static_cast<std::uint16_t>(~fcs16(kFcs16Init, ascii("123456789"))) == 0x906e);
}

TEST_CASE("FCS-16 over a frame and its own FCS is the good value") {
  const Vector frame = hex("ff03c0210101000a");
  Vector sealed = frame;
  const auto fcs = static_cast<std::uint16_t>(~fcs16(kFcs16Init, frame));
  sealed.push_back(static_cast<std::uint8_t>(fcs));
  sealed.push_back(static_cast<std::uint8_t>(fcs >> 8));
  CHECK(fcs16(kFcs16Init, sealed) == kFcs16Good);
}

TEST_CASE("FCS-16 by slices equals FCS-16 bit by bit at every length, and in two parts") {
  Noise noise(1);
  for (std::size_t length = 0; length < 70; ++length) {
    const Vector bytes = noise.bytes(length);
    const std::uint16_t want = bit_by_bit(kFcs16Init, bytes);
    CHECK(fcs16(kFcs16Init, bytes) == want);
    const std::size_t split = noise.below(length + 1);
    const ConstBytes whole(bytes);
    CHECK(fcs16(fcs16(kFcs16Init, whole.first(split)), whole.subspan(split)) == want);
  }
}
