/** Stateless MPPE (RFC 3078): a key of its own for every packet, encrypted and decrypted in place. */
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/bytes.h"
#include "core/mppe_key.h"
#include "core/slot_pool.h"

namespace dun {

inline constexpr std::size_t kMppeHeader = 2;

class MppeEncryptor {
 public:
  /** `start`: the send start key. The caller wipes its own copy. */
  MppeEncryptor(MppeStrength strength, ConstBytes start) : key_(strength, start) {}

  /**
   * `packet` is the inner protocol field and its information (RFC 3078 §3); it is encrypted and gets its MPPE
   * header in front, ready for the outer protocol 00FD. False, with nothing changed, when there is no head
   * room.
   */
  bool encrypt(Packet& packet);

 private:
  MppeKey key_;
  std::uint16_t count_ = 0;
};

enum class MppeVerdict : std::uint8_t {
  kDecrypted,
  /** Too short for a header and a protocol field. */
  kTruncated,
  /** D clear: not encrypted. */
  kClear,
  /** A clear, or C set: stateful or compressed, which was not negotiated. */
  kNotStateless,
  /** The coherency count lies behind. */
  kLate,
  /** Reaching this packet's key would take more work than failed packets are allowed now. */
  kFar,
  /** Decrypts to no protocol field that can be: corrupted, forged, or the keys differ. The key has not moved.
   */
  kImplausible,
};

/**
 * MPPE has no integrity, so anybody who can forge a packet can put any coherency count in it. Two things keep
 * such a packet from doing harm. The key only moves when the packet decrypts to a protocol field MPPE can
 * carry, which a forged one does about one time in five hundred. And the rekeys spent on packets that failed
 * come out of a budget (kBudget at once, kRefill a millisecond: a few per cent of a core); jumps the budget
 * does not cover are dropped. True loss succeeds and is not charged, so every burst the 12-bit count can
 * express (2047 packets) is survived.
 */
class MppeDecryptor {
 public:
  /** Counts at least this far ahead are behind (half of the 12-bit range). */
  static constexpr std::uint32_t kLateDistance = 2048;
  static constexpr std::uint32_t kBudget = 8192;
  static constexpr std::uint32_t kRefill = 50;

  /** `start`: the receive start key. The caller wipes its own copy. */
  MppeDecryptor(MppeStrength strength, ConstBytes start) : key_(strength, start) {}

  /**
   * `packet` is the information of a 00FD frame. When decrypted it holds the inner protocol field and
   * information; with kImplausible the decrypted nonsense (for the report of a key mismatch), otherwise it is
   * unchanged. `now` is monotonic, in microseconds.
   */
  MppeVerdict decrypt(Packet& packet, std::uint64_t now);

  /** Rekeys done since the beginning, for tests and the benchmark. */
  std::uint64_t rekeys() const { return rekeys_; }

 private:
  bool afford(std::uint32_t rekeys, std::uint64_t now);

  MppeKey key_;
  std::uint16_t expected_ = 0;
  std::uint32_t budget_ = kBudget;
  std::uint64_t refilled_ = 0;
  std::uint64_t rekeys_ = 0;
};

}  // namespace dun
