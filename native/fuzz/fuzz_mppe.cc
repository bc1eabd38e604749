/**
 * MPPE: an attacker's packets between true ones never make a true one undecodable, unless one of them
 * decrypted to something plausible, and never cost more rekeys than the budget and the packets themselves
 * allow.
 */
#include <array>

#include "core/mppe.h"
#include "core/ppp_frame.h"
#include "support.h"

using namespace dun;
using namespace dun::fuzz;

namespace {

constexpr std::array<std::uint8_t, 16> kStart = {0x8b, 0x7c, 0xdc, 0x14, 0x9b, 0x99, 0x3a, 0x1b,
                                                 0xa1, 0x18, 0xcb, 0x15, 0x3f, 0x56, 0xdc, 0xcb};
constexpr std::array<std::uint8_t, 8> kPlain = {0x00, 0x21, 0x45, 0x00, 0x00, 0x14, 0x5a, 0xa5};

std::vector<std::uint8_t> true_packet(MppeEncryptor& sender) {
  OwnPacket own(kPlain);
  require(sender.encrypt(own.packet));
  return {own.packet.bytes().begin(), own.packet.bytes().end()};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(data, size);
  const auto strength = static_cast<MppeStrength>(input.byte() % 3);
  const ConstBytes start = ConstBytes(kStart).first(mppe_key_size(strength));
  MppeEncryptor sender(strength, start);
  MppeDecryptor receiver(strength, start);

  std::uint64_t packets = 0;
  std::uint64_t lost = 0;
  std::uint64_t gap = 0;
  while (!input.empty() && packets < 64) {
    ++packets;
    const std::uint8_t action = input.byte();
    if (action < 0x40) {  // Loss.
      const unsigned count = action % 0x40U;
      for (unsigned i = 0; i < count; ++i) true_packet(sender);
      lost += count;
      gap += count;
      if (gap >= MppeDecryptor::kLateDistance) return 0;  // More than the count can express.
      continue;
    }
    if (action < 0x80) {
      OwnPacket own(true_packet(sender));
      require(receiver.decrypt(own.packet, 0) == MppeVerdict::kDecrypted);
      gap = 0;
      require(std::equal(kPlain.begin(), kPlain.end(), own.packet.bytes().begin(), own.packet.bytes().end()));
      continue;
    }
    OwnPacket own(input.take(action & 0x3f));
    const std::vector<std::uint8_t> before(own.packet.bytes().begin(), own.packet.bytes().end());
    const std::uint64_t rekeys = receiver.rekeys();
    switch (receiver.decrypt(own.packet, 0)) {
      case MppeVerdict::kDecrypted:
        return 0;  // Found by chance; the key has rightly moved.
      case MppeVerdict::kImplausible:
        require(own.packet.size() + kMppeHeader == before.size());
        break;
      case MppeVerdict::kTruncated:
      case MppeVerdict::kClear:
      case MppeVerdict::kNotStateless:
      case MppeVerdict::kLate:
      case MppeVerdict::kFar:
        require(receiver.rekeys() == rekeys);
        require(
            std::equal(before.begin(), before.end(), own.packet.bytes().begin(), own.packet.bytes().end()));
        break;
    }
    require(receiver.rekeys() <= MppeDecryptor::kBudget + lost + 2 * packets);
    // What is left of the budget may not cover a true gap just now; without one the next packet must get
    // through.
    if (receiver.rekeys() > MppeDecryptor::kBudget / 2) return 0;
  }
  return 0;
}
