/** Link: opening transports, and the owner's half of the two queues. */
#include "link/link.h"

#include <pthread.h>
#include <signal.h>

#include <system_error>

#include "link/gre_port.h"
#include "link/link_thread.h"
#include "link/time.h"
#include "platform/gre_socket.h"
#include "platform/tcp_socket.h"

namespace dun {
namespace {

/** A stream port decodes in place; it needs a slot for the control frame being sent, no more. */
constexpr std::size_t kStreamSlots = 8;

/** What it takes to make a port once the thread's side exists. */
struct Opened {
  UniqueFd fd;
  std::shared_ptr<SerialPort> serial;
  std::shared_ptr<GreSocket> gre;
  std::optional<std::uint64_t> connect_deadline;
};

Result<Opened> open_transport(const TtyTransport& tty) {
  auto port = SerialPort::open(tty.path, tty.speed, tty.flow);
  if (!port) return port.failure();
  Opened opened;
  opened.serial = std::move(*port);
  return opened;
}

Result<Opened> open_transport(const TcpTransport& tcp) {
  auto fd = start_connect(tcp.address, tcp.port);
  if (!fd) return fd.failure();
  Opened opened;
  opened.fd = std::move(*fd);
  opened.connect_deadline = monotonic_now() + std::uint64_t{tcp.timeout_ms} * 1000;
  return opened;
}

Result<Opened> open_transport(const FdTransport& stream) {
  Opened opened;
  opened.fd = UniqueFd(stream.fd);
  if (Status status = adopt_stream(stream.fd); !status) return status.failure();
  return opened;
}

Result<Opened> open_transport(const GreTransport& gre) {
  auto socket = GreSocket::open(gre.local, gre.peer, gre.call_id);
  if (!socket) return socket.failure();
  Opened opened;
  opened.gre = std::move(*socket);
  return opened;
}

/** Signals are for the owner's threads: this one would only be interrupted by them. */
class AllSignalsBlocked {
 public:
  AllSignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~AllSignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  AllSignalsBlocked(const AllSignalsBlocked&) = delete;
  AllSignalsBlocked& operator=(const AllSignalsBlocked&) = delete;

