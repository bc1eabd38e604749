/** A TUN interface: whole IP packets to and from the kernel, and the interface's addresses. */
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "platform/io_buffer.h"
#include "platform/result.h"
#include "platform/unique_fd.h"

namespace dun {

/**
 * Owns the format in which packets cross the descriptor (today bare, one each call; with a virtio header a
 * segmented super-packet): its users see IP packets, one a buffer, and nothing else.
 */
class Tun {
 public:
  /** `prefix` is 1 to 8 lower-case letters (else EINVAL); the kernel adds the first free number. */
  static Result<std::shared_ptr<Tun>> create(std::string_view prefix, int mtu);

  const std::string& name() const { return name_; }
  int index() const { return index_; }
  /** For a Poller; readable when read_packets() has something. */
  int fd() const { return fd_.get(); }

  /** Fills buffers until there are no more packets; how many. */
  size_t read_packets(std::span<IoBuffer> buffers);
  struct Taken {
    size_t packets = 0;
    size_t bytes = 0;
  };
  /** What the kernel took; a malformed packet, or an interface that is down, costs only that packet. */
  Taken write_packets(std::span<const IoBuffer> packets);

  Status set_mtu(int mtu);
  Status set_ipv4(const std::string& local, const std::string& remote);
  Status add_ipv6_link_local(std::span<const uint8_t, 8> interface_id);
  Status up();

 private:
  Tun(UniqueFd fd, UniqueFd control, std::string name, int index)
      : fd_(std::move(fd)), control_(std::move(control)), name_(std::move(name)), index_(index) {}

  UniqueFd fd_;
  UniqueFd control_;  // any socket in the interface's network namespace
  std::string name_;
  int index_;
};

}  // namespace dun
