/** A port on a byte stream (serial line, pty, TCP, socketpair): command state first, then asynchronous HDLC.
 */
#pragma once

#include <array>
#include <atomic>
#include <memory>

#include "core/hdlc.h"
#include "link/byte_queue.h"
#include "link/last_words.h"
#include "link/port.h"
#include "platform/serial_port.h"
#include "platform/unique_fd.h"

namespace dun {

/** Raw bytes accepted from the owner that have not left yet; shared with the owner, who bounds it. */
using PendingBytes = std::atomic<std::size_t>;

class StreamPort final : public Port {
 public:
  /** `connect_deadline`: the descriptor is a TCP socket still connecting, at most until then. */
  StreamPort(PortHost& host, UniqueFd fd, std::shared_ptr<SerialPort> serial, PendingBytes& pending,
             std::optional<std::uint64_t> connect_deadline);

  int fd() const override { return serial_ ? serial_->fd() : fd_.get(); }
  Interest interest() const override;
  std::optional<std::uint64_t> deadline() const override;
  void on_ready(const Poller::Ready& ready, std::uint64_t now) override;
  void on_time(std::uint64_t now) override;
  std::size_t user_room() const override;
  bool busy() const override { return !ended() && (state_ == State::kFramed || state_ == State::kTurning); }
  void send(Packet frame, bool plain, std::uint64_t now) override;
  void flush(std::uint64_t now) override;

  void write_raw(std::vector<std::uint8_t> bytes) override;
  void start_framing() override;
  void begin_framing(std::vector<std::uint8_t> bytes, std::uint64_t now) override;
  void stop_framing() override;
  void set_framing(const Framing& send, const Framing& receive) override;
  void watch_carrier(bool on) override;
  void resume() override { congested_ = false; }

 private:
  enum class State : std::uint8_t { kConnecting, kCommand, kTurning, kFramed };

  void finish_connect(std::uint64_t now);
  void read_line(std::uint64_t now);
  void take(ConstBytes bytes, std::uint64_t now);
  void decode(ConstBytes bytes, std::uint64_t now);
  void fail(int error, const char* syscall);
  void left(std::size_t count);

  /** About two frames: more would only add delay in front of the next packet (slow lines are seconds deep).
   */
  static constexpr std::size_t kUserBacklog = 2 * (kDefaultMru + 12);
  /** A peer that stops reading may not make control frames pile up without end. */
  static constexpr std::size_t kMaxBacklog = 256 * 1024;
  static constexpr std::uint64_t kCarrierPoll = 100'000;

  PortHost& host_;
  UniqueFd fd_;
  std::shared_ptr<SerialPort> serial_;
  PendingBytes& pending_;
  State state_;
  std::uint64_t connect_deadline_;
  HdlcDecoder decoder_;
  HdlcEncoder encoder_;
  HdlcCounters reported_;
  ByteQueue out_{32 * 1024};
  std::size_t raw_queued_ = 0;
  bool last_was_frame_ = false;
  bool owes_drain_ = false;
  bool congested_ = false;
  std::optional<std::uint64_t> next_carrier_poll_;
  bool carrier_seen_ = false;
  /** Where the line has no DCD, or one that stays low. */
  std::optional<LastWords> last_words_;
  std::array<std::uint8_t, 16 * 1024> in_;
};

}  // namespace dun
