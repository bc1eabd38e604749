/** What the core's tests share: bytes written as hex, packets in slots of their own, repeatable noise. */
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"
#include "core/slot_pool.h"

namespace dun::test {

using Vector = std::vector<std::uint8_t>;

inline Vector hex(std::string_view text) {
  const auto digit = [](char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10); };
  std::string digits;
  for (const char c : text) {
    if (c != ' ') digits += c;
  }
  Vector bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    bytes.push_back(static_cast<std::uint8_t>(digit(digits[i]) * 16 + digit(digits[i + 1])));
  }
  return bytes;
}

inline std::string to_hex(ConstBytes bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

inline Vector copy(ConstBytes bytes) {
  return {bytes.begin(), bytes.end()};
}

inline Vector ascii(std::string_view text) {
  return {text.begin(), text.end()};
}

/** A packet that owns its slot. */
class OwnPacket {
 public:
  explicit OwnPacket(ConstBytes bytes)
      : slot_(std::make_unique<std::uint8_t[]>(kSlotSize)), packet(slot_.get()) {
    packet.resize(bytes.size());
    if (!bytes.empty()) std::memcpy(packet.data(), bytes.data(), bytes.size());
  }

 private:
  std::unique_ptr<std::uint8_t[]> slot_;

 public:
  Packet packet;
};

/** xorshift64: the same noise on every machine. */
class Noise {
 public:
  explicit Noise(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15 + 1) {}
  std::uint64_t next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_;
  }
  std::size_t below(std::size_t bound) { return next() % bound; }
  Vector bytes(std::size_t count) {
    Vector out(count);
    for (auto& byte : out) byte = static_cast<std::uint8_t>(next() >> 32);
    return out;
  }

 private:
  std::uint64_t state_;
};

}  // namespace dun::test
