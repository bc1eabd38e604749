/** The seam between a link and what it runs over: a stream of line bytes, or the packets of a GRE call. */
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/slot_pool.h"
#include "link/counters.h"
#include "link/event_queue.h"
#include "link/framing.h"
#include "platform/poller.h"

namespace dun {

/** What a port needs from its link. All on the link's thread. */
class PortHost {
 public:
  /**
   * A PPP frame came, address or protocol field first; its bytes must live until flush_user(). The host works
   * on them in place.
   */
  virtual void frame_received(Packet frame, std::uint64_t now) = 0;
  /** Hands the user packets among the received frames to the TUN, in one go. */
  virtual void flush_user() = 0;
  virtual SlotPool& slots() = 0;
  virtual LinkCounters& counters() = 0;
  virtual EventQueue& events() = 0;

 protected:
  ~PortHost() = default;
};

class Port {
 public:
  virtual ~Port() = default;

  virtual int fd() const = 0;
  /** What to wait for at the descriptor now. */
  struct Interest {
    bool read;
    bool write;
  };
  virtual Interest interest() const = 0;
  /** When on_time() is to be called at the latest; monotonic microseconds. */
  virtual std::optional<std::uint64_t> deadline() const = 0;

  virtual void on_ready(const Poller::Ready& ready, std::uint64_t now) = 0;
  virtual void on_time(std::uint64_t now) = 0;

  /** How many user frames may be sent now; beyond it they would only queue here. */
  virtual std::size_t user_room() const = 0;
  /** Without room: whether there will be some later. Otherwise user packets are not worth keeping. */
  virtual bool busy() const = 0;
  /** Sends a frame or drops it, and gives the slot back. `plain`: with the default character map. */
  virtual void send(Packet frame, bool plain, std::uint64_t now) = 0;
  /** Moves what send() collected towards the kernel. */
  virtual void flush(std::uint64_t now) = 0;

  /** Command state; meaningless, and ignored, without it. */
  virtual void write_raw(std::vector<std::uint8_t>) {}
  virtual void start_framing() {}
  virtual void begin_framing(std::vector<std::uint8_t>, std::uint64_t) {}
  virtual void stop_framing() {}
  virtual void set_framing(const Framing&, const Framing&) {}
  virtual void watch_carrier(bool) {}
  virtual void resume() {}
  /** GRE's own. */
  virtual void set_peer_call_id(std::uint16_t, std::uint64_t) {}
  virtual void set_peer_window(std::uint32_t) {}

  /** After the transport ended nothing is sent or received any more. */
  bool ended() const { return ended_; }

 protected:
  void end(EventQueue& events, CloseReason reason, int error = 0, const char* syscall = "") {
    if (ended_) return;
    ended_ = true;
    events.push_important(EventKind::kClosed,
                          static_cast<std::uint32_t>(reason) << 16 | static_cast<std::uint32_t>(error),
                          syscall);
  }

 private:
  bool ended_ = false;
};

}  // namespace dun
