/** The class Tun of index.d.ts. */
#pragma once

#include <napi.h>

#include <memory>

#include "platform/tun.h"

namespace dun {

class LinkObject;

class TunObject final : public Napi::ObjectWrap<TunObject> {
 public:
  static Napi::Function define(Napi::Env env);
  explicit TunObject(const Napi::CallbackInfo& info);

  /** What a link joins; null once closed. */
  std::shared_ptr<Tun> tun() const { return tun_; }
  /** The link that has joined it, told by the link itself. */
  void set_link(LinkObject* link) { link_ = link; }
  LinkObject* link() const { return link_; }

 private:
  Tun& open_tun(Napi::Env env) const;
  static void check(Napi::Env env, const Status& status);

  Napi::Value name(const Napi::CallbackInfo& info);
  Napi::Value index(const Napi::CallbackInfo& info);
  void set_mtu(const Napi::CallbackInfo& info);
  void set_ipv4(const Napi::CallbackInfo& info);
  void add_ipv6_link_local(const Napi::CallbackInfo& info);
  void up(const Napi::CallbackInfo& info);
  void close(const Napi::CallbackInfo& info);

  std::shared_ptr<Tun> tun_;
  std::string name_;
  int index_ = 0;
  LinkObject* link_ = nullptr;
};

}  // namespace dun
