/** Reordering: tables of arrivals and what comes out of them. */
#include "core/gre_receiver.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "support.h"

using namespace dun;
using namespace dun::test;

namespace {

using Verdict = GreReceiver::Verdict;
using Numbers = std::vector<std::uint32_t>;

/** A receiver whose packets carry their own sequence number. */
struct Fixture {
  GreReceiver receiver;
  SlotPool pool{GreReceiver::kWindow + 1};
  Numbers out;

  auto sink() {
    return [this](const Packet& packet) {
      out.push_back(load_be32(packet.data()));
      pool.release(packet);
    };
  }
  Verdict accept(std::uint32_t sequence, std::uint64_t now = 0) {
    Packet packet = pool.take().value();
    packet.resize(4);
    store_be32(packet.data(), sequence);
    const Verdict verdict = receiver.accept(sequence, packet, now, sink());
    if (verdict != Verdict::kTaken) pool.release(packet);
    return verdict;
  }
  void expire(std::uint64_t now) { receiver.expire(now, sink()); }
  Numbers arrive(const Numbers& sequences) {
    for (const std::uint32_t sequence : sequences) accept(sequence);
    return out;
  }
};

}  // namespace

TEST_CASE("the first packet may carry any number") {
  for (const std::uint32_t first : {0U, 1U, 77U, 0xffffffffU}) {
    Fixture f;
    CHECK(f.arrive({first, first + 1, first + 2}) == Numbers{first, first + 1, first + 2});
    CHECK(f.receiver.counters().lost == 0);
    CHECK(f.receiver.highest() == first + 2);
  }
}

TEST_CASE("nothing is held, highest or due before the first packet") {
  Fixture f;
  CHECK_FALSE(f.receiver.deadline());
  CHECK_FALSE(f.receiver.highest());
  f.expire(1'000'000);
  CHECK(f.out.empty());
}

TEST_CASE("packets out of order are put right, across the wrap too") {
  for (const std::uint32_t base : {0U, 0xfffffff0U, 0xfffffffeU, 0x7ffffffeU}) {
    Fixture f;
    Numbers arrivals, want;
    for (const std::uint32_t step : {0U, 2U, 1U, 5U, 4U, 3U, 6U, 31U}) arrivals.push_back(base + step);
    for (std::uint32_t step = 7; step < 31; ++step) arrivals.push_back(base + step);
    for (std::uint32_t step = 0; step < 32; ++step) want.push_back(base + step);
    CHECK(f.arrive(arrivals) == want);
    CHECK(f.receiver.counters().lost == 0);
    CHECK(f.receiver.counters().reordered == 1 + 2 + 24);
    CHECK(f.receiver.held() == 0);
  }
}

