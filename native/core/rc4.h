/** RC4, legacy: only for MPPE, which offers nothing better. */
#pragma once

#include <cstdint>

#include "core/bytes.h"

namespace dun {

class Rc4 {
 public:
  /** `key` has 1 to 256 bytes. */
  explicit Rc4(ConstBytes key);
  ~Rc4();
  Rc4(const Rc4&) = delete;
  Rc4& operator=(const Rc4&) = delete;

  /** Encrypts or decrypts in place, continuing the key stream. */
  void apply(MutableBytes bytes);

 private:
  /** 32-bit entries: measurably faster than bytes, which suffer from partial-register stalls. */
  std::uint32_t state_[256];
  std::uint32_t i_ = 0;
  std::uint32_t j_ = 0;
};

}  // namespace dun
