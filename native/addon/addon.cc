/** Registers the module; index.d.ts says what is in it. */
#include <napi.h>

#include "addon/functions.h"
#include "addon/link_object.h"
#include "addon/tun_object.h"

namespace {

Napi::Object initialize(Napi::Env env, Napi::Object exports) {
  exports.Set("Link", dun::LinkObject::define(env));
  exports.Set("Tun", dun::TunObject::define(env));
  exports.Set("openPty", Napi::Function::New<dun::open_pty_function>(env, "openPty"));
  exports.Set("peerCredentials", Napi::Function::New<dun::peer_credentials_function>(env, "peerCredentials"));
  exports.Set("capabilities", Napi::Function::New<dun::capabilities_function>(env, "capabilities"));
  exports.Set(
      "execWithReducedCapabilities",
      Napi::Function::New<dun::exec_with_reduced_capabilities_function>(env, "execWithReducedCapabilities"));
  return exports;
}

}  // namespace

NODE_API_MODULE(dial_up_networking, initialize)
