/** TUN by /dev/net/tun, its addresses by the classic interface ioctls. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <linux/ipv6.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>

#include "platform/tun.h"

namespace dun {
namespace {

ifreq request_for(const std::string& name) {
  ifreq request{};
  std::memcpy(request.ifr_name, name.c_str(), std::min(name.size(), sizeof request.ifr_name - 1));
  return request;
}

bool parse_ipv4(const std::string& text, sockaddr& address) {
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  if (::inet_pton(AF_INET, text.c_str(), &v4.sin_addr) != 1) return false;
  std::memcpy(&address, &v4, sizeof v4);
  return true;
}

// Left alone, the kernel gives a TUN a link-local address of its own making, and IPV6CP's would be the
// second. Without IPv6, or with /proc/sys read-only, there is nothing to prevent or nothing to be done.
void prevent_ipv6_address_generation(const std::string& name) {
  const std::string path = "/proc/sys/net/ipv6/conf/" + name + "/addr_gen_mode";
  UniqueFd file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (file) [[maybe_unused]]
    const ssize_t written = ::write(file.get(), "1", 1);
}

bool is_prefix(std::string_view prefix) {
  return !prefix.empty() && prefix.size() <= 8 &&
         std::all_of(prefix.begin(), prefix.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

Result<std::shared_ptr<Tun>> Tun::create(std::string_view prefix, int mtu) {
  if (!is_prefix(prefix)) return SystemFailure{EINVAL, "ioctl"};
  UniqueFd fd(::open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC));
  if (!fd) return SystemFailure::last("open");
  ifreq request = request_for(std::string(prefix) + "%d");
  request.ifr_flags = IFF_TUN | IFF_NO_PI;
  if (::ioctl(fd.get(), TUNSETIFF, &request) < 0) return SystemFailure::last("ioctl");
  const std::string name = request.ifr_name;
  UniqueFd control(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!control) return SystemFailure::last("socket");
  if (::ioctl(control.get(), SIOCGIFINDEX, &request) < 0) return SystemFailure::last("ioctl");
  prevent_ipv6_address_generation(name);
  std::shared_ptr<Tun> tun(new Tun(std::move(fd), std::move(control), name, request.ifr_ifindex));
  if (Status status = tun->set_mtu(mtu); !status) return status.failure();
  return tun;
}

size_t Tun::read_packets(std::span<IoBuffer> buffers) {
  size_t count = 0;
  for (IoBuffer& buffer : buffers) {
    const ssize_t got = ::read(fd_.get(), buffer.data, buffer.length);
    if (got <= 0) break;
    buffer.length = static_cast<size_t>(got);
    ++count;
  }
  return count;
}

Tun::Taken Tun::write_packets(std::span<const IoBuffer> packets) {
  Taken taken;
  for (const IoBuffer& packet : packets) {
    if (::write(fd_.get(), packet.data, packet.length) < 0) continue;
    ++taken.packets;
    taken.bytes += packet.length;
  }
  return taken;
}

Status Tun::set_mtu(int mtu) {
  ifreq request = request_for(name_);
  request.ifr_mtu = mtu;
  if (::ioctl(control_.get(), SIOCSIFMTU, &request) < 0) return SystemFailure::last("ioctl");
  return Done{};
}

Status Tun::set_ipv4(const std::string& local, const std::string& remote) {
  ifreq request = request_for(name_);
  if (!parse_ipv4(local, request.ifr_addr)) return SystemFailure{EINVAL, "ioctl"};
  if (::ioctl(control_.get(), SIOCSIFADDR, &request) < 0) return SystemFailure::last("ioctl");
  if (!parse_ipv4(remote, request.ifr_dstaddr)) return SystemFailure{EINVAL, "ioctl"};
  if (::ioctl(control_.get(), SIOCSIFDSTADDR, &request) < 0) return SystemFailure::last("ioctl");
  parse_ipv4("255.255.255.255", request.ifr_netmask);
  if (::ioctl(control_.get(), SIOCSIFNETMASK, &request) < 0) return SystemFailure::last("ioctl");
  return Done{};
}

Status Tun::add_ipv6_link_local(std::span<const uint8_t, 8> interface_id) {
  UniqueFd socket(::socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!socket) return SystemFailure::last("socket");
  in6_ifreq request{};
  request.ifr6_addr.s6_addr[0] = 0xfe;
  request.ifr6_addr.s6_addr[1] = 0x80;
  std::copy(interface_id.begin(), interface_id.end(), request.ifr6_addr.s6_addr + 8);
  request.ifr6_prefixlen = 64;
  request.ifr6_ifindex = index_;
  // The same address twice is no failure: renegotiation ends with the identifier it had.
  if (::ioctl(socket.get(), SIOCSIFADDR, &request) < 0 && errno != EEXIST)
    return SystemFailure::last("ioctl");
  return Done{};
}

Status Tun::up() {
  ifreq request = request_for(name_);
  if (::ioctl(control_.get(), SIOCGIFFLAGS, &request) < 0) return SystemFailure::last("ioctl");
  request.ifr_flags = static_cast<short>(request.ifr_flags | IFF_UP);
  if (::ioctl(control_.get(), SIOCSIFFLAGS, &request) < 0) return SystemFailure::last("ioctl");
  return Done{};
}

}  // namespace dun
