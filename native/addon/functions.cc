/** Small calls to the operating system that belong to no link. */
#include "addon/functions.h"

#include "addon/convert.h"
#include "platform/capabilities.h"
#include "platform/peer_credentials.h"
#include "platform/pty.h"

namespace dun {

Napi::Value open_pty_function(const Napi::CallbackInfo& info) {
  auto pty = open_pty();
  if (!pty) throw system_error(info.Env(), pty.failure());
  const Napi::Object object = Napi::Object::New(info.Env());
  object.Set("path", pty->slave_path);
  object.Set("fd", pty->master.release());
  return object;
}

Napi::Value peer_credentials_function(const Napi::CallbackInfo& info) {
  auto credentials = peer_credentials(static_cast<int>(to_uint(info[0], "fd", INT32_MAX)));
  if (!credentials) throw system_error(info.Env(), credentials.failure());
  const Napi::Object object = Napi::Object::New(info.Env());
  object.Set("pid", credentials->pid);
  object.Set("uid", credentials->uid);
  object.Set("gid", credentials->gid);
  return object;
}

Napi::Value capabilities_function(const Napi::CallbackInfo& info) {
  auto now = capabilities();
  if (!now) throw system_error(info.Env(), now.failure());
  const Napi::Object object = Napi::Object::New(info.Env());
  object.Set("effective", Napi::BigInt::New(info.Env(), now->effective));
  object.Set("bounding", Napi::BigInt::New(info.Env(), now->bounding));
  object.Set("noNewPrivs", now->no_new_privs);
  return object;
}

void exec_with_reduced_capabilities_function(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const std::string file = to_string(info[0], "file");
  // A relative path would depend on the directory, a bare name on PATH.
  if (!file.starts_with('/')) throw Napi::TypeError::New(env, "file must be an absolute path");
  if (!info[1].IsArray()) throw Napi::TypeError::New(env, "argv must be an array");
  const auto argv_array = info[1].As<Napi::Array>();
  std::vector<std::string> argv;
  for (std::uint32_t i = 0; i < argv_array.Length(); ++i)
    argv.push_back(to_string(argv_array.Get(i), "argv"));
  if (argv.empty()) throw Napi::TypeError::New(env, "argv must not be empty");
  const Napi::Object env_object = to_object(info[2], "env");
  const Napi::Array names = env_object.GetPropertyNames();
  std::vector<std::string> environment;
  for (std::uint32_t i = 0; i < names.Length(); ++i) {
    const Napi::Value name = names.Get(i);
    environment.push_back(to_string(name, "env") + "=" + to_string(env_object.Get(name), "env"));
  }
  throw system_error(env, exec_with_reduced_capabilities(file, argv, environment));
}

}  // namespace dun
