/** MSS clamping: any bytes, at any MTU, keep their length, change in two places at most, and settle at once.
 */
#include "core/ip.h"
#include "core/mss.h"
#include "support.h"

using namespace dun;
using namespace dun::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(data, size);
  const std::size_t mtu = input.half();
  const std::vector<std::uint8_t> before = exact(input.rest());
  std::vector<std::uint8_t> packet = before;
  const bool changed = clamp_mss(packet, mtu);
  std::size_t differences = 0;
  for (std::size_t i = 0; i < packet.size(); ++i) differences += packet[i] != before[i] ? 1U : 0U;
  require(changed ? differences > 0 && differences <= 4 : differences == 0);
  if (changed) {
    const std::vector<std::uint8_t> once = packet;
    require(!clamp_mss(packet, mtu) && packet == once);
  }
  if (const std::optional<IpPeek> peek = peek_ip(before)) {
    require(peek->header_size <= peek->total_size && peek->total_size <= before.size());
  }
  return 0;
}
