/** GrePort: validate, account, reorder, hand up; and number, acknowledge, send. */
#include "link/gre_port.h"

#include <algorithm>
#include <cerrno>

namespace dun {
namespace {

/** The same complaint again within this time says nothing new. */
constexpr std::uint64_t kErrorInterval = 1'000'000;

}  // namespace

GrePort::GrePort(PortHost& host, std::shared_ptr<GreSocket> socket, std::uint16_t call_id,
                 std::optional<std::uint16_t> peer_call_id)
    : host_(host), socket_(std::move(socket)), call_id_(call_id), peer_call_id_(peer_call_id) {
  delivered_.reserve(2 * (kBatch + GreReceiver::kWindow));
  waiting_.reserve(kMaxWaiting);
  host_.events().push_important(EventKind::kOpen);
}

std::optional<std::uint64_t> GrePort::deadline() const {
  const std::optional<std::uint64_t> gap = receiver_.deadline();
  // Nothing can be acknowledged before the peer's call id is known.
  const std::optional<std::uint64_t> ack = peer_call_id_ ? acks_.deadline() : std::nullopt;
  if (gap && ack) return std::min(*gap, *ack);
  return gap ? gap : ack;
}

void GrePort::on_ready(const Poller::Ready& ready, std::uint64_t now) {
  if (ready.error) report_errors(now);
  // Reading also clears an error that the queue did not hold.
  if (ready.readable || ready.error) {
    for (int turn = 0; turn < 4; ++turn) {
      std::size_t room = 0;
      while (room < kBatch) {
        const std::optional<Packet> slot = host_.slots().take();
        if (!slot) break;
        in_[room] = *slot;
        in_buffers_[room] = {slot->data(), slot->tail_room()};
        ++room;
      }
      const std::size_t got = socket_->receive(std::span(in_buffers_).first(room));
      for (std::size_t i = got; i < room; ++i) host_.slots().release(in_[i]);
      receive_batch(got, now);
      if (got < kBatch) break;
    }
  }
  if (ready.writable) flush(now);
}

void GrePort::receive_batch(std::size_t count, std::uint64_t now) {
  for (std::size_t i = 0; i < count; ++i) {
    in_[i].narrow({in_buffers_[i].data, in_buffers_[i].length});
    accept(in_[i], now);
  }
  finish_delivery();
  const GreReceiveCounters& seen = receiver_.counters();
  LinkCounters& counters = host_.counters();
  counters.gre_lost.set(seen.lost);
  counters.gre_late.set(seen.late);
  counters.gre_reordered.set(seen.reordered);
  counters.gre_duplicate.set(seen.duplicate);
}

void GrePort::accept(Packet datagram, std::uint64_t now) {
  LinkCounters& counters = host_.counters();
  counters.bytes_received.add(datagram.size());
  const GreParsed parsed = parse_gre(datagram.bytes());
  const GreHeader& header = parsed.header;
  if (parsed.fault != GreFault::kNone || header.call_id != call_id_) {
    counters.malformed.add();
    host_.slots().release(datagram);
    return;
  }
  if (header.ack && sender_.acknowledge(*header.ack, now)) {
    counters.gre_acks_received.add();
    if (const std::optional<std::uint64_t> rtt = sender_.rtt()) acks_.set_rtt(*rtt);
  }
  if (!header.sequence) {
    host_.slots().release(datagram);
    return;
  }
  const std::uint32_t sequence = *header.sequence;
  datagram.narrow(header.payload);
  const auto verdict =
      receiver_.accept(sequence, datagram, now, [&](const Packet& frame) { deliver(frame, now); });
  if (verdict != GreReceiver::Verdict::kTaken) {
    if (verdict == GreReceiver::Verdict::kBogus) counters.malformed.add();
    host_.slots().release(datagram);
    return;
  }
  acks_.received(*receiver_.highest(), now);
}

void GrePort::deliver(const Packet& frame, std::uint64_t now) {
  // The room reserved is never outgrown, or the packet path would allocate.
  if (delivered_.size() == delivered_.capacity()) finish_delivery();
  delivered_.push_back(frame);
  if (frame.empty()) return;
  host_.counters().frames_received.add();
  host_.frame_received(frame, now);
}

void GrePort::finish_delivery() {
  if (delivered_.empty()) return;
  host_.flush_user();
  for (const Packet& frame : delivered_) host_.slots().release(frame);
  delivered_.clear();
}

void GrePort::on_time(std::uint64_t now) {
  receiver_.expire(now, [&](const Packet& frame) { deliver(frame, now); });
  finish_delivery();
  host_.counters().gre_lost.set(receiver_.counters().lost);
  acknowledge_alone(now);
}

std::size_t GrePort::user_room() const {
  return peer_call_id_ && out_count_ < kBatch ? kBatch - out_count_ : 0;
}

void GrePort::send(Packet frame, bool, std::uint64_t now) {
  if (peer_call_id_) {
    enqueue(frame, now);
  } else if (waiting_.size() < kMaxWaiting) {
    waiting_.push_back(frame);
  } else {
    host_.counters().send_dropped.add();
    host_.slots().release(frame);
  }
}

void GrePort::enqueue(Packet frame, std::uint64_t now) {
  if (out_count_ == kMaxOut) flush(now);
  const std::optional<std::uint32_t> ack = out_count_ < kMaxOut ? acks_.piggyback() : std::nullopt;
  if (out_count_ == kMaxOut || !sender_.encapsulate(frame, *peer_call_id_, ack, now)) {
    host_.counters().send_dropped.add();
    host_.slots().release(frame);
    return;
  }
  if (ack) host_.counters().gre_acks_sent.add();
  out_[out_count_++] = frame;
  host_.counters().frames_sent.add();
}

void GrePort::flush(std::uint64_t now) {
  std::array<IoBuffer, kBatch> buffers;
  // Every turn sends or drops something, or leaves.
  while (out_count_ > 0) {
    const std::size_t batch = std::min(out_count_, kBatch);
    for (std::size_t i = 0; i < batch; ++i) buffers[i] = {out_[i].data(), out_[i].size()};
    const GreSocket::Sent result = socket_->send(std::span(buffers).first(batch));
    sent(result.count);
    if (result.would_block) return;
    if (result.error == 0) continue;
    if (result.error == EMSGSIZE) {
      report(EMSGSIZE, socket_->path_mtu(), now);
    } else {
      report(result.error, 0, now);
    }
    if (out_count_ > 0) {
      out_[0].resize(0);
      sent(1);
    }
  }
}

void GrePort::sent(std::size_t count) {
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < count; ++i) {
    bytes += out_[i].size();
    host_.slots().release(out_[i]);
  }
  host_.counters().bytes_sent.add(bytes);
  std::move(out_.begin() + static_cast<std::ptrdiff_t>(count),
            out_.begin() + static_cast<std::ptrdiff_t>(out_count_), out_.begin());
  out_count_ -= count;
}

