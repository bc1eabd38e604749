/** What happens to IP packets between TUN and frame: networks, encryption, MSS, accounting. */
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "core/ip.h"
#include "core/mppe.h"
#include "core/slot_pool.h"
#include "link/counters.h"
#include "link/framing.h"

namespace dun {

class UserPath {
 public:
  explicit UserPath(LinkCounters& counters) : counters_(counters) {}

  void set_framing(const Framing& send, const Framing& receive);
  void set_encryption(const Encryption& encryption);
  void set_networks(Networks networks) { networks_ = networks; }
  void set_idle_exempt(std::vector<std::uint32_t> addresses) { idle_exempt_ = std::move(addresses); }

  /** An IP packet from the TUN becomes a PPP frame; false: it must not leave, and is counted. */
  bool encapsulate(Packet& packet, std::uint64_t now);
  /** The same for a control packet; LCP 1 to 7 get default framing. False when it has no room. */
  bool encapsulate_control(Packet& packet, std::uint16_t protocol) const;

  enum class Kind : std::uint8_t {
    /** The packet is an IP packet for the TUN. */
    kUser,
    /** The packet is the information field of a frame of `protocol`. */
    kControl,
    kDropped,
    /** Dropped, and by now it is plain that the keys differ. */
    kKeyMismatch,
  };
  struct Received {
    Kind kind;
    std::uint16_t protocol;
  };
  /** A PPP frame from the line. */
  Received receive(Packet& frame, std::uint64_t now);

 private:
  Received decrypt(Packet& packet, std::uint64_t now);
  Received deliver(Packet& packet, std::uint16_t protocol, std::uint64_t now);
  Received bad_inner(std::uint16_t protocol);
  bool open(std::uint8_t version) const { return version == 4 ? networks_.ipv4 : networks_.ipv6; }
  /** The largest IP packet that both directions carry: what TCP should believe. */
  std::size_t mtu() const;
  void note_activity(const IpPeek& packet, std::uint64_t now);

  /** Bad inner protocols in a row that prove a mismatch: few while nothing has ever decrypted with these
   * keys. */
  static constexpr unsigned kBadAtFirst = 4;
  static constexpr unsigned kBadLater = 32;

  LinkCounters& counters_;
  Framing send_;
  Framing receive_;
  Networks networks_;
  std::vector<std::uint32_t> idle_exempt_;
  bool encryption_required_ = false;
  std::optional<MppeEncryptor> encryptor_;
  std::optional<MppeDecryptor> decryptor_;
  unsigned bad_in_a_row_ = 0;
  bool decrypted_once_ = false;
  bool mismatch_told_ = false;
};

}  // namespace dun
