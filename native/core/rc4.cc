/** RC4's key schedule and key stream. */
#include "core/rc4.h"

namespace dun {
namespace {

constexpr std::size_t kStates = 256;
/** 128 bits, MPPE's usual key: a length the compiler knows makes the key schedule a third faster. */
constexpr std::size_t kUsualKey = 16;

/** Byte n of `stream`, counted from the low end, goes onto at[n]. Compiles to one XOR where that is the order
 * in memory. */
void xor_eight(std::uint8_t* at, std::uint64_t stream) {
  std::uint64_t text = 0;
  for (int n = 0; n < 8; ++n) text |= std::uint64_t{at[n]} << (8 * n);
  text ^= stream;
  for (int n = 0; n < 8; ++n) at[n] = static_cast<std::uint8_t>(text >> (8 * n));
}

}  // namespace

Rc4::Rc4(ConstBytes key) {
  for (std::size_t i = 0; i < kStates; ++i) state_[i] = static_cast<std::uint8_t>(i);
  std::uint8_t j = 0;
  const auto mix = [&](std::size_t i, std::uint8_t key_byte) {
    const std::uint8_t a = state_[i];
    j = static_cast<std::uint8_t>(j + a + key_byte);
    state_[i] = state_[j];
    state_[j] = a;
  };
  if (key.size() == kUsualKey) {
    for (std::size_t i = 0; i < kStates; i += kUsualKey) {
      for (std::size_t k = 0; k < kUsualKey; ++k) mix(i + k, key[k]);
    }
  } else {
    for (std::size_t i = 0, k = 0; i < kStates; ++i) {
      mix(i, key[k]);
      if (++k == key.size()) k = 0;
    }
  }
}

Rc4::~Rc4() {
  wipe(state_);
  i_ = j_ = 0;
}

void Rc4::apply(MutableBytes bytes) {
  // The indices live in registers: through the members, every store to a byte might change them.
  std::uint8_t i = i_;
  std::uint8_t j = j_;
  const auto next = [&] {
    const std::uint8_t a = state_[++i];
    j = static_cast<std::uint8_t>(j + a);
    const std::uint8_t b = state_[j];
    state_[i] = b;
    state_[j] = a;
    return state_[static_cast<std::uint8_t>(a + b)];
  };
  std::size_t at = 0;
  for (; bytes.size() - at >= 8; at += 8) {
    std::uint64_t stream = 0;
    for (int n = 0; n < 8; ++n) stream |= std::uint64_t{next()} << (8 * n);
    xor_eight(&bytes[at], stream);
  }
  for (; at < bytes.size(); ++at) bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ next());
  i_ = i;
  j_ = j;
}

}  // namespace dun
