/** What a link can run over. */
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "platform/serial_port.h"

namespace dun {

struct TtyTransport {
  std::string path;
  std::uint32_t speed;
  FlowControl flow;
};

struct TcpTransport {
  std::string address;
  std::uint16_t port;
  std::uint32_t timeout_ms;
};

/** A stream that is open already; the link owns it. */
struct FdTransport {
  int fd;
};

struct GreTransport {
  std::string local;  // empty: any
  std::string peer;
  std::uint16_t call_id;
  std::optional<std::uint16_t> peer_call_id;
};

using Transport = std::variant<TtyTransport, TcpTransport, FdTransport, GreTransport>;

}  // namespace dun
