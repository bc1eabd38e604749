/** RC4's key schedule and key stream. */
#include "core/rc4.h"

#include <utility>

namespace dun {

Rc4::Rc4(ConstBytes key) {
  for (std::uint32_t i = 0; i < 256; ++i) state_[i] = i;
  std::uint32_t j = 0;
  std::size_t k = 0;
  for (std::uint32_t i = 0; i < 256; ++i) {
    j = (j + state_[i] + key[k]) & 0xff;
    if (++k == key.size()) k = 0;
    std::swap(state_[i], state_[j]);
  }
}

Rc4::~Rc4() {
  std::uint32_t* state = state_;
  __builtin_memset(state, 0, sizeof state_);
  i_ = j_ = 0;
  __asm__ __volatile__("" : : "r"(state) : "memory");
}

void Rc4::apply(MutableBytes bytes) {
  std::uint32_t i = i_;
  std::uint32_t j = j_;
  for (std::uint8_t& byte : bytes) {
    i = (i + 1) & 0xff;
    const std::uint32_t a = state_[i];
    j = (j + a) & 0xff;
    const std::uint32_t b = state_[j];
    state_[i] = b;
    state_[j] = a;
    byte = static_cast<std::uint8_t>(byte ^ state_[(a + b) & 0xff]);
  }
  i_ = i;
  j_ = j;
}

}  // namespace dun
