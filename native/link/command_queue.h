/** What the owner tells a link: commands in order, each waking the link's thread. */
#pragma once

#include <cstdint>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "link/framing.h"
#include "platform/poller.h"
#include "platform/tun.h"

namespace dun::command {

struct Write {
  std::vector<std::uint8_t> bytes;
};
/** Leave command state. The thread answers with EventKind::kFraming and reads on at BeginFraming. */
struct StartFraming {};
/** `bytes`: all that had been read in command state and was not meant for it. */
struct BeginFraming {
  std::vector<std::uint8_t> bytes;
};
struct StopFraming {};
struct SetFraming {
  Framing send;
  Framing receive;
};
struct SendControl {
  std::uint16_t protocol;
  std::vector<std::uint8_t> information;
};
struct SetEncryption {
  Encryption encryption;
};
struct SetNetworks {
  Networks networks;
};
struct AttachTun {
  std::shared_ptr<Tun> tun;
  std::promise<void> done;
};
struct SetIdleExempt {
  std::vector<std::uint32_t> addresses;
};
struct SetPeerCallId {
  std::uint16_t id;
};
struct SetPeerWindow {
  std::uint32_t packets;
};
struct SetCapture {
  bool on;
};
struct WatchCarrier {
  bool on;
};
/** There is room in the event queue again. */
struct Resume {};
struct Stop {};

}  // namespace dun::command

namespace dun {

using Command =
    std::variant<command::Write, command::StartFraming, command::BeginFraming, command::StopFraming,
                 command::SetFraming, command::SendControl, command::SetEncryption, command::SetNetworks,
                 command::AttachTun, command::SetIdleExempt, command::SetPeerCallId, command::SetPeerWindow,
                 command::SetCapture, command::WatchCarrier, command::Resume, command::Stop>;

class CommandQueue {
 public:
  explicit CommandQueue(Wake wake) : wake_(std::move(wake)) {}

  void push(Command command) {
    {
      const std::lock_guard lock(mutex_);
      commands_.push_back(std::move(command));
    }
    wake_.signal();
  }

  std::vector<Command> take() {
    wake_.clear();
    const std::lock_guard lock(mutex_);
    return std::exchange(commands_, {});
  }

  int fd() const { return wake_.fd(); }

 private:
  Wake wake_;
  std::mutex mutex_;
  std::vector<Command> commands_;
};

}  // namespace dun
