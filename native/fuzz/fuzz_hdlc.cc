/**
 * HDLC: any line bytes, in one piece and in pieces, give the same frames and counters within bounds; and
 * whatever is encoded is decoded again.
 */
#include "core/hdlc.h"
#include "core/ppp_frame.h"
#include "support.h"

using namespace dun;
using namespace dun::fuzz;

namespace {

using Frames = std::vector<std::vector<std::uint8_t>>;

void decode(HdlcDecoder& decoder, ConstBytes input, Frames& frames) {
  while (true) {
    const HdlcDecoder::Result result = decoder.decode(input);
    require(result.consumed <= input.size());
    if (!result.frame) {
      require(result.consumed == input.size());
      return;
    }
    require(result.consumed > 0);
    Packet frame = *result.frame;
    require(frame.size() >= 2 && frame.size() <= kSlotPayload - 2);
    frames.emplace_back(frame.bytes().begin(), frame.bytes().end());
    const std::size_t before = frame.size();
    if (strip_ppp_header(frame)) require(frame.size() < before);
    input = input.subspan(result.consumed);
  }
}

bool equal(const HdlcCounters& a, const HdlcCounters& b) {
  return a.frames == b.frames && a.fcs_errors == b.fcs_errors && a.aborts == b.aborts &&
         a.overruns == b.overruns && a.runts == b.runts;
}

void round_trip(ConstBytes frame, std::uint32_t accm) {
  frame = frame.first(std::min(frame.size(), kDefaultMru));
  if (frame.size() < 2) return;
  HdlcEncoder encoder;
  encoder.set_accm(accm);
  for (const HdlcEncoder::Map map : {HdlcEncoder::Map::kNegotiated, HdlcEncoder::Map::kDefault}) {
    std::vector<std::uint8_t> line(HdlcEncoder::worst_case(frame.size()));
    const std::size_t size = encoder.encode(frame, map, HdlcEncoder::LeadingFlag::kSend, line);
    require(size > 0 && size <= line.size());
    HdlcDecoder decoder;
    decoder.set_accm(accm);
    Frames frames;
    decode(decoder, ConstBytes(line).first(size), frames);
    require(frames.size() == 1 && std::equal(frames[0].begin(), frames[0].end(), frame.begin(), frame.end()));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(data, size);
  const std::uint32_t accm = input.word();
  const std::size_t mru = input.half();
  const std::size_t piece = std::size_t{1} + input.byte();
  const std::vector<std::uint8_t> line = exact(input.rest());

  HdlcDecoder whole, pieces;
  for (HdlcDecoder* decoder : {&whole, &pieces}) {
    decoder->set_accm(accm);
    decoder->set_mru(mru);
  }
  Frames at_once, piecewise;
  decode(whole, line, at_once);
  while (!input.empty()) decode(pieces, exact(input.take(piece)), piecewise);
  require(at_once == piecewise);
  require(equal(whole.counters(), pieces.counters()));
  require(whole.counters().frames == at_once.size());

  round_trip(line, accm);
  return 0;
}
