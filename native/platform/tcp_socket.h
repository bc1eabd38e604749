/** A TCP connection in the making: a modem at the end of a raw socket. */
#pragma once

#include <cstdint>
#include <string>

#include "platform/result.h"
#include "platform/unique_fd.h"

namespace dun {

/**
 * Begins to connect to an IPv4 or IPv6 address in digits (else EINVAL); the socket becomes writable when it
 * is decided.
 */
Result<UniqueFd> start_connect(const std::string& address, uint16_t port);

/** How that went: 0 or an errno. */
int connect_outcome(int fd);

/** Settings for a line that carries interactive frames; no effect on what is not a TCP socket. */
void tune_stream(int fd);

/** Makes a descriptor that came from elsewhere non-blocking and close-on-exec. */
Status adopt_stream(int fd);

}  // namespace dun
