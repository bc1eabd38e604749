/** UserPath: the rules for user data, in the order they apply. */
#include "link/user_path.h"

#include <algorithm>

#include "core/mss.h"
#include "core/ppp_frame.h"

namespace dun {
namespace {

/** What MPPE adds to an IP packet inside the information field: its header and the inner protocol. */
constexpr std::size_t kMppeOverhead = kMppeHeader + 2;

constexpr bool is_ip(std::uint16_t protocol) {
  return protocol == kProtocolIpv4 || protocol == kProtocolIpv6;
}

}  // namespace

void UserPath::set_framing(const Framing& send, const Framing& receive) {
  send_ = send;
  receive_ = receive;
}

void UserPath::set_encryption(const Encryption& encryption) {
  encryption_required_ = encryption.required;
  encryptor_.reset();
  decryptor_.reset();
  bad_in_a_row_ = 0;
  decrypted_once_ = false;
  mismatch_told_ = false;
  if (!encryption.keys) return;
  const MppeStartKeys& keys = *encryption.keys;
  const std::size_t size = mppe_key_size(keys.strength);
  encryptor_.emplace(keys.strength, ConstBytes(keys.send).first(size));
  decryptor_.emplace(keys.strength, ConstBytes(keys.receive).first(size));
}

std::size_t UserPath::mtu() const {
  return std::min(send_.mru, receive_.mru) - (encryptor_ ? kMppeOverhead : 0);
}

void UserPath::note_activity(const IpPeek& packet, std::uint64_t now) {
  const auto concerned = [&](std::uint32_t address) { return concerns_ipv4(packet, address); };
  if (packet.version == 4 && std::ranges::any_of(idle_exempt_, concerned)) return;
  counters_.last_user.set(now);
}

bool UserPath::encapsulate(Packet& packet, std::uint64_t now) {
  const std::optional<IpPeek> peek = peek_ip(packet.bytes());
  const std::size_t size = packet.size();
  const std::size_t limit = send_.mru - (encryptor_ ? kMppeOverhead : 0);
  if (!peek || !open(peek->version) || size > limit || (encryption_required_ && !encryptor_)) {
    counters_.send_dropped.add();
    return false;
  }
  note_activity(*peek, now);
  std::uint16_t protocol = peek->version == 4 ? kProtocolIpv4 : kProtocolIpv6;
  clamp_mss(packet.bytes(), mtu());
  if (encryptor_) {
    // The inner protocol field stays two bytes: every peer reads that, and it is what the kernel's own sends.
    if (!prepend_protocol(packet, protocol, false) || !encryptor_->encrypt(packet)) {
      counters_.send_dropped.add();
      return false;
    }
    protocol = kProtocolCompressed;
  }
  if (!prepend_ppp_header(packet, protocol, send_.compression)) {
    counters_.send_dropped.add();
    return false;
  }
  counters_.user_packets_sent.add();
  counters_.user_bytes_sent.add(size);
  return true;
}

bool UserPath::encapsulate_control(Packet& packet, std::uint16_t protocol) const {
  const bool plain = needs_default_framing(protocol, packet.bytes());
  return prepend_ppp_header(packet, protocol, plain ? FieldCompression{} : send_.compression);
}

UserPath::Received UserPath::receive(Packet& frame, std::uint64_t now) {
  const std::optional<std::uint16_t> protocol = strip_ppp_header(frame);
  if (!protocol) {
    counters_.malformed.add();
    return {Kind::kDropped, 0};
  }
  if (*protocol == kProtocolCompressed) return decrypt(frame, now);
  if (!is_ip(*protocol)) return {Kind::kControl, *protocol};
  // Keys without `required` refuse clear data as well: who agreed to encrypt and then stops is not our peer.
  if (encryption_required_ || decryptor_) {
    counters_.mppe_clear_dropped.add();
    return {Kind::kDropped, *protocol};
  }
  return deliver(frame, *protocol, now);
}

UserPath::Received UserPath::decrypt(Packet& packet, std::uint64_t now) {
  if (!decryptor_) {
    // CCP has not opened here yet (the peer's view may be a round trip ahead): RFC 1962 §2 says discard.
    counters_.mppe_bad.add();
    return {Kind::kDropped, kProtocolCompressed};
  }
  switch (decryptor_->decrypt(packet, now)) {
    case MppeVerdict::kDecrypted:
      break;
    case MppeVerdict::kLate:
      counters_.mppe_late.add();
      return {Kind::kDropped, kProtocolCompressed};
    case MppeVerdict::kFar:
      counters_.mppe_far.add();
      return {Kind::kDropped, kProtocolCompressed};
    case MppeVerdict::kClear:
      counters_.mppe_clear_dropped.add();
      return {Kind::kDropped, kProtocolCompressed};
    case MppeVerdict::kTruncated:
    case MppeVerdict::kNotStateless:
      counters_.mppe_bad.add();
      return {Kind::kDropped, kProtocolCompressed};
    case MppeVerdict::kImplausible:
      return bad_inner(strip_protocol(packet).value_or(0));
  }
  const std::optional<std::uint16_t> inner = strip_protocol(packet);
  if (!inner || !is_ip(*inner)) return bad_inner(inner.value_or(0));
  bad_in_a_row_ = 0;
  decrypted_once_ = true;
  return deliver(packet, *inner, now);
}

UserPath::Received UserPath::bad_inner(std::uint16_t protocol) {
  counters_.mppe_bad.add();
  ++bad_in_a_row_;
  if (mismatch_told_ || bad_in_a_row_ < (decrypted_once_ ? kBadLater : kBadAtFirst)) {
    return {Kind::kDropped, protocol};
  }
  mismatch_told_ = true;
  return {Kind::kKeyMismatch, protocol};
}

UserPath::Received UserPath::deliver(Packet& packet, std::uint16_t protocol, std::uint64_t now) {
  const std::optional<IpPeek> peek = peek_ip(packet.bytes());
  const std::uint8_t version = protocol == kProtocolIpv4 ? 4 : 6;
  if (!peek || peek->version != version || !open(version)) {
    counters_.receive_dropped.add();
    return {Kind::kDropped, protocol};
  }
  note_activity(*peek, now);
  clamp_mss(packet.bytes(), mtu());
  return {Kind::kUser, protocol};
}

}  // namespace dun
