/** GreSocket on SOCK_RAW, with a classic BPF filter and the socket's error queue. */
#include <arpa/inet.h>
#include <linux/errqueue.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>

#include "platform/gre_socket.h"

namespace dun {
namespace {

constexpr int kSocketBuffer = 4 * 1024 * 1024;

bool parse_ipv4(const std::string& text, sockaddr_in& address) {
  address.sin_family = AF_INET;
  return ::inet_pton(AF_INET, text.c_str(), &address.sin_addr) == 1;
}

// A raw socket hears all GRE from its peer: let the kernel drop what is not enhanced GRE for our call.
Status filter_call(int fd, uint16_t call_id) {
  const std::array<sock_filter, 9> program{{
      BPF_STMT(BPF_LDX | BPF_B | BPF_MSH, 0),  // X = length of the IP header
      BPF_STMT(BPF_LD | BPF_H | BPF_IND, 0),   // flags and version
      BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 7),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 1, 0, 4),
      BPF_STMT(BPF_LD | BPF_W | BPF_IND, 4),  // payload length and call id
      BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0xffff),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call_id, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, 0xffffffff),
      BPF_STMT(BPF_RET | BPF_K, 0),
  }};
  const sock_fprog filter{program.size(), const_cast<sock_filter*>(program.data())};
  if (::setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof filter) < 0) {
    return SystemFailure::last("setsockopt");
  }
  return Done{};
}

void enlarge(int fd, int forced, int polite) {
  if (::setsockopt(fd, SOL_SOCKET, forced, &kSocketBuffer, sizeof kSocketBuffer) < 0) {
    ::setsockopt(fd, SOL_SOCKET, polite, &kSocketBuffer, sizeof kSocketBuffer);
  }
}

}  // namespace

// The kernel's view of a batch, made once.
struct GreSocket::Batch {
  std::array<mmsghdr, kBatch> headers{};
  std::array<iovec, kBatch> vectors{};

  void point(std::span<const IoBuffer> buffers) {
    for (size_t i = 0; i < buffers.size(); ++i) {
      vectors[i] = {buffers[i].data, buffers[i].length};
      headers[i] = {};
      headers[i].msg_hdr.msg_iov = &vectors[i];
      headers[i].msg_hdr.msg_iovlen = 1;
    }
  }
};

GreSocket::GreSocket(UniqueFd fd, std::unique_ptr<Batch> batch)
    : fd_(std::move(fd)), batch_(std::move(batch)) {}
GreSocket::~GreSocket() = default;

Result<std::unique_ptr<GreSocket>> GreSocket::open(const std::string& local, const std::string& peer,
                                                   uint16_t call_id) {
  sockaddr_in ours{};
  sockaddr_in theirs{};
  if (!local.empty() && !parse_ipv4(local, ours)) return SystemFailure{EINVAL, "bind"};
  if (!parse_ipv4(peer, theirs)) return SystemFailure{EINVAL, "connect"};

  UniqueFd fd(::socket(AF_INET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_GRE));
  if (!fd) return SystemFailure::last("socket");
  if (Status status = filter_call(fd.get(), call_id); !status) return status.failure();
  enlarge(fd.get(), SO_RCVBUFFORCE, SO_RCVBUF);
  enlarge(fd.get(), SO_SNDBUFFORCE, SO_SNDBUF);
  const int on = 1;
  if (::setsockopt(fd.get(), IPPROTO_IP, IP_RECVERR, &on, sizeof on) < 0)
    return SystemFailure::last("setsockopt");
  if (!local.empty() && ::bind(fd.get(), reinterpret_cast<const sockaddr*>(&ours), sizeof ours) < 0) {
    return SystemFailure::last("bind");
  }
  if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&theirs), sizeof theirs) < 0) {
    return SystemFailure::last("connect");
  }
  // Between socket() and connect() anybody's packets were welcome: throw away what came.
  char scratch[1];
  while (::recv(fd.get(), scratch, sizeof scratch, MSG_TRUNC) >= 0) continue;
  return std::unique_ptr<GreSocket>(new GreSocket(std::move(fd), std::make_unique<Batch>()));
}

size_t GreSocket::receive(std::span<IoBuffer> buffers) {
  buffers = buffers.first(std::min(buffers.size(), kBatch));
  batch_->point(buffers);
  const int got =
      ::recvmmsg(fd_.get(), batch_->headers.data(), static_cast<unsigned>(buffers.size()), 0, nullptr);
  // A pending network error comes first, once; it is in the error queue as well.
  if (got <= 0) return 0;
  for (size_t i = 0; i < static_cast<size_t>(got); ++i) {
    const size_t length = batch_->headers[i].msg_len;
    const size_t header = length > 0 ? size_t{4} * (buffers[i].data[0] & 0x0f) : 0;
    buffers[i].data += std::min(header, length);
    buffers[i].length = length - std::min(header, length);
  }
  return static_cast<size_t>(got);
}

GreSocket::Sent GreSocket::send(std::span<const IoBuffer> packets) {
  packets = packets.first(std::min(packets.size(), kBatch));
  batch_->point(packets);
  size_t count = 0;
  while (count < packets.size()) {
    const int left = ::sendmmsg(fd_.get(), batch_->headers.data() + count,
                                static_cast<unsigned>(packets.size() - count), 0);
    if (left > 0) {
      count += static_cast<size_t>(left);
      continue;
    }
    // The device's queue is full: the packet is lost as on any wire, and sending it again would gain nothing.
    if (errno == ENOBUFS) {
      ++count;
      continue;
    }
    if (errno == EAGAIN) return {count, true, 0};
    if (errno != EINTR) return {count, false, errno};
  }
  return {count, false, 0};
}

std::optional<GreSocket::NetworkError> GreSocket::next_error() {
  alignas(cmsghdr) char control[256];
  char packet[64];
  iovec vector{packet, sizeof packet};
  msghdr message{};
  message.msg_iov = &vector;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  if (::recvmsg(fd_.get(), &message, MSG_ERRQUEUE | MSG_DONTWAIT) < 0) return std::nullopt;
  for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr; part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level != IPPROTO_IP || part->cmsg_type != IP_RECVERR) continue;
    sock_extended_err error{};
    std::memcpy(&error, CMSG_DATA(part), sizeof error);
    return NetworkError{static_cast<int>(error.ee_errno),
                        error.ee_errno == EMSGSIZE ? static_cast<int>(error.ee_info) : 0};
  }
  return NetworkError{EPROTO, 0};
}

int GreSocket::path_mtu() const {
  int mtu = 0;
  socklen_t length = sizeof mtu;
  return ::getsockopt(fd_.get(), IPPROTO_IP, IP_MTU, &mtu, &length) == 0 ? mtu : 0;
}

}  // namespace dun
