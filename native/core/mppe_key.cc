/** The MPPE key schedule (RFC 3078 §7.1 to §7.3, RFC 3079 §3.1 to §3.3). */
#include "core/mppe_key.h"

#include <algorithm>
#include <cassert>

#include "core/rc4.h"

namespace dun {
namespace {

/** SHApad1 and SHApad2 of RFC 3079 §3.4: 40 zeros, 40 times F2. */
constexpr std::size_t kPad = 40;
constexpr std::uint8_t kPad2 = 0xf2;

}  // namespace

MppeKey::MppeKey(MppeStrength strength, ConstBytes start, Sha1Compress compress)
    : strength_(strength), size_(mppe_key_size(strength)), compress_(compress) {
  assert(start.size() == size_);
  const std::size_t length = 2 * (size_ + kPad);
  std::copy_n(start.begin(), size_, message_.begin());
  std::fill_n(message_.begin() + static_cast<std::ptrdiff_t>(length - kPad), kPad, kPad2);
  message_[length] = 0x80;
  store_be16(message_.data() + message_.size() - 2, static_cast<std::uint16_t>(length * 8));
  std::copy_n(start.begin(), size_, session_.begin());
  derive();
  weaken();
}

MppeKey::~MppeKey() {
  wipe(session_);
  wipe(message_);
}

void MppeKey::rekey() {
  derive();
  // The interim key encrypts itself (RFC 3078 §7.3).
  const MutableBytes key{session_.data(), size_};
  Rc4(key).apply(key);
  weaken();
}

void MppeKey::derive() {
  std::copy_n(session_.begin(), size_, message_.begin() + static_cast<std::ptrdiff_t>(size_ + kPad));
  Sha1State state = kSha1Init;
  compress_(state, message_.data(), 2);
  for (std::size_t i = 0; i < size_ / 4; ++i) store_be32(session_.data() + 4 * i, state[i]);
  wipe({reinterpret_cast<std::uint8_t*>(state.data()), sizeof state});
}

void MppeKey::weaken() {
  if (strength_ == MppeStrength::k128) return;
  session_[0] = 0xd1;
  if (strength_ == MppeStrength::k40) {
    session_[1] = 0x26;
    session_[2] = 0x9e;
  }
}

}  // namespace dun
