/** Asynchronous HDLC, receiving side: flags, escapes, aborts and the FCS (RFC 1662 §4). */
#include "core/hdlc_decoder.h"

#include <algorithm>
#include <cstring>

#include "core/fcs16.h"

namespace dun {
namespace {

constexpr std::uint8_t kFlag = 0x7e;
constexpr std::uint8_t kEscape = 0x7d;
constexpr std::uint8_t kComplement = 0x20;
constexpr std::size_t kFcsSize = 2;
/** RFC 1662 §3.1: anything shorter, FCS included, is no frame. */
constexpr std::size_t kShortest = 4;
constexpr std::size_t kBlock = 16;

/** Flag or escape. */
constexpr bool is_framing(std::uint8_t byte) {
  return static_cast<std::uint8_t>(byte - kEscape) <= 1;
}

}  // namespace

HdlcDecoder::HdlcDecoder() {
  set_mru(kDefaultMru);
}

void HdlcDecoder::set_accm(std::uint32_t accm) {
  accm_ = accm;
}

void HdlcDecoder::set_mru(std::size_t mru) {
  limit_ = std::clamp(mru, kDefaultMru, kMaxMru) + kOverhead;
}

void HdlcDecoder::reset() {
  state_ = State::kHunting;
  length_ = 0;
}

HdlcDecoder::Result HdlcDecoder::decode(ConstBytes input) {
  std::size_t used = 0;
  while (used < input.size()) {
    if (state_ == State::kHunting) {
      const auto flag = std::find(input.begin() + static_cast<std::ptrdiff_t>(used), input.end(), kFlag);
      if (flag == input.end()) break;
      used = static_cast<std::size_t>(flag - input.begin()) + 1;
      state_ = State::kFrame;
      length_ = 0;
      continue;
    }
    if (state_ == State::kFrame) {
      used += copy_ordinary(input.subspan(used));
      if (used == input.size()) break;
    }
    const std::uint8_t byte = input[used++];
    if (byte == kFlag) {
      if (state_ == State::kEscape) {  // An abort; its flag opens the next frame (RFC 1662 §4.3).
        ++counters_.aborts;
        state_ = State::kFrame;
        length_ = 0;
      } else if (const std::optional<Packet> frame = end_frame()) {
        return {used, frame};
      }
    } else if (dropped(byte)) {
      continue;  // Put in by the line, even between an escape and its byte.
    } else if (state_ == State::kEscape) {
      state_ = State::kFrame;
      append(byte ^ kComplement);
    } else if (byte == kEscape) {
      state_ = State::kEscape;
    } else {
      append(byte);
    }
  }
  return {input.size(), std::nullopt};
}

std::optional<Packet> HdlcDecoder::end_frame() {
  const std::size_t length = length_;
  length_ = 0;
  if (length == 0) return std::nullopt;
  if (length < kShortest) {
    ++counters_.runts;
    return std::nullopt;
  }
  if (fcs16(kFcs16Init, {slot_.data() + kHeadRoom, length}) != kFcs16Good) {
    ++counters_.fcs_errors;
    return std::nullopt;
  }
  ++counters_.frames;
  return Packet(slot_.data(), length - kFcsSize);
}

std::size_t HdlcDecoder::copy_ordinary(ConstBytes input) {
  // With nothing mapped no control character is special; otherwise the slow path looks at each of them.
  const std::uint8_t first_plain = accm_ == 0 ? 0 : 0x20;
  const std::size_t most = std::min(input.size(), limit_ - length_);
  const std::uint8_t* from = input.data();
  std::uint8_t* to = slot_.data() + kHeadRoom + length_;
  std::size_t count = 0;
  for (; count + kBlock <= most; count += kBlock) {
    unsigned special = 0;  // One verdict for a whole block, so that the compiler makes vectors of it.
    for (std::size_t i = 0; i < kBlock; ++i) {
      const std::uint8_t byte = from[count + i];
      special |= static_cast<unsigned>(is_framing(byte)) | static_cast<unsigned>(byte < first_plain);
    }
    if (special != 0) break;
    std::memcpy(to + count, from + count, kBlock);
  }
  while (count < most && !is_framing(from[count]) && from[count] >= first_plain) {
    to[count] = from[count];
    ++count;
  }
  length_ += count;
  return count;
}

void HdlcDecoder::append(std::uint8_t byte) {
  if (length_ == limit_) {
    ++counters_.overruns;
    reset();
    return;
  }
  slot_[kHeadRoom + length_++] = byte;
}

}  // namespace dun
