/** LinkThread: one turn is wait, commands, line, TUN, timers, flush, tell. */
#include "link/link_thread.h"

#include <algorithm>
#include <cstring>

#include "core/ppp_frame.h"
#include "link/time.h"

namespace dun {
namespace {

/** How often an owner that does not empty its queue is tried again. */
constexpr std::uint64_t kDeferredRetry = 20'000;

template <typename... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};
template <typename... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

}  // namespace

LinkThread::LinkThread(Poller poller, CommandQueue& commands, EventQueue& events, LinkCounters& counters,
                       std::size_t port_slots)
    : poller_(std::move(poller)),
      commands_(commands),
      events_(events),
      counters_(counters),
      slots_(port_slots + kBatch),
      path_(counters) {}

Status LinkThread::open(const std::function<std::unique_ptr<Port>(PortHost&)>& make_port) {
  port_ = make_port(*this);
  return poller_.add(commands_.fd(), kWake, true, false);
}

void LinkThread::run() {
  std::array<Poller::Ready, 3> ready;
  bool running = true;
  while (running) {
    events_.notify();
    watch_port();
    watch_tun();
    const std::size_t count = poller_.wait(ready, timeout(monotonic_now()));
    const std::uint64_t now = monotonic_now();
    bool tun_ready = false;
    for (const Poller::Ready& one : std::span(ready).first(count)) {
      if (one.id == kWake) running = obey_all(now);
      if (one.id == kPort) port_->on_ready(one, now);
      if (one.id == kTun) tun_ready = true;
    }
    if (tun_ready && tun_) read_tun(now);
    port_->on_time(now);
    port_->flush(now);
  }
}

void LinkThread::watch_port() {
  const Port::Interest wanted = port_->ended() ? Port::Interest{false, false} : port_->interest();
  // A descriptor nobody wants to read would still report its hang-up, in a tight loop: take it out
  // altogether.
  if (!wanted.read && !wanted.write) {
    if (port_interest_) poller_.remove(port_->fd());
    port_interest_.reset();
    return;
  }
  if (!port_interest_) {
    if (!poller_.add(port_->fd(), kPort, wanted.read, wanted.write)) return;
  } else if (port_interest_->read != wanted.read || port_interest_->write != wanted.write) {
    poller_.modify(port_->fd(), kPort, wanted.read, wanted.write);
  }
  port_interest_ = wanted;
}

void LinkThread::watch_tun() {
  if (!tun_) return;
  // While the line is busy packets wait in the kernel, whose queueing discipline knows what to drop; where
  // there is no line to wait for they are taken and dropped (read_tun).
  const bool wanted = port_->user_room() > 0 || !port_->busy();
  if (wanted == tun_interest_) return;
  if (!tun_interest_) {
    if (!poller_.add(tun_->fd(), kTun, wanted, false)) return;
  } else {
    poller_.modify(tun_->fd(), kTun, wanted, false);
  }
  tun_interest_ = wanted;
}

std::chrono::microseconds LinkThread::timeout(std::uint64_t now) const {
  std::optional<std::uint64_t> next = port_->deadline();
  if (events_.deferring()) next = std::min(next.value_or(UINT64_MAX), now + kDeferredRetry);
  if (!next) return std::chrono::microseconds(-1);
  return std::chrono::microseconds(*next > now ? *next - now : 0);
}

void LinkThread::frame_received(Packet frame, std::uint64_t now) {
  if (capturing_) capture(EventKind::kReceived, frame);
  const UserPath::Received received = path_.receive(frame, now);
  switch (received.kind) {
    case UserPath::Kind::kUser:
      if (user_in_count_ == user_in_.size()) flush_user();
      user_in_[user_in_count_++] = {frame.data(), frame.size()};
      break;
    case UserPath::Kind::kControl:
      events_.push(EventKind::kControl, received.protocol, frame.bytes());
      break;
    case UserPath::Kind::kKeyMismatch:
      events_.push_important(EventKind::kKeyMismatch, received.protocol);
      break;
    case UserPath::Kind::kDropped:
      break;
  }
}

void LinkThread::flush_user() {
  if (user_in_count_ == 0) return;
  const std::span<const IoBuffer> packets = std::span(user_in_).first(user_in_count_);
  const Tun::Taken taken = tun_ ? tun_->write_packets(packets) : Tun::Taken{};
  counters_.user_packets_received.add(taken.packets);
  counters_.user_bytes_received.add(taken.bytes);
  counters_.receive_dropped.add(packets.size() - taken.packets);
  user_in_count_ = 0;
}

