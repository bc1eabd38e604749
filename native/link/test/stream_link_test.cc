/** Two links back to back on a socketpair. */
#include <doctest/doctest.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <thread>

#include "link/test/owner.h"

namespace dun::test {
namespace {

struct Pair {
  std::array<int, 2> fds = make();
  Owner a{FdTransport{fds[0]}};
  Owner b{FdTransport{fds[1]}};

  static std::array<int, 2> make() {
    std::array<int, 2> fds{-1, -1};
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, fds.data()) == 0);
    return fds;
  }
};

Bytes numbered(std::size_t number, std::size_t size) {
  Bytes bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(number >> (8 * (i % 3)));
  return bytes;
}

/** Waits without taking events. */
bool eventually(const std::function<bool()>& condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  }
  return true;
}

constexpr std::uint16_t kIpcp = 0x8021;

Bytes text(std::string_view words) {
  return Bytes(words.begin(), words.end());
}

}  // namespace

TEST_CASE("NO CARRIER as the last words on a watched line is the end of the call") {
  Pair pair;
  pair.a->watch_carrier(true);
  pair.a->start_framing({});
  pair.b->write(text("\x7e\xff half a frame\r\nNO CARR"));
  pair.b->write(text("IER\r\n"));
  REQUIRE(pair.a.until([&] { return pair.a.count(EventKind::kClosed) == 1; }));
}

TEST_CASE("the same words inside a frame, or on a line nobody watches, are data") {
  Pair pair;
  pair.a->start_framing({});
  pair.b->start_framing({});
  SUBCASE("inside a frame") {
    pair.a->watch_carrier(true);
    pair.b->send_control(kIpcp, text("NO CARRIER\r\n"));
    REQUIRE(pair.a.until([&] { return pair.a.count(EventKind::kControl) == 1; }));
  }
  SUBCASE("unwatched") {
    pair.b->stop_framing();
    pair.b->write(text("NO CARRIER\r\n"));
  }
  // The next frame comes through long after the words would have been believed.
  const auto later = std::chrono::steady_clock::now() + std::chrono::milliseconds(500);
  REQUIRE(eventually([&] { return std::chrono::steady_clock::now() > later; }));
  pair.b->start_framing({});
  const std::size_t before = pair.a.count(EventKind::kControl);
  pair.b->send_control(kIpcp, text("still here"));
  REQUIRE(pair.a.until([&] { return pair.a.count(EventKind::kControl) == before + 1; }));
  CHECK(pair.a.count(EventKind::kClosed) == 0);
}

TEST_CASE("control frames cross both ways at once, in order, while framing changes and counters are read") {
  Pair pair;
  pair.a->start_framing({});
  pair.b->start_framing({});
  constexpr std::size_t kFrames = 2000;
  Framing small;
  small.accm = 0;
  small.compression = {true, true};
  // Listening for bare control characters comes before anybody sends them, as LCP has it.
  pair.a->set_framing({}, small);
  pair.b->set_framing({}, small);
  std::size_t sent = 0;
  // Never more on the way than the queues hold, as a protocol with timers would do.
  const auto send_some = [&] {
    const std::size_t arrived =
        std::min(pair.a.count(EventKind::kControl), pair.b.count(EventKind::kControl));
    for (; sent < kFrames && sent < arrived + 100; ++sent) {
      if (sent == kFrames / 2) {
        pair.a->set_framing(small, small);
        pair.b->set_framing(small, small);
      }
      pair.a->send_control(kIpcp, numbered(sent, 60));
      pair.b->send_control(kIpcp, numbered(sent, 700));
    }
  };
  CHECK(pair.b.until([&] {
    send_some();
    pair.a.pump();
    return pair.a.count(EventKind::kControl) == kFrames && pair.b.count(EventKind::kControl) == kFrames &&
           pair.a->counters().fcs_errors.get() == 0;
  }));
  for (Owner* owner : {&pair.a, &pair.b}) {
    std::size_t number = 0;
    for (const Event& event : owner->events) {
      if (event.kind != EventKind::kControl) continue;
      CHECK_EQ(event.detail, kIpcp);
      REQUIRE(event.bytes == numbered(number, owner == &pair.b ? 60 : 700));
      ++number;
    }
    CHECK_EQ(owner->lost, 0);
  }
}

