/** Asynchronous HDLC, sending side: a table of what each byte becomes, without a branch per byte (RFC 1662
 * §4.2). */
#include "core/hdlc_encoder.h"

#include <cstring>

#include "core/fcs16.h"

namespace dun {
namespace {

constexpr std::uint8_t kFlag = 0x7e;
constexpr std::uint8_t kEscape = 0x7d;
constexpr std::uint8_t kComplement = 0x20;

}  // namespace

constexpr HdlcEncoder::Table HdlcEncoder::make_table(std::uint32_t accm) {
  Table table{};
  for (std::uint32_t value = 0; value < 256; ++value) {
    const auto byte = static_cast<std::uint8_t>(value);
    const bool mapped = value < 0x20 && ((accm >> value) & 1U) != 0;
    if (mapped || byte == kFlag || byte == kEscape) {
      table[value] = {{kEscape, static_cast<std::uint8_t>(byte ^ kComplement)}, 2};
    } else {
      table[value] = {{byte, 0}, 1};
    }
  }
  return table;
}

constexpr HdlcEncoder::Table HdlcEncoder::kDefaultTable = HdlcEncoder::make_table(0xffffffff);

HdlcEncoder::HdlcEncoder() : negotiated_(kDefaultTable) {}

void HdlcEncoder::set_accm(std::uint32_t accm) {
  negotiated_ = make_table(accm);
}

std::uint8_t* HdlcEncoder::escape(const Table& table, ConstBytes bytes, std::uint8_t* out) {
  for (const std::uint8_t byte : bytes) {
    // Always two bytes, of which the second is overwritten when the first was enough.
    std::memcpy(out, table[byte].bytes, 2);
    out += table[byte].size;
  }
  return out;
}

std::size_t HdlcEncoder::encode(ConstBytes frame, Map map, LeadingFlag leading, MutableBytes out) const {
  if (out.size() < worst_case(frame.size())) return 0;
  const Table& table = map == Map::kDefault ? kDefaultTable : negotiated_;
  const auto fcs = static_cast<std::uint16_t>(~fcs16(kFcs16Init, frame));
  const std::uint8_t trailer[2] = {static_cast<std::uint8_t>(fcs), static_cast<std::uint8_t>(fcs >> 8)};

  std::uint8_t* at = out.data();
  if (leading == LeadingFlag::kSend) *at++ = kFlag;
  at = escape(table, frame, at);
  at = escape(table, trailer, at);
  *at++ = kFlag;
  return static_cast<std::size_t>(at - out.data());
}

}  // namespace dun
