/** The class Link of index.d.ts. */
#pragma once

#include <napi.h>

#include <memory>

#include "link/link.h"

namespace dun {

class TunObject;

class LinkObject final : public Napi::ObjectWrap<LinkObject> {
 public:
  static Napi::Function define(Napi::Env env);
  explicit LinkObject(const Napi::CallbackInfo& info);
  ~LinkObject() override;

  /** Lets go of the TUN at once; the TUN's close() needs it. */
  void leave_tun();

 private:
  /** Outlives the object as long as a wake is under way: `object` is null once the link is closed. */
  struct Waker {
    LinkObject* object;
  };
  static void on_wake(Napi::Env env, Napi::Function callback, Waker* waker, void* data);
  using WakeFunction = Napi::TypedThreadSafeFunction<Waker, void, &LinkObject::on_wake>;

  void deliver(Napi::Env env, Napi::Function callback);
  void shut();
  static void at_exit(void* object);

  void write(const Napi::CallbackInfo& info);
  void start_framing(const Napi::CallbackInfo& info);
  void stop_framing(const Napi::CallbackInfo& info);
  void set_framing(const Napi::CallbackInfo& info);
  void send_control(const Napi::CallbackInfo& info);
  void set_encryption(const Napi::CallbackInfo& info);
  void set_networks(const Napi::CallbackInfo& info);
  void attach_tun(const Napi::CallbackInfo& info);
  void set_idle_exempt(const Napi::CallbackInfo& info);
  void set_peer_call_id(const Napi::CallbackInfo& info);
  void set_peer_window(const Napi::CallbackInfo& info);
  void set_capture(const Napi::CallbackInfo& info);
  Napi::Value modem_lines(const Napi::CallbackInfo& info);
  Napi::Value set_dtr(const Napi::CallbackInfo& info);
  Napi::Value path_mtu(const Napi::CallbackInfo& info);
  void watch_carrier(const Napi::CallbackInfo& info);
  Napi::Value counters(const Napi::CallbackInfo& info);
  void close(const Napi::CallbackInfo& info);

  std::unique_ptr<Link> link_;
  WakeFunction wake_;
  Waker* waker_ = nullptr;
  TunObject* tun_ = nullptr;
};

}  // namespace dun
