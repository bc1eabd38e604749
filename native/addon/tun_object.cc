/** TunObject: an interface lives until close(), not until the garbage collector comes by. */
#include "addon/tun_object.h"

#include "addon/convert.h"
#include "addon/link_object.h"

namespace dun {

Napi::Function TunObject::define(Napi::Env env) {
  return DefineClass(env, "Tun",
                     {
                         InstanceAccessor<&TunObject::name>("name"),
                         InstanceAccessor<&TunObject::index>("index"),
                         InstanceMethod<&TunObject::set_mtu>("setMtu"),
                         InstanceMethod<&TunObject::set_ipv4>("setIpv4"),
                         InstanceMethod<&TunObject::add_ipv6_link_local>("addIpv6LinkLocal"),
                         InstanceMethod<&TunObject::up>("up"),
                         InstanceMethod<&TunObject::close>("close"),
                     });
}

TunObject::TunObject(const Napi::CallbackInfo& info) : ObjectWrap(info) {
  const Napi::Object options = to_object(info[0], "options");
  const std::string prefix = to_string(options.Get("prefix"), "prefix");
  auto tun = Tun::create(prefix, static_cast<int>(to_uint(options.Get("mtu"), "mtu", UINT16_MAX)));
  if (!tun) throw system_error(info.Env(), tun.failure());
  tun_ = std::move(*tun);
  name_ = tun_->name();
  index_ = tun_->index();
  Ref();
}

Tun& TunObject::open_tun(Napi::Env env) const {
  if (!tun_) throw system_error(env, {EBADF, "ioctl"});
  return *tun_;
}

void TunObject::check(Napi::Env env, const Status& status) {
  if (!status) throw system_error(env, status.failure());
}

Napi::Value TunObject::name(const Napi::CallbackInfo& info) {
  return Napi::String::New(info.Env(), name_);
}

Napi::Value TunObject::index(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), index_);
}

void TunObject::set_mtu(const Napi::CallbackInfo& info) {
  check(info.Env(), open_tun(info.Env()).set_mtu(static_cast<int>(to_uint(info[0], "mtu", UINT16_MAX))));
}

void TunObject::set_ipv4(const Napi::CallbackInfo& info) {
  check(info.Env(), open_tun(info.Env()).set_ipv4(to_string(info[0], "local"), to_string(info[1], "remote")));
}

void TunObject::add_ipv6_link_local(const Napi::CallbackInfo& info) {
  const std::vector<std::uint8_t> id = to_bytes(info[0], "interfaceId");
  if (id.size() != 8) throw Napi::RangeError::New(info.Env(), "interfaceId must have 8 bytes");
  check(info.Env(), open_tun(info.Env()).add_ipv6_link_local(std::span<const std::uint8_t, 8>(id.data(), 8)));
}

void TunObject::up(const Napi::CallbackInfo& info) {
  check(info.Env(), open_tun(info.Env()).up());
}

void TunObject::close(const Napi::CallbackInfo&) {
  if (!tun_) return;
  if (link_ != nullptr) link_->leave_tun();
  tun_.reset();
  Unref();
}

}  // namespace dun
