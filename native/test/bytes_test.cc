/** Byte order, serial order, wiping. */
#include "core/bytes.h"

#include <doctest/doctest.h>

#include "support.h"

using namespace dun;

TEST_CASE("numbers are stored and loaded in network byte order, unaligned") {
  std::uint8_t bytes[7] = {};
  store_be32(bytes + 1, 0x01020384);
  store_be16(bytes + 5, 0xfe07);
  CHECK(test::to_hex(bytes) == "0001020384fe07");
  CHECK(load_be32(bytes + 1) == 0x01020384);
  CHECK(load_be16(bytes + 5) == 0xfe07);
}

TEST_CASE("serial distance survives the wrap") {
  CHECK(serial_distance(5, 3) == 2);
  CHECK(serial_distance(3, 5) == -2);
  CHECK(serial_distance(1, 0xffffffff) == 2);
  CHECK(serial_distance(0xfffffff0, 0x10) == -32);
}

TEST_CASE("wipe leaves zeros and takes an empty span") {
  std::uint8_t secret[4] = {1, 2, 3, 4};
  wipe(secret);
  CHECK(test::to_hex(secret) == "00000000");
  wipe({});
}
