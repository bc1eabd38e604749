/** Asynchronous HDLC: literal line bytes, noise on the line, limits, and the two directions against each
 * other. */
#include "core/hdlc.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/fcs16.h"
#include "support.h"

using namespace dun;
using namespace dun::test;

namespace {

using Leading = HdlcEncoder::LeadingFlag;
using Map = HdlcEncoder::Map;
using Frames = std::vector<std::string>;

Vector encode(const HdlcEncoder& encoder, ConstBytes frame, Map map = Map::kNegotiated,
              Leading leading = Leading::kSend) {
  Vector out(HdlcEncoder::worst_case(frame.size()));
  out.resize(encoder.encode(frame, map, leading, out));
  return out;
}

Frames decode(HdlcDecoder& decoder, ConstBytes input) {
  Frames frames;
  while (true) {
    const HdlcDecoder::Result result = decoder.decode(input);
    REQUIRE(result.consumed <= input.size());
    if (!result.frame) {
      CHECK(result.consumed == input.size());
      return frames;
    }
    REQUIRE(result.consumed > 0);
    CHECK(result.frame->head_room() == kHeadRoom);
    frames.push_back(to_hex(result.frame->bytes()));
    input = input.subspan(result.consumed);
  }
}

Frames decode_all(ConstBytes input, std::uint32_t accm = 0xffffffff) {
  HdlcDecoder decoder;
  decoder.set_accm(accm);
  return decode(decoder, input);
}

Vector join(std::initializer_list<Vector> parts) {
  Vector whole;
  for (const Vector& part : parts) whole.insert(whole.end(), part.begin(), part.end());
  return whole;
}

const Vector kFrame = hex("ff03c02101010014020600000000050600112233070208027d7e");

}  // namespace

TEST_CASE("a frame is written as RFC 1662 §4 has it, with every control character escaped") {
  const HdlcEncoder encoder;
  CHECK(to_hex(encode(encoder, hex("ff03c021097e7d11"))) == "7eff7d23c0217d297d5e7d5d7d31" + [] {
    const auto fcs = static_cast<std::uint16_t>(~fcs16(kFcs16Init, hex("ff03c021097e7d11")));
    return to_hex(Vector{static_cast<std::uint8_t>(fcs), static_cast<std::uint8_t>(fcs >> 8)});
  }() + "7e");
}

TEST_CASE("the peer's map decides which control characters are escaped; the default map overrides it") {
  HdlcEncoder encoder;
  encoder.set_accm(0x000a0000);  // XON and XOFF.
  const Vector frame = hex("ff032100111213");
  const std::string line = to_hex(encode(encoder, frame));
  CHECK(line.substr(0, 20) == "7eff0321007d31127d33");
  CHECK(to_hex(encode(encoder, frame, Map::kDefault)).substr(0, 24) == "7eff7d23217d207d317d327d");
  CHECK(decode_all(encode(encoder, frame), 0x000a0000) == Frames{to_hex(frame)});
  CHECK(decode_all(encode(encoder, frame, Map::kDefault)) == Frames{to_hex(frame)});
}

TEST_CASE("back to back one flag stands between frames, and both arrive") {
  const HdlcEncoder encoder;
  const Vector first = encode(encoder, kFrame);
  const Vector second = encode(encoder, kFrame, Map::kNegotiated, Leading::kOmit);
  CHECK(second.size() == first.size() - 1);
  CHECK(decode_all(join({first, second})) == Frames{to_hex(kFrame), to_hex(kFrame)});
}

TEST_CASE("the encoder refuses a buffer below the worst case and fills the worst case") {
  const HdlcEncoder encoder;
  const Vector frame(100, 0x7e);
  Vector out(HdlcEncoder::worst_case(frame.size()) - 1);
  CHECK(encoder.encode(frame, Map::kNegotiated, Leading::kSend, out) == 0);
  out.resize(out.size() + 1);
  const std::size_t size = encoder.encode(frame, Map::kNegotiated, Leading::kSend, out);
  CHECK(size >= 202);
  CHECK(size <= out.size());
}

TEST_CASE("text before the first flag is neither a frame nor an error") {
  HdlcDecoder decoder;
  CHECK(decode(decoder, join({ascii("\r\nCONNECT 33600\r\n"), encode(HdlcEncoder(), kFrame)})) ==
        Frames{to_hex(kFrame)});
  CHECK(decoder.counters().fcs_errors == 0);
  CHECK(decoder.counters().frames == 1);
}

TEST_CASE("control characters the line put in are dropped, even behind an escape") {
  const Vector line = encode(HdlcEncoder(), kFrame);
  Vector dirty;
  for (const std::uint8_t byte : line) {
    dirty.push_back(byte);
    dirty.push_back(0x11);
    dirty.push_back(0x00);
  }
  CHECK(decode_all(dirty) == Frames{to_hex(kFrame)});
  CHECK(decode_all(dirty, 0x00020000).empty());  // Only 11 is mapped here: the zeros are data, and wrong.
}

