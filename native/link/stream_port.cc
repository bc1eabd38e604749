/** StreamPort: non-blocking reads and writes around the HDLC coder. */
#include "link/stream_port.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "platform/tcp_socket.h"

namespace dun {

StreamPort::StreamPort(PortHost& host, UniqueFd fd, std::shared_ptr<SerialPort> serial, PendingBytes& pending,
                       std::optional<std::uint64_t> connect_deadline)
    : host_(host),
      fd_(std::move(fd)),
      serial_(std::move(serial)),
      pending_(pending),
      state_(connect_deadline ? State::kConnecting : State::kCommand),
      connect_deadline_(connect_deadline.value_or(0)) {
  if (!connect_deadline) host_.events().push_important(EventKind::kOpen);
}

Port::Interest StreamPort::interest() const {
  if (ended()) return {false, false};
  if (state_ == State::kConnecting) return {false, true};
  return {state_ != State::kTurning && !congested_, !out_.empty()};
}

std::optional<std::uint64_t> StreamPort::deadline() const {
  if (ended()) return std::nullopt;
  if (state_ == State::kConnecting) return connect_deadline_;
  if (!last_words_ || !last_words_->deadline()) return next_carrier_poll_;
  return next_carrier_poll_ ? std::min(*next_carrier_poll_, *last_words_->deadline())
                            : last_words_->deadline();
}

void StreamPort::on_ready(const Poller::Ready& ready, std::uint64_t now) {
  if (ended()) return;
  if (state_ == State::kConnecting) return finish_connect(now);
  // A hang-up is read, too: what came before it is still there, and then read() says how it ended.
  if (ready.readable || ready.hangup || ready.error) read_line(now);
  if (ready.writable) flush(now);
}

void StreamPort::on_time(std::uint64_t now) {
  if (ended()) return;
  if (state_ == State::kConnecting) {
    if (now >= connect_deadline_) fail(ETIMEDOUT, "connect");
    return;
  }
  if (last_words_ && last_words_->deadline().value_or(now + 1) <= now) {
    return end(host_.events(), CloseReason::kCarrier);
  }
  if (!next_carrier_poll_ || now < *next_carrier_poll_) return;
  next_carrier_poll_ = now + kCarrierPoll;
  const std::optional<ModemLines> lines = serial_->modem_lines();
  // Some modems raise DCD only after they have said CONNECT, some never do.
  if (lines && lines->dcd) carrier_seen_ = true;
  if (!lines || lines->dcd || !carrier_seen_) return;
  read_line(now);  // the last words before the carrier fell (NO CARRIER, a Terminate-Request)
  end(host_.events(), CloseReason::kCarrier);
}

void StreamPort::finish_connect(std::uint64_t now) {
  if (const int error = connect_outcome(fd()); error != 0) return fail(error, "connect");
  state_ = State::kCommand;
  host_.events().push_important(EventKind::kOpen);
  flush(now);
}

void StreamPort::read_line(std::uint64_t now) {
  // Few reads a turn, so that a fast line leaves time for commands and the TUN.
  for (int turn = 0; turn < 4 && interest().read; ++turn) {
    const ssize_t got = ::read(fd(), in_.data(), in_.size());
    if (got < 0) {
      if (errno == EINTR) continue;
      if (errno != EAGAIN) fail(errno, "read");
      return;
    }
    if (got == 0) return end(host_.events(), CloseReason::kEof);
    take(ConstBytes(in_).first(static_cast<std::size_t>(got)), now);
    if (static_cast<std::size_t>(got) < in_.size()) return;
  }
}

void StreamPort::take(ConstBytes bytes, std::uint64_t now) {
  host_.counters().bytes_received.add(bytes.size());
  if (state_ == State::kFramed) return decode(bytes, now);
  host_.events().push(EventKind::kBytes, 0, bytes);
  congested_ = host_.events().congested();
}

void StreamPort::decode(ConstBytes bytes, std::uint64_t now) {
  if (last_words_) last_words_->heard(bytes, now);
  LinkCounters& counters = host_.counters();
  while (true) {
    const HdlcDecoder::Result result = decoder_.decode(bytes);
    if (!result.frame) break;
    bytes = bytes.subspan(result.consumed);
    counters.frames_received.add();
    host_.frame_received(*result.frame, now);
    host_.flush_user();
  }
  const HdlcCounters& seen = decoder_.counters();
  counters.fcs_errors.set(seen.fcs_errors);
  counters.aborts.set(seen.aborts);
  counters.overruns.set(seen.overruns);
  counters.malformed.add(seen.runts - reported_.runts);
  reported_ = seen;
}

/** A terminal whose other end is gone says EIO. */
void StreamPort::fail(int error, const char* syscall) {
  if (error == EIO || error == EPIPE) return end(host_.events(), CloseReason::kEof);
  end(host_.events(), CloseReason::kError, error, syscall);
}

std::size_t StreamPort::user_room() const {
  return !ended() && state_ == State::kFramed && out_.size() <= kUserBacklog ? 1 : 0;
}

void StreamPort::send(Packet frame, bool plain, std::uint64_t) {
  LinkCounters& counters = host_.counters();
  const std::size_t room = HdlcEncoder::worst_case(frame.size());
  const bool framed = state_ == State::kFramed || state_ == State::kTurning;
  if (ended() || !framed || out_.size() + room > kMaxBacklog) {
    counters.send_dropped.add();
    host_.slots().release(frame);
    return;
  }
  // Frames in a row share a flag; after a pause a fresh one clears the noise the line may have caught.
  const bool shared = last_was_frame_ && !out_.empty();
  out_.commit(encoder_.encode(
      frame.bytes(), plain ? HdlcEncoder::Map::kDefault : HdlcEncoder::Map::kNegotiated,
      shared ? HdlcEncoder::LeadingFlag::kOmit : HdlcEncoder::LeadingFlag::kSend, out_.reserve(room)));
  last_was_frame_ = true;
  counters.frames_sent.add();
  host_.slots().release(frame);
}

void StreamPort::flush(std::uint64_t) {
  if (state_ == State::kConnecting) return;
  while (!ended() && !out_.empty()) {
    const ssize_t written = ::write(fd(), out_.front().data(), out_.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      if (errno != EAGAIN) fail(errno, "write");
      return;
    }
    left(static_cast<std::size_t>(written));
  }
}

void StreamPort::left(std::size_t count) {
  host_.counters().bytes_sent.add(count);
  out_.consume(count);
  const std::size_t raw = std::min(count, raw_queued_);
  raw_queued_ -= raw;
  pending_.fetch_sub(raw, std::memory_order_relaxed);
  if (raw_queued_ == 0 && owes_drain_) {
    owes_drain_ = false;
    host_.events().push_important(EventKind::kDrain);
  }
}

void StreamPort::write_raw(std::vector<std::uint8_t> bytes) {
  if (ended()) {
    pending_.fetch_sub(bytes.size(), std::memory_order_relaxed);
    return;
  }
  out_.append(bytes);
  raw_queued_ += bytes.size();
  owes_drain_ = true;
  last_was_frame_ = false;
}

void StreamPort::start_framing() {
  if (state_ != State::kCommand) return;
  state_ = State::kTurning;
  decoder_.reset();
  set_framing({}, {});
  host_.events().push_important(EventKind::kFraming);
}

void StreamPort::begin_framing(std::vector<std::uint8_t> bytes, std::uint64_t now) {
  if (state_ != State::kTurning) return;
  state_ = State::kFramed;
  decode(bytes, now);
}

void StreamPort::stop_framing() {
  if (state_ == State::kTurning || state_ == State::kFramed) state_ = State::kCommand;
}

void StreamPort::set_framing(const Framing& send, const Framing& receive) {
  encoder_.set_accm(send.accm);
  decoder_.set_accm(receive.accm);
  decoder_.set_mru(receive.mru);
}

void StreamPort::watch_carrier(bool on) {
  next_carrier_poll_.reset();
  last_words_.reset();
  carrier_seen_ = false;
  if (!on) return;
  last_words_.emplace();
  if (serial_ && serial_->modem_lines()) next_carrier_poll_ = 0;
}

}  // namespace dun
