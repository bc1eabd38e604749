/** MPPE's session key and how the next follows from it (RFC 3078 §7, RFC 3079 §3). */
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/bytes.h"
#include "core/sha1.h"

namespace dun {

enum class MppeStrength : std::uint8_t { k40, k56, k128 };

constexpr std::size_t mppe_key_size(MppeStrength strength) {
  return strength == MppeStrength::k128 ? 16 : 8;
}

class MppeKey {
 public:
  /** `start` is the start key of RFC 3079 (mppe_key_size bytes); the session key is the initial one. */
  MppeKey(MppeStrength strength, ConstBytes start, Sha1Compress compress = select_sha1());
  ~MppeKey();
  MppeKey(const MppeKey&) = delete;
  MppeKey& operator=(const MppeKey&) = delete;

  /** Moves on to the next session key. */
  void rekey();

  ConstBytes session() const { return {session_.data(), size_}; }

  /** A place to come back to. Wipes itself. */
  class Mark {
   public:
    explicit Mark(const MppeKey& key) : session_(key.session_) {}
    ~Mark() { wipe(session_); }
    Mark(const Mark&) = delete;
    Mark& operator=(const Mark&) = delete;

   private:
    friend class MppeKey;
    std::array<std::uint8_t, 16> session_;
  };
  void restore(const Mark& mark) { session_ = mark.session_; }

 private:
  /** Session key := SHA-1(start, pad, session key, pad), cut to size. */
  void derive();
  /** 40 and 56 bits: the leading bytes that everybody knows. */
  void weaken();

  MppeStrength strength_;
  std::size_t size_;
  Sha1Compress compress_;
  std::array<std::uint8_t, 16> session_{};
  /** The padded message of derive(), complete but for the session key: start, 40 times 00, session, 40 times
   * F2. */
  alignas(16) std::array<std::uint8_t, 128> message_{};
};

}  // namespace dun