TEST_CASE("an abort discards the frame and its flag begins the next") {
  HdlcDecoder decoder;
  Vector line = hex("7eff7d23c0217d7e");
  const Vector next = encode(HdlcEncoder(), kFrame, Map::kNegotiated, Leading::kOmit);
  line.insert(line.end(), next.begin(), next.end());
  CHECK(decode(decoder, line) == Frames{to_hex(kFrame)});
  CHECK(decoder.counters().aborts == 1);
  CHECK(decoder.counters().fcs_errors == 0);
}

TEST_CASE("a flipped bit is an FCS error and the next frame arrives") {
  HdlcDecoder decoder;
  Vector line = encode(HdlcEncoder(), kFrame);
  line[5] ^= 0x40;
  CHECK(decode(decoder, join({line, encode(HdlcEncoder(), kFrame)})) == Frames{to_hex(kFrame)});
  CHECK(decoder.counters().fcs_errors == 1);
}

TEST_CASE("empty frames are nothing; ones shorter than four bytes are runts, good FCS or not") {
  HdlcDecoder decoder;
  CHECK(decode(decoder, hex("7e7e7e7e")).empty());
  CHECK(decoder.counters().runts == 0);
  CHECK(decode(decoder, encode(HdlcEncoder(), hex("21"))).empty());
  CHECK(decoder.counters().runts == 1);
  CHECK(decode(decoder, hex("414243 7e")).empty());
  CHECK(decoder.counters().runts == 2);
}

TEST_CASE("frames up to the bound pass, one byte more is an overrun, and the next frame arrives") {
  HdlcEncoder encoder;
  encoder.set_accm(0);
  for (const std::size_t mru :
       {std::size_t{0}, std::size_t{1500}, HdlcDecoder::kMaxMru, std::size_t{65535}}) {
    const std::size_t bound = std::clamp(mru, kDefaultMru, HdlcDecoder::kMaxMru) + HdlcDecoder::kOverhead - 2;
    for (const std::uint8_t fill : {std::uint8_t{0x41}, std::uint8_t{0x7e}}) {
      HdlcDecoder decoder;
      decoder.set_accm(0);
      decoder.set_mru(mru);
      CHECK(decode(decoder, encode(encoder, Vector(bound, fill))).size() == 1);
      CHECK(decoder.counters().overruns == 0);
      CHECK(decode(decoder, encode(encoder, Vector(bound + 1, fill))).empty());
      CHECK(decoder.counters().overruns == 1);
      CHECK(decode(decoder, encode(encoder, kFrame)) == Frames{to_hex(kFrame)});
      CHECK(decoder.counters().fcs_errors == 0);
    }
  }
}

TEST_CASE("reset forgets half a frame and waits for a flag") {
  HdlcDecoder decoder;
  const Vector line = encode(HdlcEncoder(), kFrame);
  decode(decoder, ConstBytes(line).first(line.size() - 3));
  decoder.reset();
  CHECK(decode(decoder, ConstBytes(line).last(3)).empty());
  CHECK(decoder.counters().fcs_errors == 0);
  CHECK(decode(decoder, line) == Frames{to_hex(kFrame)});
}

TEST_CASE("no truncation of a line is a frame") {
  const Vector line = encode(HdlcEncoder(), kFrame);
  for (std::size_t length = 0; length < line.size(); ++length) {
    CHECK(decode_all(ConstBytes(line).first(length)).empty());
  }
}

TEST_CASE("random frames, random maps: whole, byte by byte and in random pieces give the same") {
  Noise noise(3);
  for (int round = 0; round < 60; ++round) {
    const auto accm = static_cast<std::uint32_t>(round % 3 == 0 ? 0 : noise.next());
    HdlcEncoder encoder;
    encoder.set_accm(accm);
    Vector line;
    Frames want;
    for (int i = 0; i < 5; ++i) {
      Vector frame = noise.bytes(2 + noise.below(1500));
      if (i == 2) frame.assign(frame.size(), 0x7d);
      want.push_back(to_hex(frame));
      const Vector bytes = encode(encoder, frame, Map::kNegotiated, i == 0 ? Leading::kSend : Leading::kOmit);
      line.insert(line.end(), bytes.begin(), bytes.end());
    }
    CHECK(decode_all(line, accm) == want);

    HdlcDecoder single, pieces;
    single.set_accm(accm);
    pieces.set_accm(accm);
    Frames one_by_one, piecewise;
    const ConstBytes all(line);
    for (std::size_t at = 0; at < line.size(); ++at) {
      for (std::string& frame : decode(single, all.subspan(at, 1))) one_by_one.push_back(std::move(frame));
    }
    for (std::size_t at = 0; at < line.size();) {
      const std::size_t size = std::min(noise.below(100), line.size() - at);
      for (std::string& frame : decode(pieces, all.subspan(at, size))) piecewise.push_back(std::move(frame));
      at += size;
    }
    CHECK(one_by_one == want);
    CHECK(piecewise == want);
  }
}