void LinkThread::read_tun(std::uint64_t now) {
  // A room of one is asked for again after every packet, a room of many is filled in one go.
  for (std::size_t total = 0; total < kBatch;) {
    if (port_->user_room() == 0) port_->flush(now);
    std::size_t room = port_->user_room();
    const bool discard = room == 0 && !port_->busy();
    if (discard) room = kBatch;
    room = std::min(room, kBatch - total);
    std::size_t slots = 0;
    while (slots < room) {
      const std::optional<Packet> slot = slots_.take();
      if (!slot) break;
      tun_packets_[slots] = *slot;
      tun_buffers_[slots] = {slot->data(), slot->tail_room()};
      ++slots;
    }
    const std::size_t got = tun_->read_packets(std::span(tun_buffers_).first(slots));
    for (std::size_t i = got; i < slots; ++i) slots_.release(tun_packets_[i]);
    for (std::size_t i = 0; i < got; ++i) {
      Packet& packet = tun_packets_[i];
      if (discard) counters_.send_dropped.add();
      if (discard || !packet.resize(tun_buffers_[i].length) || !path_.encapsulate(packet, now)) {
        slots_.release(packet);
        continue;
      }
      if (capturing_) capture(EventKind::kSent, packet);
      port_->send(packet, false, now);
    }
    total += got;
    if (got == 0 || got < slots) return;
  }
}

void LinkThread::send_control(std::uint16_t protocol, ConstBytes information, std::uint64_t now) {
  const std::optional<Packet> slot = slots_.take();
  if (!slot) return counters_.send_dropped.add();
  Packet packet = *slot;
  if (!packet.resize(information.size())) {
    slots_.release(packet);
    return counters_.send_dropped.add();
  }
  std::memcpy(packet.data(), information.data(), information.size());
  const bool plain = needs_default_framing(protocol, information);
  if (!path_.encapsulate_control(packet, protocol)) {
    slots_.release(packet);
    return counters_.send_dropped.add();
  }
  if (capturing_) capture(EventKind::kSent, packet);
  port_->send(packet, plain, now);
}

void LinkThread::capture(EventKind direction, const Packet& frame) {
  events_.push(direction, 0, frame.bytes(), wall_clock_now());
}

void LinkThread::attach_tun(std::shared_ptr<Tun> tun) {
  if (tun_ && tun_interest_) poller_.remove(tun_->fd());
  tun_interest_.reset();
  tun_ = std::move(tun);
}

bool LinkThread::obey_all(std::uint64_t now) {
  bool running = true;
  for (Command& command : commands_.take()) running = obey(command, now) && running;
  return running;
}

bool LinkThread::obey(Command& command, std::uint64_t now) {
  bool running = true;
  std::visit(Overloaded{
                 [&](command::Write& c) { port_->write_raw(std::move(c.bytes)); },
                 [&](command::StartFraming&) {
                   path_.set_framing({}, {});
                   port_->start_framing();
                 },
                 [&](command::BeginFraming& c) { port_->begin_framing(std::move(c.bytes), now); },
                 [&](command::StopFraming&) { port_->stop_framing(); },
                 [&](command::SetFraming& c) {
                   path_.set_framing(c.send, c.receive);
                   port_->set_framing(c.send, c.receive);
                 },
                 [&](command::SendControl& c) { send_control(c.protocol, c.information, now); },
                 [&](command::SetEncryption& c) { path_.set_encryption(c.encryption); },
                 [&](command::SetNetworks& c) { path_.set_networks(c.networks); },
                 [&](command::AttachTun& c) {
                   attach_tun(std::move(c.tun));
                   c.done.set_value();
                 },
                 [&](command::SetIdleExempt& c) { path_.set_idle_exempt(std::move(c.addresses)); },
                 [&](command::SetPeerCallId& c) { port_->set_peer_call_id(c.id, now); },
                 [&](command::SetPeerWindow& c) { port_->set_peer_window(c.packets); },
                 [&](command::SetCapture& c) { capturing_ = c.on; },
                 [&](command::WatchCarrier& c) { port_->watch_carrier(c.on); },
                 [&](command::Resume&) { port_->resume(); },
                 [&](command::Stop&) { running = false; },
             },
             command);
  return running;
}

}  // namespace dun
