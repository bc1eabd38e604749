/** PPP's header fields, compressed and not, both directions. */
#include "core/ppp_frame.h"

#include <doctest/doctest.h>

#include "support.h"

using namespace dun;
using namespace dun::test;

TEST_CASE("every mix of compressed fields is written") {
  struct Row {
    std::uint16_t protocol;
    bool pfc, acfc;
    const char* want;
  };
  for (const Row& row : {Row{0x0021, false, false, "ff030021aa"}, Row{0x0021, true, false, "ff0321aa"},
                         Row{0x0021, false, true, "0021aa"}, Row{0x0021, true, true, "21aa"},
                         Row{0xc021, true, true, "c021aa"}, Row{0x8021, true, false, "ff038021aa"}}) {
    OwnPacket own(hex("aa"));
    REQUIRE(prepend_ppp_header(own.packet, row.protocol, {row.pfc, row.acfc}));
    CHECK(to_hex(own.packet.bytes()) == row.want);
  }
}

TEST_CASE("every mix of compressed fields is read, asked for or not") {
  struct Row {
    const char* frame;
    std::uint16_t protocol;
  };
  for (const Row& row :
       {Row{"ff030021aa", 0x21}, Row{"ff0321aa", 0x21}, Row{"0021aa", 0x21}, Row{"21aa", 0x21},
        Row{"c021aa", 0xc021}, Row{"ff0300fdaa", 0xfd}, Row{"fdaa", 0xfd}}) {
    OwnPacket own(hex(row.frame));
    CAPTURE(row.frame);
    CHECK(strip_ppp_header(own.packet) == row.protocol);
    CHECK(to_hex(own.packet.bytes()) == "aa");
  }
}

TEST_CASE("an even protocol is still told, so that it can be rejected") {
  OwnPacket own(hex("ff03002200"));
  CHECK(strip_ppp_header(own.packet) == 0x0022);
}

TEST_CASE("frames that end inside the header, or start with half an address, are malformed") {
  for (const char* frame : {"", "ff", "ff03", "ff0300", "00", "c0", "ff0021", "ffff03"}) {
    OwnPacket own(hex(frame));
    CAPTURE(frame);
    CHECK_FALSE(strip_ppp_header(own.packet));
  }
  OwnPacket empty({});
  CHECK_FALSE(strip_protocol(empty.packet));
}

TEST_CASE("a header alone has empty information") {
  OwnPacket own(hex("ff03c021"));
  CHECK(strip_ppp_header(own.packet) == 0xc021);
  CHECK(own.packet.empty());
}

TEST_CASE("without head room the packet stays as it was") {
  OwnPacket own(hex("aa"));
  own.packet.prepend(kHeadRoom - 3);
  const std::size_t before = own.packet.size();
  CHECK_FALSE(prepend_ppp_header(own.packet, 0x0021, {true, true}));
  CHECK(own.packet.size() == before);
  CHECK(own.packet.prepend(3) != nullptr);
  CHECK_FALSE(prepend_protocol(own.packet, 0x0021, true));
}

TEST_CASE("LCP codes 1 to 7 need default framing, nothing else does") {
  CHECK(needs_default_framing(0xc021, hex("01")));
  CHECK(needs_default_framing(0xc021, hex("07")));
  CHECK_FALSE(needs_default_framing(0xc021, hex("00")));
  CHECK_FALSE(needs_default_framing(0xc021, hex("08")));
  CHECK_FALSE(needs_default_framing(0xc021, hex("09")));
  CHECK_FALSE(needs_default_framing(0xc021, {}));
  CHECK_FALSE(needs_default_framing(0x8021, hex("01")));
}

TEST_CASE("MPPE carries 0021 to 00FA") {
  CHECK_FALSE(is_encryptable(0x0020));
  CHECK(is_encryptable(0x0021));
  CHECK(is_encryptable(0x00fa));
  CHECK_FALSE(is_encryptable(0x00fb));
  CHECK_FALSE(is_encryptable(0xc021));
}