 private:
  sigset_t before_;
};

}  // namespace

Link::Link(Wake command_wake, std::function<void()> event_wake)
    : commands_(std::make_unique<CommandQueue>(std::move(command_wake))),
      events_(std::make_unique<EventQueue>(std::move(event_wake))) {}

Result<std::unique_ptr<Link>> Link::open(const Transport& transport, std::function<void()> wake) {
  Result<Opened> opened = std::visit([](const auto& one) { return open_transport(one); }, transport);
  if (!opened) return opened.failure();
  Result<Poller> poller = Poller::create();
  if (!poller) return poller.failure();
  Result<Wake> wake_up = Wake::create();
  if (!wake_up) return wake_up.failure();

  std::unique_ptr<Link> link(new Link(std::move(*wake_up), std::move(wake)));
  link->serial_ = opened->serial;
  link->gre_ = opened->gre;
  const auto* gre = std::get_if<GreTransport>(&transport);
  link->worker_ =
      std::make_unique<LinkThread>(std::move(*poller), *link->commands_, *link->events_, link->counters_,
                                   gre != nullptr ? GrePort::kSlots : kStreamSlots);
  link->counters_.last_user.set(monotonic_now());
  const Status ready = link->worker_->open([&](PortHost& host) -> std::unique_ptr<Port> {
    if (gre != nullptr) {
      return std::make_unique<GrePort>(host, opened->gre, gre->call_id, gre->peer_call_id);
    }
    return std::make_unique<StreamPort>(host, std::move(opened->fd), opened->serial, link->pending_,
                                        opened->connect_deadline);
  });
  if (!ready) return ready.failure();
  try {
    const AllSignalsBlocked blocked;
    link->thread_ = std::thread([worker = link->worker_.get()] { worker->run(); });
  } catch (const std::system_error& error) {
    return SystemFailure{error.code().value(), "pthread_create"};
  }
  pthread_setname_np(link->thread_.native_handle(), "dun-link");
  return link;
}

Link::~Link() {
  close();
}

void Link::close() {
  if (closed()) return;
  commands_->push(command::Stop{});
  thread_.join();
  // All that costs descriptors or memory goes now, not when the object does.
  worker_.reset();
  commands_.reset();
  events_.reset();
  serial_.reset();
  gre_.reset();
}

void Link::tell(Command command) {
  if (!closed()) commands_->push(std::move(command));
}

bool Link::write(std::vector<std::uint8_t> bytes) {
  if (bytes.empty() || closed()) return true;
  if (pending_.load(std::memory_order_relaxed) + bytes.size() > kMaxPending) return false;
  pending_.fetch_add(bytes.size(), std::memory_order_relaxed);
  tell(command::Write{std::move(bytes)});
  return true;
}

void Link::start_framing(std::vector<std::uint8_t> rest) {
  if (turning_) return;
  turning_ = std::move(rest);
  tell(command::StartFraming{});
}

void Link::stop_framing() {
  turning_.reset();
  tell(command::StopFraming{});
}

void Link::set_framing(const Framing& send, const Framing& receive) {
  tell(command::SetFraming{send, receive});
}

void Link::send_control(std::uint16_t protocol, std::vector<std::uint8_t> information) {
  tell(command::SendControl{protocol, std::move(information)});
}

void Link::set_encryption(Encryption encryption) {
  tell(command::SetEncryption{std::move(encryption)});
}

void Link::set_networks(Networks networks) {
  tell(command::SetNetworks{networks});
}

void Link::attach_tun(std::shared_ptr<Tun> tun) {
  if (closed()) return;
  command::AttachTun attach{std::move(tun), {}};
  const std::future<void> done = attach.done.get_future();
  tell(std::move(attach));
  done.wait();
}

void Link::set_idle_exempt(std::vector<std::uint32_t> addresses) {
  tell(command::SetIdleExempt{std::move(addresses)});
}

void Link::set_peer_call_id(std::uint16_t id) {
  tell(command::SetPeerCallId{id});
}

void Link::set_peer_window(std::uint32_t packets) {
  tell(command::SetPeerWindow{packets});
}

void Link::set_capture(bool on) {
  tell(command::SetCapture{on});
}

void Link::watch_carrier(bool on) {
  tell(command::WatchCarrier{on});
}

std::optional<ModemLines> Link::modem_lines() const {
  return serial_ ? serial_->modem_lines() : std::nullopt;
}

bool Link::set_dtr(bool on) const {
  return serial_ && serial_->set_dtr(on);
}

int Link::path_mtu() const {
  return gre_ ? gre_->path_mtu() : 0;
}

void Link::drop_event() {
  if (events_->drop()) tell(command::Resume{});
}

std::uint64_t Link::take_lost() {
  return events_ ? events_->take_lost() : 0;
}

void Link::wake_again() {
  if (events_) events_->wake_again();
}

void Link::drain(const std::function<void(const Record&)>& take, const std::function<void()>& turn) {
  if (closed()) return;
  events_->begin();
  std::vector<std::uint8_t> raw;
  const auto deliver_raw = [&] {
    if (raw.empty()) return;
    take({static_cast<std::uint32_t>(EventKind::kBytes), 0, 0, raw});
    raw.clear();
    turn();
  };
  // close() may be called from `turn`.
  for (unsigned taken = 0; !closed(); ++taken) {
    if (taken == kDrainLimit) {
      events_->wake_again();
      break;
    }
    const std::optional<Record> record = events_->front();
    if (!raw.empty() && (!record || static_cast<EventKind>(record->kind) != EventKind::kBytes)) {
      deliver_raw();
      continue;
    }
    if (!record) break;
    const auto kind = static_cast<EventKind>(record->kind);
    if (kind == EventKind::kBytes) {
      std::vector<std::uint8_t>& to = turning_ ? *turning_ : raw;
      to.insert(to.end(), record->bytes.begin(), record->bytes.end());
    } else if (kind == EventKind::kFraming) {
      if (turning_) tell(command::BeginFraming{std::move(*turning_)});
      turning_.reset();
    } else {
      take(*record);
    }
    drop_event();
    if (kind == EventKind::kOpen) turn();
  }
  if (!closed()) deliver_raw();
  if (!closed()) turn();
}

}  // namespace dun
