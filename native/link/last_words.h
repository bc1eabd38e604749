/** Notices a modem's NO CARRIER on a line without a signal for it (a pty, TCP): the words, and then silence.
 */
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/bytes.h"

namespace dun {

/**
 * A frame may carry these words as data, but a flag always follows: only as the last thing said do they mean
 * the modem is back in command state.
 */
class LastWords {
 public:
  /** Microseconds of silence after the words until they are believed. */
  static constexpr std::uint64_t kSilence = 300'000;

  void heard(ConstBytes bytes, std::uint64_t now) {
    if (bytes.empty()) return;
    const std::size_t fresh = std::min(bytes.size(), tail_.size());
    std::shift_left(tail_.begin(), tail_.end(), static_cast<std::ptrdiff_t>(fresh));
    std::copy_n(bytes.end() - static_cast<std::ptrdiff_t>(fresh), fresh,
                tail_.end() - static_cast<std::ptrdiff_t>(fresh));
    believed_at_.reset();
    if (std::equal(tail_.begin(), tail_.end(), kWords.begin(),
                   [](std::uint8_t byte, char word) { return byte == static_cast<std::uint8_t>(word); })) {
      believed_at_ = now + kSilence;
    }
  }

  /** When the words will be believed, if nothing else is heard. */
  std::optional<std::uint64_t> deadline() const { return believed_at_; }

 private:
  static constexpr std::string_view kWords = "NO CARRIER\r\n";
  std::array<std::uint8_t, kWords.size()> tail_{};
  std::optional<std::uint64_t> believed_at_;
};

}  // namespace dun