TEST_CASE("bytes read before the owner asked for framing reach the framer, not the owner") {
  for (int round = 0; round < 50; ++round) {
    Pair pair;
    bool turned = false;
    pair.b.on_turn = [&] {
      if (turned || pair.b.count(EventKind::kBytes) == 0) return;
      turned = true;
      Bytes all;
      for (const Event& event : pair.b.events) all.insert(all.end(), event.bytes.begin(), event.bytes.end());
      // What follows the three bytes of greeting belongs to the framer.
      pair.b->start_framing(Bytes(all.begin() + 3, all.end()));
    };
    pair.a->write({'g', 'o', '\n'});
    pair.a->start_framing({});
    for (std::size_t i = 0; i < 20; ++i) pair.a->send_control(kIpcp, numbered(i, 40));
    REQUIRE(pair.b.until([&] { return pair.b.count(EventKind::kControl) == 20; }));
    CHECK_EQ(pair.b->counters().fcs_errors.get(), 0);
  }
}

TEST_CASE("raw bytes wait on the line for an owner that lags") {
  Pair pair;
  constexpr std::size_t kTotal = 4 << 20;
  std::size_t written = 0;
  std::size_t read = 0;
  pair.b.on_turn = [&] {
    for (const Event& event : pair.b.events) read += event.bytes.size();
    pair.b.events.clear();
  };
  CHECK(pair.b.until([&] {
    while (written < kTotal && pair.a->write(Bytes(64 << 10))) written += 64 << 10;
    // Taking less often than the line could deliver.
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    return read == kTotal;
  }));
  CHECK_EQ(pair.b.lost, 0);
}

TEST_CASE("frames an owner does not take are counted as lost, and the end is told all the same") {
  Pair pair;
  pair.a->start_framing({});
  pair.b->start_framing({});
  pair.b.pump();
  REQUIRE(pair.b.until([&] { return pair.b->counters().bytes_sent.get() == 0; }));
  pair.a->send_control(kIpcp, {1});
  REQUIRE(pair.b.until([&] { return pair.b.count(EventKind::kControl) == 1; }));
  constexpr std::uint64_t kFrames = 3000;
  for (std::uint64_t i = 1; i < kFrames; ++i) {
    pair.a->send_control(kIpcp, Bytes(1400));
    // Faster than the other end reads, the sender's own bound would drop some.
    if (i % 50 == 0) REQUIRE(eventually([&] { return pair.b->counters().frames_received.get() == i + 1; }));
  }
  CHECK(eventually([&] { return pair.b->counters().frames_received.get() == kFrames; }));
  pair.a->close();
  REQUIRE(pair.b.until([&] { return pair.b.count(EventKind::kClosed) == 1; }));
  CHECK_GT(pair.b.lost, 0);
  CHECK_EQ(pair.b.count(EventKind::kControl) + pair.b.lost, kFrames);
}

TEST_CASE("closing in the middle of traffic ends at once, and twice is once") {
  for (int round = 0; round < 100; ++round) {
    Pair pair;
    pair.a->start_framing({});
    pair.b->start_framing({});
    pair.b.pump();
    for (int i = 0; i < 20; ++i) {
      pair.a->send_control(kIpcp, Bytes(1000));
      pair.b->send_control(kIpcp, Bytes(1000));
    }
    (round % 2 == 0 ? pair.a : pair.b)->close();
    pair.a->close();
    pair.a->send_control(kIpcp, {1});
    pair.a->attach_tun(nullptr);
    CHECK(pair.a->closed());
    CHECK(pair.b.until([&] { return round % 2 == 1 || pair.b.count(EventKind::kClosed) == 1; }));
  }
}

TEST_CASE("encryption, capture and networks may change while frames cross") {
  Pair pair;
  pair.a->start_framing({});
  pair.b->start_framing({});
  for (std::size_t i = 0; i < 300; ++i) {
    Encryption encryption;
    encryption.required = i % 2 == 0;
    if (i % 3 == 0) {
      encryption.keys = std::make_unique<MppeStartKeys>();
      encryption.keys->strength = MppeStrength::k128;
    }
    pair.a->set_encryption(std::move(encryption));
    pair.a->set_networks({i % 2 == 0, i % 3 == 0});
    pair.a->set_capture(i % 5 == 0);
    pair.a->send_control(kIpcp, numbered(i, 30));
    pair.a->set_idle_exempt({static_cast<std::uint32_t>(i)});
  }
  CHECK(pair.b.until([&] {
    pair.a.pump();
    return pair.b.count(EventKind::kControl) == 300;
  }));
}

}  // namespace dun::test
