/** The MPPE key schedule with RFC 3079 §3.5's samples, and stateless keys computed independently of this
 * code. */
#include "core/mppe_key.h"

#include <doctest/doctest.h>

#include "core/rc4.h"
#include "support.h"

using namespace dun;
using namespace dun::test;

namespace {

struct Sample {
  MppeStrength strength;
  const char* start;
  const char* session;
  /** RFC 3079 §3.5: the text "test message" under the initial session key. Empty where the RFC prints none.
   */
  const char* message;
};

/** User "User", password "clientPass" (RFC 2759 §9.2); and RFC 3079 §2.5 for MS-CHAP version 1, typo
 * corrected. */
constexpr Sample kSamples[] = {
    {MppeStrength::k40, "8b7cdc149b993a1b", "d1269ec49fa62e3e", "929137917e5803d668d75898"},
    {MppeStrength::k56, "8b7cdc149b993a1b", "d15c00c49fa62e3e", "3f106833fa448da842bc57b8"},
    {MppeStrength::k128, "8b7cdc149b993a1ba118cb153f56dccb", "405cb2247a7956e6e211007ae27b22d4",
     "81848317df68846272fb5abe"},
    {MppeStrength::k128, "d5f0e9521e3ea9589645e86051c82226", "49d11d0f0cc6befba2a9b4b688f91eee", ""},
    {MppeStrength::k128, "a8947850cfc0acc1d1789fb62ddcddb0", "59d159bc09f76f1da2a86a28ffec0b1e", ""},
};

}  // namespace

TEST_CASE("initial session keys are RFC 3079's, and encrypt its sample text") {
  for (const Sha1Compress compress : {&sha1_compress_portable, select_sha1()}) {
    for (const Sample& sample : kSamples) {
      const MppeKey key(sample.strength, hex(sample.start), compress);
      CHECK(to_hex(key.session()) == sample.session);
      if (*sample.message == '\0') continue;
      Vector text = ascii("test message");
      Rc4(key.session()).apply(text);
      CHECK(to_hex(text) == sample.message);
    }
  }
}

TEST_CASE("the stateless keys of the first packets, both directions") {
  MppeKey down(MppeStrength::k128, hex("8b7cdc149b993a1ba118cb153f56dccb"));
  for (const char* want : {"726f10500e2b54135b1b74d7682f0471", "2805bc7869bec825573a7803e95a3acd",
                           "58128c36cabd54968139fd94b5883d4a"}) {
    down.rekey();
    CHECK(to_hex(down.session()) == want);
  }
  MppeKey up(MppeStrength::k128, hex("d5f0e9521e3ea9589645e86051c82226"));
  for (const char* want : {"0e09c108101dfddef6c0e2f2d95d0bad", "03273439ac5f94c97f13d9133df4dfc5",
                           "146489fcdbcddfed41085fb0e7db0166"}) {
    up.rekey();
    CHECK(to_hex(up.session()) == want);
  }
}

TEST_CASE("40 and 56-bit keys keep their known bytes through every rekey") {
  MppeKey weak(MppeStrength::k40, hex("8b7cdc149b993a1b"));
  MppeKey weakish(MppeStrength::k56, hex("8b7cdc149b993a1b"));
  for (int i = 0; i < 300; ++i) {
    const Vector before = copy(weakish.session());
    weak.rekey();
    weakish.rekey();
    REQUIRE(weak.session().size() == 8);
    CHECK(to_hex(weak.session().first(3)) == "d1269e");
    CHECK(weakish.session()[0] == 0xd1);
    CHECK(copy(weakish.session()) != before);
  }
}

TEST_CASE("a mark brings the key back") {
  MppeKey key(MppeStrength::k128, hex("8b7cdc149b993a1ba118cb153f56dccb"));
  key.rekey();
  const MppeKey::Mark mark(key);
  const Vector at_mark = copy(key.session());
  key.rekey();
  const Vector next = copy(key.session());
  key.rekey();
  key.restore(mark);
  CHECK(copy(key.session()) == at_mark);
  key.rekey();
  CHECK(copy(key.session()) == next);
}

TEST_CASE("a key's memory holds nothing of it after destruction") {
  alignas(MppeKey) std::uint8_t memory[sizeof(MppeKey)];
  const Vector start = hex("8b7cdc149b993a1ba118cb153f56dccb");
  auto* key = new (memory) MppeKey(MppeStrength::k128, start);
  const Vector session = copy(key->session());
  key->~MppeKey();
  const std::string left = to_hex(memory);
  CHECK(left.find(to_hex(session)) == std::string::npos);
  CHECK(left.find(to_hex(start)) == std::string::npos);
}
