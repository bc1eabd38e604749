/**
 * GRE: any datagram parses to a fault or to something that builds the same header again; any order of
 * arrivals comes out rising unless a silence let the window move back, each packet once, each slot accounted
 * for, in bounded work.
 */
#include <optional>

#include "core/gre.h"
#include "core/gre_ack_policy.h"
#include "core/gre_receiver.h"
#include "core/gre_sender.h"
#include "support.h"

using namespace dun;
using namespace dun::fuzz;

namespace {

void parse(ConstBytes bytes) {
  std::vector<std::uint8_t> datagram = exact(bytes);
  const GreParsed parsed = parse_gre(datagram);
  if (parsed.fault != GreFault::kNone) return;
  const GreHeader& header = parsed.header;
  require(header.payload.size() <= datagram.size());
  if (!header.sequence) {
    require(header.payload.empty());
    if (!header.ack) return;
    const auto again = make_gre_ack(header.call_id, *header.ack);
    require(std::equal(again.begin(), again.end(), datagram.begin()));
    return;
  }
  if (header.payload.size() > kSlotPayload) return;
  OwnPacket own(header.payload);
  require(prepend_gre(own.packet, header.call_id, *header.sequence, header.ack));
  require(std::equal(own.packet.bytes().begin(), own.packet.bytes().end(), datagram.begin()));
}

void arrivals(Input& input) {
  constexpr std::size_t kSlots = GreReceiver::kWindow + 1;
  SlotPool pool(kSlots);
  GreReceiver receiver;
  AckPolicy policy;
  GreSender sender(input.word());
  std::optional<std::uint32_t> last;
  std::uint32_t front = input.word();
  std::uint64_t now = 0, taken_at = 0;
  std::uint64_t taken = 0, delivered = 0;
  std::optional<std::uint32_t> arriving;
  const auto sink = [&](const Packet& packet) {
    const std::uint32_t sequence = load_be32(packet.data());
    const bool rises = !last || serial_distance(sequence, *last) > 0;
    require(rises || (sequence == arriving && now - taken_at >= GreReceiver::kQuiet));
    last = sequence;
    ++delivered;
    pool.release(packet);
  };
  while (!input.empty()) {
    const std::uint8_t action = input.byte();
    now += std::uint64_t{input.byte()} * 100;
    switch (action % 6) {
      case 0:
        receiver.expire(now, sink);
        require(!receiver.deadline() || *receiver.deadline() > now);
        break;
      case 1:
        sender.acknowledge(input.word(), now);
        if (sender.rtt()) policy.set_rtt(*sender.rtt());
        break;
      case 2:
        policy.set_window(input.half());
        policy.lone(now);
        require(!policy.deadline() || *policy.deadline() > now);
        break;
      case 3: {
        OwnPacket own({});
        require(sender.encapsulate(own.packet, 1, policy.piggyback(), now));
        break;
      }
      default: {
        const std::uint32_t sequence =
            action % 6 == 4 ? front + static_cast<std::uint32_t>(static_cast<std::int8_t>(input.byte()))
                            : input.word();
        Packet packet = pool.take().value();
        packet.resize(4);
        store_be32(packet.data(), sequence);
        arriving = sequence;
        if (receiver.accept(sequence, packet, now, sink) == GreReceiver::Verdict::kTaken) {
          ++taken;
          taken_at = now;
          front = receiver.highest().value();
          policy.received(front, now);
        } else {
          pool.release(packet);
        }
        arriving.reset();
      }
    }
    require(pool.available() + receiver.held() == kSlots);
    require(receiver.held() < GreReceiver::kWindow);
    require(taken == delivered + receiver.held());
  }
  receiver.expire(UINT64_MAX, sink);
  require(pool.available() == kSlots && taken == delivered);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  parse({data, size});
  Input input(data, size);
  arrivals(input);
  return 0;
}
