/** The thread of a link: waits, moves packets between TUN and port, obeys commands. */
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>

#include "core/slot_pool.h"
#include "link/command_queue.h"
#include "link/counters.h"
#include "link/event_queue.h"
#include "link/port.h"
#include "link/user_path.h"
#include "platform/poller.h"
#include "platform/result.h"
#include "platform/tun.h"

namespace dun {

class LinkThread final : private PortHost {
 public:
  LinkThread(Poller poller, CommandQueue& commands, EventQueue& events, LinkCounters& counters,
             std::size_t port_slots);

  /** Makes the port; before run(). Failed, the thread could never be stopped: do not run it. */
  Status open(const std::function<std::unique_ptr<Port>(PortHost&)>& make_port);
  /** The thread's body; returns after command::Stop. */
  void run();

 private:
  enum Id : std::uint32_t { kWake, kPort, kTun };

  // PortHost
  void frame_received(Packet frame, std::uint64_t now) override;
  void flush_user() override;
  SlotPool& slots() override { return slots_; }
  LinkCounters& counters() override { return counters_; }
  EventQueue& events() override { return events_; }

  void watch_port();
  void watch_tun();
  std::chrono::microseconds timeout(std::uint64_t now) const;
  bool obey_all(std::uint64_t now);
  bool obey(Command& command, std::uint64_t now);
  void send_control(std::uint16_t protocol, ConstBytes information, std::uint64_t now);
  void attach_tun(std::shared_ptr<Tun> tun);
  void read_tun(std::uint64_t now);
  void capture(EventKind direction, const Packet& frame);

  Poller poller_;
  CommandQueue& commands_;
  EventQueue& events_;
  LinkCounters& counters_;
  SlotPool slots_;
  UserPath path_;
  std::unique_ptr<Port> port_;
  std::shared_ptr<Tun> tun_;
  bool capturing_ = false;
  std::optional<Port::Interest> port_interest_;
  std::optional<bool> tun_interest_;
  std::array<IoBuffer, kBatch> user_in_;
  std::size_t user_in_count_ = 0;
  std::array<Packet, kBatch> tun_packets_;
  std::array<IoBuffer, kBatch> tun_buffers_;
};

}  // namespace dun
