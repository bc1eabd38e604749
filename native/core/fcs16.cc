/** FCS-16 by slices of eight: each table moves a byte past the bytes that follow it in the slice. */
#include "core/fcs16.h"

#include <array>

namespace dun {
namespace {

constexpr std::uint16_t kPolynomial = 0x8408;

using Tables = std::array<std::array<std::uint16_t, 256>, 8>;

constexpr Tables make_tables() {
  Tables tables{};
  for (unsigned byte = 0; byte < 256; ++byte) {
    unsigned fcs = byte;
    for (int bit = 0; bit < 8; ++bit) fcs = (fcs & 1) != 0 ? (fcs >> 1) ^ kPolynomial : fcs >> 1;
    tables[0][byte] = static_cast<std::uint16_t>(fcs);
  }
  for (std::size_t slice = 1; slice < 8; ++slice) {
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const unsigned before = tables[slice - 1][byte];
      tables[slice][byte] = static_cast<std::uint16_t>((before >> 8) ^ tables[0][before & 0xff]);
    }
  }
  return tables;
}

constexpr Tables kTables = make_tables();

}  // namespace

std::uint16_t fcs16(std::uint16_t fcs, ConstBytes bytes) {
  const std::uint8_t* at = bytes.data();
  std::size_t left = bytes.size();
  unsigned value = fcs;
  for (; left >= 8; left -= 8, at += 8) {
    value = static_cast<unsigned>(
        kTables[7][(value ^ at[0]) & 0xff] ^ kTables[6][((value >> 8) ^ at[1]) & 0xff] ^ kTables[5][at[2]] ^
        kTables[4][at[3]] ^ kTables[3][at[4]] ^ kTables[2][at[5]] ^ kTables[1][at[6]] ^ kTables[0][at[7]]);
  }
  for (; left > 0; --left, ++at) value = (value >> 8) ^ kTables[0][(value ^ *at) & 0xff];
  return static_cast<std::uint16_t>(value);
}

}  // namespace dun