void GrePort::set_peer_call_id(std::uint16_t id, std::uint64_t now) {
  peer_call_id_ = id;
  for (const Packet& frame : waiting_) enqueue(frame, now);
  waiting_.clear();
}

void GrePort::acknowledge_alone(std::uint64_t now) {
  if (!peer_call_id_) return;
  const std::optional<std::uint32_t> ack = acks_.lone(now);
  if (!ack) return;
  std::array<std::uint8_t, kGreAckSize> packet = make_gre_ack(*peer_call_id_, *ack);
  const IoBuffer buffer{packet.data(), packet.size()};
  // Lost or refused, it is no worse than lost on the way: the next one says more.
  const GreSocket::Sent result = socket_->send(std::span(&buffer, 1));
  if (result.count == 1) {
    host_.counters().gre_acks_sent.add();
    host_.counters().bytes_sent.add(packet.size());
  } else if (result.error != 0) {
    report(result.error, 0, now);
  }
}

void GrePort::report_errors(std::uint64_t now) {
  // Bounded: the queue refills as fast as the network complains.
  for (int turn = 0; turn < 64; ++turn) {
    const std::optional<GreSocket::NetworkError> error = socket_->next_error();
    if (!error) return;
    // EMSGSIZE: the path is narrower than thought. The kernel has learnt it and fragments what is too long
    // now.
    report(error->error, error->mtu, now);
  }
}

void GrePort::report(int error, int mtu, std::uint64_t now) {
  if (error == last_error_ && now - last_error_time_ < kErrorInterval) return;
  if (host_.events().deferring()) return;
  last_error_ = error;
  last_error_time_ = now;
  host_.events().push_important(EventKind::kIcmp, static_cast<std::uint32_t>(error), {},
                                static_cast<std::uint64_t>(mtu));
}

}  // namespace dun
