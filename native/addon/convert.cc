/** Conversions for the seam that index.d.ts describes. */
#include "addon/convert.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/bytes.h"
#include "link/event_queue.h"

namespace dun {
namespace {

/** Below this nothing works: even LCP's own options need it. */
constexpr std::size_t kMinMru = 64;

Napi::TypeError wrong_type(Napi::Env env, const char* what, const char* expected) {
  return Napi::TypeError::New(env, std::string(what) + " must be " + expected);
}

Napi::Uint8Array from_bytes(Napi::Env env, ConstBytes bytes) {
  auto array = Napi::Uint8Array::New(env, bytes.size());
  if (!bytes.empty()) std::memcpy(array.Data(), bytes.data(), bytes.size());
  return array;
}

Napi::Number from_count(Napi::Env env, const Counter& counter) {
  return Napi::Number::New(env, static_cast<double>(counter.get()));
}

FlowControl to_flow(Napi::Value value) {
  const std::string text = to_string(value, "transport.flow");
  if (text == "hardware") return FlowControl::kHardware;
  if (text == "software") return FlowControl::kSoftware;
  if (text == "none") return FlowControl::kNone;
  throw wrong_type(value.Env(), "transport.flow", "'hardware', 'software' or 'none'");
}

MppeStrength to_strength(Napi::Value value) {
  switch (to_uint(value, "encryption.keys.bits")) {
    case 40:
      return MppeStrength::k40;
    case 56:
      return MppeStrength::k56;
    case 128:
      return MppeStrength::k128;
    default:
      throw wrong_type(value.Env(), "encryption.keys.bits", "40, 56 or 128");
  }
}

/** Empties a key array into `key`; false when it is no array, or not as long as it should be. */
bool take_key(Napi::Value value, std::array<std::uint8_t, 16>& key, std::size_t size) {
  if (!value.IsTypedArray() || value.As<Napi::TypedArray>().TypedArrayType() != napi_uint8_array)
    return false;
  auto array = value.As<Napi::Uint8Array>();
  const MutableBytes bytes(array.Data(), array.ByteLength());
  const bool fits = bytes.size() == size;
  if (fits) std::copy(bytes.begin(), bytes.end(), key.begin());
  wipe(bytes);
  return fits;
}

}  // namespace

std::string error_code(int error) {
  const char* name = ::strerrorname_np(error);
  return name != nullptr ? name : std::string("errno ").append(std::to_string(error));
}

Napi::Error system_error(Napi::Env env, const SystemFailure& failure) {
  const std::string code = error_code(failure.error);
  const char* description = ::strerrordesc_np(failure.error);
  Napi::Error error = Napi::Error::New(
      env, code + ": " + (description != nullptr ? description : "unknown error") + ", " + failure.syscall);
  error.Set("code", Napi::String::New(env, code));
  error.Set("errno", Napi::Number::New(env, -failure.error));
  error.Set("syscall", Napi::String::New(env, failure.syscall));
  return error;
}

std::uint32_t to_uint(Napi::Value value, const char* what, std::uint32_t max) {
  if (!value.IsNumber()) throw wrong_type(value.Env(), what, "a number");
  const double number = value.As<Napi::Number>().DoubleValue();
  if (!(number >= 0 && number <= max) || std::floor(number) != number) {
    throw Napi::RangeError::New(value.Env(),
                                std::string(what) + " must be an integer from 0 to " + std::to_string(max));
  }
  return static_cast<std::uint32_t>(number);
}

bool to_bool(Napi::Value value, const char* what) {
  if (!value.IsBoolean()) throw wrong_type(value.Env(), what, "a boolean");
  return value.As<Napi::Boolean>().Value();
}

std::string to_string(Napi::Value value, const char* what) {
  if (!value.IsString()) throw wrong_type(value.Env(), what, "a string");
  std::string text = value.As<Napi::String>().Utf8Value();
  // The kernel would read up to the first NUL: another path than the one that was checked.
  if (text.find('\0') != std::string::npos) throw wrong_type(value.Env(), what, "without NUL characters");
  return text;
}

Napi::Object to_object(Napi::Value value, const char* what) {
  if (!value.IsObject()) throw wrong_type(value.Env(), what, "an object");
  return value.As<Napi::Object>();
}

std::vector<std::uint8_t> to_bytes(Napi::Value value, const char* what) {
  if (!value.IsTypedArray() || value.As<Napi::TypedArray>().TypedArrayType() != napi_uint8_array) {
    throw wrong_type(value.Env(), what, "a Uint8Array");
  }
  const auto array = value.As<Napi::Uint8Array>();
  return {array.Data(), array.Data() + array.ByteLength()};
}

std::uint32_t to_ipv4(Napi::Value value, const char* what) {
  in_addr address{};
  if (::inet_pton(AF_INET, to_string(value, what).c_str(), &address) != 1) {
    throw wrong_type(value.Env(), what, "an IPv4 address");
  }
  return ntohl(address.s_addr);
}

std::vector<std::uint32_t> to_ipv4_list(Napi::Value value, const char* what) {
  if (!value.IsArray()) throw wrong_type(value.Env(), what, "an array of IPv4 addresses");
  const auto array = value.As<Napi::Array>();
  std::vector<std::uint32_t> list;
  for (std::uint32_t i = 0; i < array.Length(); ++i) list.push_back(to_ipv4(array.Get(i), what));
  return list;
}

Transport to_transport(Napi::Value value) {
  const Napi::Object object = to_object(value, "transport");
  const std::string kind = to_string(object.Get("kind"), "transport.kind");
  if (kind == "tty") {
    return TtyTransport{to_string(object.Get("path"), "transport.path"),
                        to_uint(object.Get("speed"), "transport.speed"), to_flow(object.Get("flow"))};
  }
  if (kind == "tcp") {
    return TcpTransport{to_string(object.Get("address"), "transport.address"),
                        static_cast<std::uint16_t>(to_uint(object.Get("port"), "transport.port", UINT16_MAX)),
                        to_uint(object.Get("timeout"), "transport.timeout")};
  }
  if (kind == "fd") {
    return FdTransport{static_cast<int>(to_uint(object.Get("fd"), "transport.fd", INT32_MAX))};
  }
  if (kind == "gre") {
    GreTransport gre{};
    const Napi::Value local = object.Get("local");
    if (!local.IsUndefined()) gre.local = to_string(local, "transport.local");
    gre.peer = to_string(object.Get("peer"), "transport.peer");
    gre.call_id = static_cast<std::uint16_t>(to_uint(object.Get("callId"), "transport.callId", UINT16_MAX));
    const Napi::Value peer_call_id = object.Get("peerCallId");
    if (!peer_call_id.IsUndefined()) {
      gre.peer_call_id =
          static_cast<std::uint16_t>(to_uint(peer_call_id, "transport.peerCallId", UINT16_MAX));
    }
    return gre;
  }
  throw wrong_type(value.Env(), "transport.kind", "'tty', 'tcp', 'fd' or 'gre'");
}

Framing to_framing(Napi::Value value, const char* what) {
  const Napi::Object object = to_object(value, what);
  Framing framing;
  framing.accm = to_uint(object.Get("accm"), "accm");
  framing.compression = {to_bool(object.Get("pfc"), "pfc"), to_bool(object.Get("acfc"), "acfc")};
  // Any MRU is legal in LCP; what does not fit our buffers is never sent and bounded on arrival.
  framing.mru = std::clamp<std::size_t>(to_uint(object.Get("mru"), "mru"), kMinMru, HdlcDecoder::kMaxMru);
  return framing;
}

Encryption take_encryption(Napi::Value value) {
  const Napi::Object object = to_object(value, "encryption");
  Encryption encryption;
  const Napi::Value keys_value = object.Get("keys");
  if (!keys_value.IsUndefined()) {
    const Napi::Object keys = to_object(keys_value, "encryption.keys");
    auto taken = std::make_unique<MppeStartKeys>();
    const Napi::Value bits = keys.Get("bits");
    const bool strong = bits.IsNumber() && bits.As<Napi::Number>().Uint32Value() == 128;
    // Both are emptied before anything can be thrown.
    const bool send = take_key(keys.Get("send"), taken->send, strong ? 16 : 8);
    const bool receive = take_key(keys.Get("receive"), taken->receive, strong ? 16 : 8);
    taken->strength = to_strength(bits);
    if (!send || !receive) {
      throw wrong_type(value.Env(), "encryption.keys",
                       "Uint8Arrays of 16 bytes for 128 bits, of 8 otherwise");
    }
    encryption.keys = std::move(taken);
  }
  encryption.required = to_bool(object.Get("required"), "encryption.required");
  return encryption;
}

Napi::Object from_event(Napi::Env env, const Record& record) {
  const Napi::Object event = Napi::Object::New(env);
  const auto set_type = [&](const char* type) { event.Set("type", type); };
  const auto text = [&] {
    return Napi::String::New(env, reinterpret_cast<const char*>(record.bytes.data()), record.bytes.size());
  };
  switch (static_cast<EventKind>(record.kind)) {
    case EventKind::kOpen:
      set_type("open");
      break;
    case EventKind::kBytes:
      set_type("bytes");
      event.Set("bytes", from_bytes(env, record.bytes));
      break;
    case EventKind::kControl:
      set_type("control");
      event.Set("protocol", record.detail);
      event.Set("information", from_bytes(env, record.bytes));
      break;
    case EventKind::kDrain:
      set_type("drain");
      break;
    case EventKind::kClosed:
      set_type("closed");
      switch (static_cast<CloseReason>(record.detail >> 16)) {
        case CloseReason::kCarrier:
          event.Set("reason", "carrier");
          break;
        case CloseReason::kEof:
          event.Set("reason", "eof");
          break;
        case CloseReason::kError:
          event.Set("reason", "error");
          event.Set("code", error_code(static_cast<int>(record.detail & 0xffff)));
          event.Set("syscall", text());
          break;
      }
      break;
    case EventKind::kIcmp:
      set_type("icmp");
      event.Set("code", error_code(static_cast<int>(record.detail)));
      if (record.time != 0) event.Set("mtu", static_cast<double>(record.time));
      break;
    case EventKind::kKeyMismatch:
      set_type("key-mismatch");
      event.Set("protocol", record.detail);
      break;
    case EventKind::kSent:
    case EventKind::kReceived:
      set_type("captured");
      event.Set("direction", static_cast<EventKind>(record.kind) == EventKind::kSent ? "sent" : "received");
      event.Set("time", static_cast<double>(record.time));
      event.Set("frame", from_bytes(env, record.bytes));
      break;
    case EventKind::kFraming:
      break;  // between the two threads only
  }
  return event;
}

Napi::Object from_counters(Napi::Env env, const LinkCounters& counters, std::uint64_t now) {
  const Napi::Object object = Napi::Object::New(env);
  const auto set = [&](const char* name, const Counter& counter) {
    object.Set(name, from_count(env, counter));
  };
  set("bytesSent", counters.bytes_sent);
  set("bytesReceived", counters.bytes_received);
  set("framesSent", counters.frames_sent);
  set("framesReceived", counters.frames_received);
  set("userPacketsSent", counters.user_packets_sent);
  set("userPacketsReceived", counters.user_packets_received);
  set("userBytesSent", counters.user_bytes_sent);
  set("userBytesReceived", counters.user_bytes_received);
  const std::uint64_t last = counters.last_user.get();
  object.Set("idle", static_cast<double>(now > last ? (now - last) / 1000 : 0));
  set("fcsErrors", counters.fcs_errors);
  set("aborts", counters.aborts);
  set("overruns", counters.overruns);
  set("malformed", counters.malformed);
  set("greLost", counters.gre_lost);
  set("greLate", counters.gre_late);
  set("greReordered", counters.gre_reordered);
  set("greDuplicate", counters.gre_duplicate);
  set("greAcksSent", counters.gre_acks_sent);
  set("greAcksReceived", counters.gre_acks_received);
  set("mppeClearDropped", counters.mppe_clear_dropped);
  set("mppeLate", counters.mppe_late);
  set("mppeFar", counters.mppe_far);
  set("mppeBad", counters.mppe_bad);
  set("sendDropped", counters.send_dropped);
  set("receiveDropped", counters.receive_dropped);
  return object;
}

}  // namespace dun
