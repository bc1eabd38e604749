/** One connection's data path: a transport, a thread, and a TUN once there is one. */
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "link/command_queue.h"
#include "link/counters.h"
#include "link/event_queue.h"
#include "link/framing.h"
#include "link/stream_port.h"
#include "link/transport.h"
#include "platform/gre_socket.h"
#include "platform/result.h"
#include "platform/serial_port.h"
#include "platform/tun.h"

namespace dun {

class LinkThread;

/** For one owner thread, but for `wake`, which the link's own thread calls. */
class Link {
 public:
  /** Raw bytes that may wait to leave. */
  static constexpr std::size_t kMaxPending = 1024 * 1024;

  /** Opens the transport and starts the thread; `wake` says that events() has something. */
  static Result<std::unique_ptr<Link>> open(const Transport& transport, std::function<void()> wake);
  ~Link();
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  /** False when too much is waiting already. */
  bool write(std::vector<std::uint8_t> bytes);
  void start_framing(std::vector<std::uint8_t> rest);
  void stop_framing();
  void set_framing(const Framing& send, const Framing& receive);
  void send_control(std::uint16_t protocol, std::vector<std::uint8_t> information);
  void set_encryption(Encryption encryption);
  void set_networks(Networks networks);
  /** Returns when the thread has let go of the TUN it had. */
  void attach_tun(std::shared_ptr<Tun> tun);
  void set_idle_exempt(std::vector<std::uint32_t> addresses);
  void set_peer_call_id(std::uint16_t id);
  void set_peer_window(std::uint32_t packets);
  void set_capture(bool on);
  void watch_carrier(bool on);

  std::optional<ModemLines> modem_lines() const;
  bool set_dtr(bool on) const;
  /** GRE: what the route to the peer takes in one piece, as the kernel knows it now; 0: unknown. */
  int path_mtu() const;
  const LinkCounters& counters() const { return counters_; }

  /**
   * Takes waiting events in order. Raw bytes come in one piece as the last event before `turn` is called, and
   * so does the opening: whoever leaves command state there has seen all bytes before it, and all
   * behind it go to the framer, not to `take`.
   */
  void drain(const std::function<void(const Record&)>& take, const std::function<void()>& turn);
  /** The owner could not finish drain(). */
  void wake_again();
  std::uint64_t take_lost();

  /** Ends thread and transport; idempotent. */
  void close();
  bool closed() const { return !thread_.joinable(); }

 private:
  Link(Wake command_wake, std::function<void()> event_wake);

  /** Events taken in one go, so that a flood leaves the owner time for everything else. */
  static constexpr unsigned kDrainLimit = 4096;
  /** A command after close() has no effect. */
  void tell(Command command);
  void drop_event();

  std::unique_ptr<CommandQueue> commands_;
  std::unique_ptr<EventQueue> events_;
  LinkCounters counters_;
  PendingBytes pending_{0};
  std::shared_ptr<SerialPort> serial_;
  std::shared_ptr<GreSocket> gre_;
  std::unique_ptr<LinkThread> worker_;
  std::thread thread_;
  /** Between start_framing() and its echo: bytes that were read too early for the framer. */
  std::optional<std::vector<std::uint8_t>> turning_;
};

}  // namespace dun
