/** Between JavaScript values and ours. What does not fit is thrown as a TypeError or RangeError. */
#pragma once

#include <napi.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/record_queue.h"
#include "link/counters.h"
#include "link/framing.h"
#include "link/transport.h"
#include "platform/result.h"

namespace dun {

/** SystemError of index.d.ts: {code, syscall, errno, message}. */
Napi::Error system_error(Napi::Env env, const SystemFailure& failure);
/** errno's name. */
std::string error_code(int error);

std::uint32_t to_uint(Napi::Value value, const char* what, std::uint32_t max = UINT32_MAX);
bool to_bool(Napi::Value value, const char* what);
std::string to_string(Napi::Value value, const char* what);
Napi::Object to_object(Napi::Value value, const char* what);
std::vector<std::uint8_t> to_bytes(Napi::Value value, const char* what);
std::uint32_t to_ipv4(Napi::Value value, const char* what);
std::vector<std::uint32_t> to_ipv4_list(Napi::Value value, const char* what);

Transport to_transport(Napi::Value value);
Framing to_framing(Napi::Value value, const char* what);
/** Zeroes the key arrays, whatever is wrong with the rest. */
Encryption take_encryption(Napi::Value value);

/** A LinkEvent of index.d.ts. */
Napi::Object from_event(Napi::Env env, const Record& record);
Napi::Object from_counters(Napi::Env env, const LinkCounters& counters, std::uint64_t now);

}  // namespace dun
