/** Clamps the MSS of TCP connections that cross the link, so that path MTU discovery need not work (RFC 879,
 * 6691). */
#pragma once

#include <cstddef>

#include "core/bytes.h"

namespace dun {

/**
 * Lowers the MSS option of a TCP SYN (IPv4 or IPv6, either direction) to what fits `mtu`, and its checksum
 * along with it (RFC 1624). True when the packet was changed. Never raises or adds the option. The checksum
 * must be complete, not left to offloading hardware.
 */
bool clamp_mss(MutableBytes packet, std::size_t mtu);

}  // namespace dun
