/** Nanoseconds a packet for each transform of the data path, one line each. */
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "core/gre.h"
#include "core/gre_receiver.h"
#include "core/gre_sender.h"
#include "core/hdlc.h"
#include "core/mppe.h"
#include "core/mss.h"
#include "support.h"

using namespace dun;
using namespace dun::test;

namespace {

/** Runs `work` in batches until a batch takes long enough to trust, and reports the best of five. */
template <typename Work>
void measure(const char* name, Work&& work) {
  using Clock = std::chrono::steady_clock;
  constexpr int kRounds = 20'000;
  double best = 1e18;
  for (int attempt = 0; attempt < 5; ++attempt) {
    const auto begin = Clock::now();
    for (int i = 0; i < kRounds; ++i) work();
    const std::chrono::duration<double, std::nano> took = Clock::now() - begin;
    best = std::min(best, took.count() / kRounds);
  }
  std::printf("%-34s %8.0f ns/packet\n", name, best);
}

void require(bool good, const char* what) {
  if (good) return;
  std::fprintf(stderr, "benchmark failed: %s\n", what);
  std::exit(1);
}

Vector ip_packet(Noise& noise, std::size_t size) {
  Vector plain = noise.bytes(size + 2);
  store_be16(plain.data(), 0x0021);
  plain[2] = 0x45;
  return plain;
}

void hdlc(Noise& noise, std::uint32_t accm, const char* encode_name, const char* decode_name) {
  const Vector frame = noise.bytes(1400);
  HdlcEncoder encoder;
  encoder.set_accm(accm);
  Vector line(HdlcEncoder::worst_case(frame.size()));
  std::size_t size = 0;
  measure(encode_name, [&] {
    size = encoder.encode(frame, HdlcEncoder::Map::kNegotiated, HdlcEncoder::LeadingFlag::kSend, line);
  });
  HdlcDecoder decoder;
  decoder.set_accm(accm);
  measure(decode_name,
          [&] { require(decoder.decode(ConstBytes(line).first(size)).frame.has_value(), "hdlc decode"); });
}

void mppe(Noise& noise, std::size_t size, const char* encrypt_name, const char* decrypt_name) {
  const Vector start = noise.bytes(16);
  const Vector plain = ip_packet(noise, size);
  OwnPacket own(plain);
  MppeEncryptor sender(MppeStrength::k128, start);
  measure(encrypt_name, [&] {
    Packet packet = own.packet;
    require(sender.encrypt(packet), "mppe encrypt");
  });

  // The whole cycle of the 12-bit count, encrypted beforehand.
  MppeEncryptor fresh(MppeStrength::k128, start);
  MppeDecryptor receiver(MppeStrength::k128, start);
  constexpr int kPackets = 100'000;
  std::vector<Vector> wire;
  wire.reserve(kPackets);
  for (int i = 0; i < kPackets; ++i) {
    OwnPacket next(plain);
    fresh.encrypt(next.packet);
    wire.push_back(copy(next.packet.bytes()));
  }
  std::size_t at = 0;
  OwnPacket in({});
  measure(decrypt_name, [&] {
    Packet packet = in.packet;
    packet.resize(wire[at].size());
    std::memcpy(packet.data(), wire[at].data(), wire[at].size());
    ++at;
    require(receiver.decrypt(packet, 0) == MppeVerdict::kDecrypted, "mppe decrypt");
  });
}

void gre(Noise& noise) {
  OwnPacket own(noise.bytes(1404));
  GreSender sender;
  GreReceiver receiver;
  std::uint32_t delivered = 0;
  measure("gre build + parse + order 1400 B", [&] {
    Packet packet = own.packet;
    require(sender.encapsulate(packet, 7, 1, 0), "gre build");
    const GreParsed parsed = parse_gre(packet.bytes());
    receiver.accept(*parsed.header.sequence, packet, 0, [&](const Packet&) { ++delivered; });
  });
  require(delivered == sender.next_sequence(), "gre order");
}

}  // namespace

int main() {
  Noise noise(42);
  hdlc(noise, 0, "hdlc encode 1400 B, accm 0", "hdlc decode 1400 B, accm 0");
  hdlc(noise, 0xffffffff, "hdlc encode 1400 B, accm ffffffff", "hdlc decode 1400 B, accm ffffffff");
  mppe(noise, 1400, "mppe-128 encrypt 1400 B", "mppe-128 decrypt 1400 B");
  mppe(noise, 64, "mppe-128 encrypt 64 B", "mppe-128 decrypt 64 B");
  gre(noise);
  Vector packet = ip_packet(noise, 1400);
  measure("mss clamp, not a SYN", [&] { clamp_mss(MutableBytes(packet).subspan(2), 1400); });
  return 0;
}
