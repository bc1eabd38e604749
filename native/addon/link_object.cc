/** LinkObject: a link lives until close() or the end of its environment, and is silent afterwards. */
#include "addon/link_object.h"

#include <node_api.h>

#include "addon/convert.h"
#include "addon/tun_object.h"
#include "link/time.h"

namespace dun {

Napi::Function LinkObject::define(Napi::Env env) {
  return DefineClass(env, "Link",
                     {
                         InstanceMethod<&LinkObject::write>("write"),
                         InstanceMethod<&LinkObject::start_framing>("startFraming"),
                         InstanceMethod<&LinkObject::stop_framing>("stopFraming"),
                         InstanceMethod<&LinkObject::set_framing>("setFraming"),
                         InstanceMethod<&LinkObject::send_control>("sendControl"),
                         InstanceMethod<&LinkObject::set_encryption>("setEncryption"),
                         InstanceMethod<&LinkObject::set_networks>("setNetworks"),
                         InstanceMethod<&LinkObject::attach_tun>("attachTun"),
                         InstanceMethod<&LinkObject::set_idle_exempt>("setIdleExempt"),
                         InstanceMethod<&LinkObject::set_peer_call_id>("setPeerCallId"),
                         InstanceMethod<&LinkObject::set_peer_window>("setPeerWindow"),
                         InstanceMethod<&LinkObject::set_capture>("setCapture"),
                         InstanceMethod<&LinkObject::modem_lines>("modemLines"),
                         InstanceMethod<&LinkObject::set_dtr>("setDtr"),
                         InstanceMethod<&LinkObject::path_mtu>("pathMtu"),
                         InstanceMethod<&LinkObject::watch_carrier>("watchCarrier"),
                         InstanceMethod<&LinkObject::counters>("counters"),
                         InstanceMethod<&LinkObject::close>("close"),
                     });
}

LinkObject::LinkObject(const Napi::CallbackInfo& info) : ObjectWrap(info) {
  const Napi::Env env = info.Env();
  const Napi::Object options = to_object(info[0], "options");
  const Transport transport = to_transport(options.Get("transport"));
  const Napi::Value on_events = options.Get("onEvents");
  if (!on_events.IsFunction()) throw Napi::TypeError::New(env, "onEvents must be a function");

  waker_ = new Waker{this};
  wake_ = WakeFunction::New(env, on_events.As<Napi::Function>(), "dial-up-networking link", 0, 1, waker_,
                            [](Napi::Env, void*, Waker* waker) { delete waker; });
  // The link's thread wakes us; it ends before wake_ is released. An environment that is closing needs no
  // events.
  auto link = Link::open(transport, [wake = wake_] { wake.NonBlockingCall(); });
  if (!link) {
    waker_->object = nullptr;
    wake_.Release();
    throw system_error(env, link.failure());
  }
  link_ = std::move(*link);
  Ref();
  // Hooks run last first: the thread is gone before the thread-safe function's own clean-up.
  napi_add_env_cleanup_hook(env, &LinkObject::at_exit, this);
}

LinkObject::~LinkObject() {
  if (link_ && !link_->closed()) shut();
}

void LinkObject::at_exit(void* object) {
  static_cast<LinkObject*>(object)->shut();
}

void LinkObject::shut() {
  if (tun_ != nullptr) tun_->set_link(nullptr);
  tun_ = nullptr;
  link_->close();
  waker_->object = nullptr;
  wake_.Release();
}

void LinkObject::close(const Napi::CallbackInfo& info) {
  if (link_->closed()) return;
  shut();
  napi_remove_env_cleanup_hook(info.Env(), &LinkObject::at_exit, this);
  Unref();
}

void LinkObject::on_wake(Napi::Env env, Napi::Function callback, Waker* waker, void*) {
  if (static_cast<napi_env>(env) == nullptr || waker->object == nullptr) return;
  waker->object->deliver(env, callback);
}

void LinkObject::deliver(Napi::Env env, Napi::Function callback) {
  // The callback may close the link, and then nothing else would hold this object.
  [[maybe_unused]] const Napi::Object keep_alive = Value();
  Napi::Array events = Napi::Array::New(env);
  const auto take = [&](const Record& record) { events.Set(events.Length(), from_event(env, record)); };
  const auto turn = [&] {
    if (const std::uint64_t lost = link_->take_lost(); lost > 0) {
      const Napi::Object event = Napi::Object::New(env);
      event.Set("type", "overflow");
      event.Set("lost", static_cast<double>(lost));
      events.Set(events.Length(), event);
    }
    if (events.Length() == 0) return;
    const Napi::Array batch = events;
    events = Napi::Array::New(env);
    callback.Call({batch});
  };
  try {
    link_->drain(take, turn);
  } catch (const Napi::Error& error) {
    // The callback threw; what still waits is delivered in another turn. Node would only warn of an exception
    // that leaves a thread-safe function (DEP0168): it goes to 'uncaughtException' by hand.
    link_->wake_again();
    napi_fatal_exception(env, error.Value());
  }
}

void LinkObject::write(const Napi::CallbackInfo& info) {
  if (!link_->write(to_bytes(info[0], "bytes"))) throw system_error(info.Env(), {ENOBUFS, "write"});
}

void LinkObject::start_framing(const Napi::CallbackInfo& info) {
  link_->start_framing(info[0].IsUndefined() ? std::vector<std::uint8_t>{} : to_bytes(info[0], "rest"));
}

void LinkObject::stop_framing(const Napi::CallbackInfo&) {
  link_->stop_framing();
}

void LinkObject::set_framing(const Napi::CallbackInfo& info) {
  const Napi::Object framing = to_object(info[0], "framing");
  link_->set_framing(to_framing(framing.Get("send"), "framing.send"),
                     to_framing(framing.Get("receive"), "framing.receive"));
}

void LinkObject::send_control(const Napi::CallbackInfo& info) {
  const auto protocol = static_cast<std::uint16_t>(to_uint(info[0], "protocol", UINT16_MAX));
  std::vector<std::uint8_t> information = to_bytes(info[1], "information");
  if (information.size() > HdlcDecoder::kMaxMru) {
    throw Napi::RangeError::New(info.Env(), "information is longer than any MRU");
  }
  link_->send_control(protocol, std::move(information));
}

void LinkObject::set_encryption(const Napi::CallbackInfo& info) {
  link_->set_encryption(take_encryption(info[0]));
}

void LinkObject::set_networks(const Napi::CallbackInfo& info) {
  const Napi::Object networks = to_object(info[0], "networks");
  link_->set_networks({to_bool(networks.Get("ipv4"), "ipv4"), to_bool(networks.Get("ipv6"), "ipv6")});
}

void LinkObject::attach_tun(const Napi::CallbackInfo& info) {
  if (info[0].IsUndefined()) return leave_tun();
  TunObject* const next = TunObject::Unwrap(to_object(info[0], "tun"));
  if (next == tun_ || link_->closed()) return;
  const std::shared_ptr<Tun> tun = next->tun();
  if (!tun) throw system_error(info.Env(), {EBADF, "ioctl"});
  // Two readers would share its packets between them.
  if (next->link() != nullptr) next->link()->leave_tun();
  leave_tun();
  link_->attach_tun(tun);
  tun_ = next;
  tun_->set_link(this);
}

void LinkObject::leave_tun() {
  if (tun_ == nullptr) return;
  link_->attach_tun(nullptr);
  tun_->set_link(nullptr);
  tun_ = nullptr;
}

void LinkObject::set_idle_exempt(const Napi::CallbackInfo& info) {
  link_->set_idle_exempt(to_ipv4_list(info[0], "addresses"));
}

void LinkObject::set_peer_call_id(const Napi::CallbackInfo& info) {
  link_->set_peer_call_id(static_cast<std::uint16_t>(to_uint(info[0], "peerCallId", UINT16_MAX)));
}

void LinkObject::set_peer_window(const Napi::CallbackInfo& info) {
  link_->set_peer_window(to_uint(info[0], "packets"));
}

void LinkObject::set_capture(const Napi::CallbackInfo& info) {
  link_->set_capture(to_bool(info[0], "on"));
}

Napi::Value LinkObject::modem_lines(const Napi::CallbackInfo& info) {
  const std::optional<ModemLines> lines = link_->modem_lines();
  if (!lines) return info.Env().Undefined();
  const Napi::Object object = Napi::Object::New(info.Env());
  object.Set("dcd", lines->dcd);
  object.Set("dsr", lines->dsr);
  object.Set("cts", lines->cts);
  object.Set("ri", lines->ri);
  return object;
}

Napi::Value LinkObject::set_dtr(const Napi::CallbackInfo& info) {
  return Napi::Boolean::New(info.Env(), link_->set_dtr(to_bool(info[0], "on")));
}

Napi::Value LinkObject::path_mtu(const Napi::CallbackInfo& info) {
  const int mtu = link_->path_mtu();
  return mtu > 0 ? Napi::Number::New(info.Env(), mtu) : info.Env().Undefined();
}

void LinkObject::watch_carrier(const Napi::CallbackInfo& info) {
  link_->watch_carrier(to_bool(info[0], "on"));
}

Napi::Value LinkObject::counters(const Napi::CallbackInfo& info) {
  return from_counters(info.Env(), link_->counters(), monotonic_now());
}

}  // namespace dun
