/** Poller on epoll, Wake on eventfd. */
#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <array>

#include "platform/poller.h"

namespace dun {
namespace {

epoll_event interest(uint32_t id, bool read, bool write) {
  epoll_event event{};
  event.events = (read ? uint32_t{EPOLLIN} : 0u) | (write ? uint32_t{EPOLLOUT} : 0u);
  event.data.u32 = id;
  return event;
}

}  // namespace

Result<Poller> Poller::create() {
  UniqueFd epoll(::epoll_create1(EPOLL_CLOEXEC));
  if (!epoll) return SystemFailure::last("epoll_create1");
  return Poller(std::move(epoll));
}

Status Poller::add(int fd, uint32_t id, bool read, bool write) {
  epoll_event event = interest(id, read, write);
  if (::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &event) < 0) return SystemFailure::last("epoll_ctl");
  return Done{};
}

void Poller::modify(int fd, uint32_t id, bool read, bool write) {
  epoll_event event = interest(id, read, write);
  ::epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, fd, &event);
}

void Poller::remove(int fd) {
  ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, fd, nullptr);
}

size_t Poller::wait(std::span<Ready> ready, std::chrono::microseconds timeout) {
  std::array<epoll_event, 8> events;
  const int room = static_cast<int>(std::min(events.size(), ready.size()));
  int count;
  if (timeout.count() < 0) {
    count = ::epoll_wait(epoll_.get(), events.data(), room, -1);
  } else {
    const timespec limit{static_cast<time_t>(timeout.count() / 1'000'000),
                         static_cast<long>(timeout.count() % 1'000'000) * 1000};
    count = ::epoll_pwait2(epoll_.get(), events.data(), room, &limit, nullptr);
    if (count < 0 &&
        errno == ENOSYS) {  // before Linux 5.11: whole milliseconds, rounded up so as not to spin
      count =
          ::epoll_wait(epoll_.get(), events.data(), room, static_cast<int>((timeout.count() + 999) / 1000));
    }
  }
  for (int i = 0; i < count; ++i) {
    const uint32_t flags = events[static_cast<size_t>(i)].events;
    ready[static_cast<size_t>(i)] = {events[static_cast<size_t>(i)].data.u32, (flags & EPOLLIN) != 0,
                                     (flags & EPOLLOUT) != 0, (flags & EPOLLHUP) != 0,
                                     (flags & EPOLLERR) != 0};
  }
  return count > 0 ? static_cast<size_t>(count) : 0;
}

Result<Wake> Wake::create() {
  UniqueFd event(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!event) return SystemFailure::last("eventfd");
  return Wake(std::move(event));
}

void Wake::signal() const {
  const uint64_t one = 1;
  // Fails only when the counter is full, and then the reader is awake already.
  [[maybe_unused]] const ssize_t written = ::write(event_.get(), &one, sizeof one);
}

void Wake::clear() const {
  uint64_t count;
  [[maybe_unused]] const ssize_t got = ::read(event_.get(), &count, sizeof count);
}

}  // namespace dun
