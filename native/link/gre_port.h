/** A port on one PPTP call: enhanced GRE over a raw socket, in batches both ways (RFC 2637 §4). */
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "core/gre.h"
#include "core/gre_ack_policy.h"
#include "core/gre_receiver.h"
#include "core/gre_sender.h"
#include "link/port.h"
#include "platform/gre_socket.h"

namespace dun {

class GrePort final : public Port {
 public:
  /** Slots a GRE port can hold at once, for sizing the pool: received, reordered, waiting and outgoing. */
  static constexpr std::size_t kSlots = kBatch + GreReceiver::kWindow + 64 + 2 * kBatch;

  GrePort(PortHost& host, std::shared_ptr<GreSocket> socket, std::uint16_t call_id,
          std::optional<std::uint16_t> peer_call_id);

  int fd() const override { return socket_->fd(); }
  Interest interest() const override { return {true, out_count_ > 0}; }
  std::optional<std::uint64_t> deadline() const override;
  void on_ready(const Poller::Ready& ready, std::uint64_t now) override;
  void on_time(std::uint64_t now) override;
  std::size_t user_room() const override;
  bool busy() const override { return peer_call_id_.has_value(); }
  void send(Packet frame, bool plain, std::uint64_t now) override;
  void flush(std::uint64_t now) override;
  void set_peer_call_id(std::uint16_t id, std::uint64_t now) override;
  void set_peer_window(std::uint32_t packets) override { acks_.set_window(packets); }

 private:
  void receive_batch(std::size_t count, std::uint64_t now);
  void accept(Packet datagram, std::uint64_t now);
  void deliver(const Packet& frame, std::uint64_t now);
  void finish_delivery();
  void enqueue(Packet frame, std::uint64_t now);
  void sent(std::size_t count);
  void acknowledge_alone(std::uint64_t now);
  void report_errors(std::uint64_t now);
  void report(int error, int mtu, std::uint64_t now);

  /** Control frames sent before the peer's call id is known (the socket opens before the call is answered).
   */
  static constexpr std::size_t kMaxWaiting = 64;
  /** Outgoing packets: a batch of user packets, and as much again for control frames. */
  static constexpr std::size_t kMaxOut = 2 * kBatch;

  PortHost& host_;
  std::shared_ptr<GreSocket> socket_;
  std::uint16_t call_id_;
  std::optional<std::uint16_t> peer_call_id_;
  GreReceiver receiver_;
  GreSender sender_;
  AckPolicy acks_;
  std::array<Packet, kBatch> in_;
  std::array<IoBuffer, kBatch> in_buffers_;
  /** Frames handed up whose slots are in use until the host has flushed. */
  std::vector<Packet> delivered_;
  std::vector<Packet> waiting_;
  std::array<Packet, kMaxOut> out_;
  std::size_t out_count_ = 0;
  int last_error_ = 0;
  std::uint64_t last_error_time_ = 0;
};

}  // namespace dun
