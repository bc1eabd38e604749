/** The functions of index.d.ts. */
#pragma once

#include <napi.h>

namespace dun {

Napi::Value open_pty_function(const Napi::CallbackInfo& info);
Napi::Value peer_credentials_function(const Napi::CallbackInfo& info);
Napi::Value capabilities_function(const Napi::CallbackInfo& info);
void exec_with_reduced_capabilities_function(const Napi::CallbackInfo& info);

}  // namespace dun
