/** A raw socket that carries the enhanced GRE packets of one PPTP call (RFC 2637 §4). */
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "platform/io_buffer.h"
#include "platform/result.h"
#include "platform/unique_fd.h"

namespace dun {

class GreSocket {
 public:
  /** Addresses are IPv4 in digits, `local` may be empty (else EINVAL). Only packets with our call id arrive.
   */
  static Result<std::unique_ptr<GreSocket>> open(const std::string& local, const std::string& peer,
                                                 uint16_t call_id);

  ~GreSocket();

  int fd() const { return fd_.get(); }

  /** Fills buffers with GRE packets, the IP header cut off; how many. At most kBatch at once. */
  size_t receive(std::span<IoBuffer> buffers);

  struct Sent {
    size_t count;      // left, or were dropped by the kernel for want of memory
    bool would_block;  // wait until the socket is writable
    int error;         // concerns the packet after those, errno; 0: none
  };
  Sent send(std::span<const IoBuffer> packets);

  /** One complaint about our packets that the network sent back. */
  struct NetworkError {
    int error;  // ENOPROTOOPT, ECONNREFUSED, EHOSTUNREACH, EMSGSIZE, …
    int mtu;    // with EMSGSIZE, else 0
  };
  std::optional<NetworkError> next_error();

  /** The path's MTU as the kernel knows it now; 0: unknown. Any thread may ask. */
  int path_mtu() const;

 private:
  struct Batch;
  GreSocket(UniqueFd fd, std::unique_ptr<Batch> batch);
  UniqueFd fd_;
  std::unique_ptr<Batch> batch_;
};

}  // namespace dun