TEST_CASE("a gap is given up on ten milliseconds after the packet behind it came") {
  Fixture f;
  f.accept(0, 0);
  f.accept(2, 5'000);
  CHECK(f.receiver.deadline() == 15'000);
  f.expire(14'999);
  CHECK(f.out == Numbers{0});
  f.expire(15'000);
  CHECK(f.out == Numbers{0, 2});
  CHECK(f.receiver.counters().lost == 1);
  CHECK_FALSE(f.receiver.deadline());
  CHECK(f.accept(1, 15'001) == Verdict::kLate);
  CHECK(f.receiver.counters().late == 1);
}

TEST_CASE("only gaps before packets held too long are given up on") {
  Fixture f;
  f.accept(0, 0);
  f.accept(2, 1'000);
  f.accept(5, 9'000);
  f.expire(11'000);
  CHECK(f.out == Numbers{0, 2});
  CHECK(f.receiver.deadline() == 19'000);
  f.accept(3, 12'000);
  f.accept(4, 12'001);
  CHECK(f.out == Numbers{0, 2, 3, 4, 5});
  CHECK(f.receiver.counters().lost == 1);
}

TEST_CASE("a packet held too long behind a younger one takes it along") {
  Fixture f;
  f.accept(0, 0);
  f.accept(4, 1'000);
  f.accept(2, 8'000);
  f.expire(11'000);
  CHECK(f.out == Numbers{0, 2, 4});
  CHECK(f.receiver.counters().lost == 2);
}

TEST_CASE("duplicates are told from late packets, held or delivered") {
  Fixture f;
  f.arrive({0, 1, 3});
  CHECK(f.accept(1) == Verdict::kDuplicate);
  CHECK(f.accept(3) == Verdict::kDuplicate);
  f.expire(20'000);
  CHECK(f.accept(3) == Verdict::kDuplicate);
  CHECK(f.accept(2) == Verdict::kLate);
  CHECK(f.accept(0xfffffff0) == Verdict::kLate);
  CHECK(f.receiver.counters().duplicate == 3);
  CHECK(f.receiver.counters().late == 2);
  CHECK(f.out == Numbers{0, 1, 3});
}

TEST_CASE("a full window moves on and loses only what is missing") {
  Fixture f;
  f.accept(0);
  Numbers want{0};
  for (std::uint32_t n = 2; n <= 64; ++n) f.accept(n);
  CHECK(f.out == want);
  CHECK(f.receiver.held() == 63);
  f.accept(65);  // 1 is due and 65 does not fit beside it.
  for (std::uint32_t n = 2; n <= 65; ++n) want.push_back(n);
  CHECK(f.out == want);
  CHECK(f.receiver.counters().lost == 1);
  CHECK(f.pool.available() == f.pool.capacity());
}

TEST_CASE("a jump within bounds moves the window, keeping order") {
  Fixture f;
  f.arrive({10, 12, 500});
  CHECK(f.out == Numbers{10, 12});
  CHECK(f.receiver.held() == 1);
  f.expire(10'000);
  CHECK(f.out == Numbers{10, 12, 500});
  CHECK(f.receiver.counters().lost == 488);
}

TEST_CASE("one wild sequence number changes nothing; three that agree are believed") {
  Fixture f;
  f.arrive({0, 1});
  CHECK(f.accept(0x40000000) == Verdict::kBogus);
  CHECK(f.accept(2) == Verdict::kTaken);
  CHECK(f.accept(0x40000001) == Verdict::kBogus);
  CHECK(f.accept(0x50000000) == Verdict::kBogus);
  CHECK(f.accept(3) == Verdict::kTaken);
  CHECK(f.out == Numbers{0, 1, 2, 3});
  CHECK(f.receiver.highest() == 3);

  CHECK(f.accept(5000) == Verdict::kBogus);
  CHECK(f.accept(5001) == Verdict::kBogus);
  CHECK(f.accept(5002) == Verdict::kTaken);
  f.expire(10'000);
  CHECK(f.accept(5003) == Verdict::kTaken);
  CHECK(f.out == Numbers{0, 1, 2, 3, 5002, 5003});
  CHECK(f.receiver.counters().bogus == 5);
}

TEST_CASE("a forged first packet far ahead does not make the true ones late for ever") {
  for (const std::uint32_t forged : {200U, 5'000U, 0x7fffffffU}) {
    Fixture f;
    constexpr std::uint64_t kSecond = 1'000'000;
    CHECK(f.accept(forged, 0) == Verdict::kTaken);
    CHECK(f.accept(0, kSecond) == Verdict::kLate);
    CHECK(f.accept(1, kSecond) == Verdict::kLate);
    CHECK(f.accept(2, kSecond) == Verdict::kTaken);
    CHECK(f.accept(3, kSecond) == Verdict::kTaken);
    CHECK(f.out == Numbers{forged, 2, 3});
    CHECK(f.receiver.highest() == 3);
    CHECK(f.receiver.counters().late == 2);
    CHECK(f.receiver.counters().lost == 0);
    CHECK(f.accept(2, kSecond) == Verdict::kDuplicate);
    CHECK(f.accept(1, kSecond) == Verdict::kLate);
  }
}

TEST_CASE("a true packet in between undoes the agreement of those outside the window") {
  Fixture f;
  for (std::uint32_t n = 0; n < 20; n += 2) {
    CHECK(f.accept(n / 2) == Verdict::kTaken);
    CHECK(f.accept(5'000 + n) == Verdict::kBogus);
    CHECK(f.accept(5'001 + n) == Verdict::kBogus);
  }
  CHECK(f.out.size() == 10);
}

TEST_CASE("a replayed run moves nothing back while true packets come") {
  Fixture f;
  std::uint64_t now = 0;
  std::uint32_t front = 0;
  for (; front < 500; ++front) f.accept(front, now += 1'000);
  for (std::uint32_t old = 100; old < 200; ++old, ++front) {
    CHECK(f.accept(front, now) == Verdict::kTaken);
    for (std::uint32_t n = 0; n < 4; ++n) CHECK(f.accept(old + n, now) == Verdict::kLate);
    now += GreReceiver::kQuiet - 1;
    CHECK(f.accept(old + 4, now) == Verdict::kLate);
  }
  CHECK(f.out.size() == front);
  CHECK(std::is_sorted(f.out.begin(), f.out.end()));
}

TEST_CASE("only a rising run outside the window moves it back, however long ago the last packet came") {
  Fixture f;
  f.accept(1'000, 0);
  const std::uint64_t later = 60'000'000;
  for (const std::uint32_t falling : {9U, 8U, 7U, 6U, 5U}) CHECK(f.accept(falling, later) == Verdict::kLate);
  for (int again = 0; again < 5; ++again) CHECK(f.accept(300, later) == Verdict::kLate);
  for (const std::uint32_t scattered : {0U, 700U, 90U, 500U}) {
    CHECK(f.accept(scattered, later) == Verdict::kLate);
  }
  for (std::uint32_t near = 1'000 - (GreReceiver::kWindow - 1); near < 1'000; ++near) {
    CHECK(f.accept(near, later) == Verdict::kLate);
  }
  CHECK(f.accept(1'001, later) == Verdict::kTaken);
  CHECK(f.out == Numbers{1'000, 1'001});
}

TEST_CASE("what is held when the window moves back comes out first, and the way forward stays open") {
  Fixture f;
  f.arrive({5'000, 5'002, 5'004});
  const std::uint64_t later = GreReceiver::kQuiet;
  f.accept(10, later);
  f.accept(12, later);
  CHECK(f.accept(13, later) == Verdict::kTaken);
  CHECK(f.out == Numbers{5'000, 5'002, 5'004, 13});
  CHECK(f.receiver.held() == 0);
  CHECK(f.pool.available() == f.pool.capacity());

  // A mistake mends itself: what lies ahead needs three that agree, as always.
  CHECK(f.accept(5'005, later) == Verdict::kBogus);
  CHECK(f.accept(5'006, later) == Verdict::kBogus);
  CHECK(f.accept(5'007, later) == Verdict::kTaken);
}

TEST_CASE("flush hands over what is held, in order") {
  Fixture f;
  f.arrive({0, 9, 4, 6});
  f.receiver.expire(UINT64_MAX, f.sink());
  CHECK(f.out == Numbers{0, 4, 6, 9});
  CHECK(f.receiver.held() == 0);
}

TEST_CASE("whatever arrives, what comes out rises and every slot comes back") {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    Noise noise(seed);
    Fixture f;
    const auto base = static_cast<std::uint32_t>(noise.next());
    std::uint64_t now = 0;
    std::uint32_t front = base;
    f.accept(base, now);
    for (int i = 0; i < 2'000; ++i) {
      now += noise.below(2'000);
      front += static_cast<std::uint32_t>(noise.below(4) == 0 ? noise.below(90) : noise.below(3));
      f.accept(front - static_cast<std::uint32_t>(noise.below(6)), now);
      if (noise.below(3) == 0) f.expire(now);
      REQUIRE(f.pool.available() + f.receiver.held() == f.pool.capacity());
    }
    f.receiver.expire(UINT64_MAX, f.sink());
    CHECK(std::adjacent_find(f.out.begin(), f.out.end(), [](std::uint32_t a, std::uint32_t b) {
            return serial_distance(b, a) <= 0;
          }) == f.out.end());
    const GreReceiveCounters& counters = f.receiver.counters();
    CHECK(f.out.size() + counters.lost == f.out.back() - base + 1);
  }
}
