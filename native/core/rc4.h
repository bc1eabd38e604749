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
  /** Bytes, indices included: they wrap by themselves, and the state takes four cache lines. */
  std::uint8_t state_[256];
  std::uint8_t i_ = 0;
  std::uint8_t j_ = 0;
};

}  // namespace dun
