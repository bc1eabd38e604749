/**
 * Stateless MPPE packets (RFC 3078 §3, §8.1). The header, in network byte order:
 *
 *   A flushed (always, when stateless)  B  C compressed  D encrypted | 12-bit coherency count
 *
 * The key changes before every packet, the first included, so packet n is encrypted with session key n + 1.
 */
#include "core/mppe.h"

#include <algorithm>

#include "core/ppp_frame.h"
#include "core/rc4.h"

namespace dun {
namespace {

constexpr std::uint16_t kFlushed = 0x8000;
constexpr std::uint16_t kCompressed = 0x2000;
constexpr std::uint16_t kEncrypted = 0x1000;
constexpr std::uint16_t kCountMask = 0x0fff;

/** Whether decrypted bytes start as something MPPE carries does (RFC 3078 §3: protocols 0021 to 00FA). */
bool is_plausible(ConstBytes plain) {
  const bool compressed = (plain[0] & 1) != 0;
  if (plain.size() < (compressed ? 2 : 3)) return false;
  const std::uint16_t protocol = compressed ? plain[0] : load_be16(plain.data());
  const int version = plain[compressed ? 1 : 2] >> 4;
  if (protocol == kProtocolIpv4) return version == 4;
  if (protocol == kProtocolIpv6) return version == 6;
  // Other protocols in one byte would make half of all nonsense plausible; nobody sends them to us.
  return !compressed && is_encryptable(protocol) && (protocol & 1) != 0;
}

}  // namespace

bool MppeEncryptor::encrypt(Packet& packet) {
  if (packet.head_room() < kMppeHeader) return false;
  key_.rekey();
  Rc4(key_.session()).apply(packet.bytes());
  store_be16(packet.prepend(kMppeHeader), static_cast<std::uint16_t>(kFlushed | kEncrypted | count_));
  count_ = static_cast<std::uint16_t>((count_ + 1) & kCountMask);
  return true;
}

MppeVerdict MppeDecryptor::decrypt(Packet& packet, std::uint64_t now) {
  if (packet.size() <= kMppeHeader) return MppeVerdict::kTruncated;
  const std::uint16_t header = load_be16(packet.data());
  if ((header & kEncrypted) == 0) return MppeVerdict::kClear;
  if ((header & kFlushed) == 0 || (header & kCompressed) != 0) return MppeVerdict::kNotStateless;
  const auto count = static_cast<std::uint16_t>(header & kCountMask);
  const auto ahead = static_cast<std::uint32_t>((count - expected_) & kCountMask);
  // Winding forward almost all the way round would lose the peer's key for ever.
  if (ahead >= kLateDistance) return MppeVerdict::kLate;
  if (!afford(ahead, now)) return MppeVerdict::kFar;

  const MppeKey::Mark mark(key_);
  for (std::uint32_t i = 0; i <= ahead; ++i) key_.rekey();
  rekeys_ += ahead + 1;
  packet.drop_front(kMppeHeader);
  Rc4(key_.session()).apply(packet.bytes());
  if (!is_plausible(packet.bytes())) {
    key_.restore(mark);
    return MppeVerdict::kImplausible;
  }
  budget_ += ahead;
  expected_ = static_cast<std::uint16_t>((count + 1) & kCountMask);
  return MppeVerdict::kDecrypted;
}

bool MppeDecryptor::afford(std::uint32_t rekeys, std::uint64_t now) {
  if (rekeys == 0) return true;
  const std::uint64_t elapsed = now > refilled_ ? (now - refilled_) / 1000 : 0;
  if (elapsed > 0) {
    budget_ = static_cast<std::uint32_t>(std::min<std::uint64_t>(kBudget, budget_ + elapsed * kRefill));
    refilled_ += elapsed * 1000;
  }
  if (rekeys > budget_) return false;
  budget_ -= rekeys;
  return true;
}

}  // namespace dun
