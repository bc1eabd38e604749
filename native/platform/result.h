/** What a call to the operating system gives: a value, or the errno and the name of the call that failed. */
#pragma once

#include <cerrno>
#include <utility>
#include <variant>

namespace dun {

struct SystemFailure {
  int error = 0;
  const char* syscall = "";  // a string literal

  /** The failure of the call that just returned. */
  static SystemFailure last(const char* syscall) { return {errno, syscall}; }
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(SystemFailure failure) : state_(std::in_place_index<1>, failure) {}

  explicit operator bool() const { return state_.index() == 0; }
  T& operator*() { return std::get<0>(state_); }
  T* operator->() { return &std::get<0>(state_); }
  const SystemFailure& failure() const { return std::get<1>(state_); }

 private:
  std::variant<T, SystemFailure> state_;
};

struct Done {};
using Status = Result<Done>;

}  // namespace dun
