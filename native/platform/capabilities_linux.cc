/** Capabilities by the raw system calls; capabilities(7) is the reference for every rule used here. */
#include <fcntl.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>

#include "platform/capabilities.h"

namespace dun {
namespace {

constexpr std::array<unsigned, 2> kKeptList{CAP_NET_ADMIN, CAP_NET_RAW};
constexpr uint64_t kKept = (uint64_t{1} << CAP_NET_ADMIN) | (uint64_t{1} << CAP_NET_RAW);

using CapabilityData = std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3>;

bool get_capabilities(CapabilityData& data) {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  return ::syscall(SYS_capget, &header, data.data()) == 0;
}

bool set_capabilities(const CapabilityData& data) {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  return ::syscall(SYS_capset, &header, data.data()) == 0;
}

// -1 beyond the last capability this kernel has.
int in_bounding_set(unsigned capability) {
  return ::prctl(PR_CAPBSET_READ, capability, 0, 0, 0);
}

std::vector<char*> pointers(const std::vector<std::string>& strings) {
  std::vector<char*> result;
  result.reserve(strings.size() + 1);
  for (const std::string& string : strings) result.push_back(const_cast<char*>(string.c_str()));
  result.push_back(nullptr);
  return result;
}

}  // namespace

Result<Capabilities> capabilities() {
  CapabilityData data{};
  if (!get_capabilities(data)) return SystemFailure::last("capget");
  Capabilities result{};
  result.effective = data[0].effective | (uint64_t{data[1].effective} << 32);
  for (unsigned capability = 0; capability < 64; ++capability) {
    const int present = in_bounding_set(capability);
    if (present < 0) break;
    if (present > 0) result.bounding |= uint64_t{1} << capability;
  }
  result.no_new_privs = ::prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1;
  return result;
}

SystemFailure exec_with_reduced_capabilities(const std::string& file, const std::vector<std::string>& argv,
                                             const std::vector<std::string>& env) {
  std::vector<char*> arguments = pointers(argv);
  std::vector<char*> environment = pointers(env);

  // The bounding set first: it needs CAP_SETPCAP, which the next step gives away.
  for (unsigned capability = 0; capability < 64; ++capability) {
    const int present = in_bounding_set(capability);
    if (present < 0) break;
    if (present > 0 && (kKept >> capability & 1) == 0 && ::prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) < 0) {
      return SystemFailure::last("prctl");
    }
  }
  CapabilityData data{};
  if (!get_capabilities(data)) return SystemFailure::last("capget");
  const uint32_t kept = data[0].permitted & static_cast<uint32_t>(kKept);
  data[0] = {kept, kept, kept};
  data[1] = {0, 0, 0};
  // The ambient set follows by itself: it never exceeds permitted and inheritable.
  if (!set_capabilities(data)) return SystemFailure::last("capset");
  // User 0 gets permitted = inheritable | bounding from the exec; anybody else keeps only what is ambient.
  if (::geteuid() != 0) {
    for (const unsigned capability : kKeptList) {
      if ((kept >> capability & 1) != 0 &&
          ::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0) < 0) {
        return SystemFailure::last("prctl");
      }
    }
  }
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return SystemFailure::last("prctl");
  // libuv marks even the standard descriptors close-on-exec.
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(fd, F_SETFD, 0) < 0 && errno != EBADF) return SystemFailure::last("fcntl");
  }
  ::execve(file.c_str(), arguments.data(), environment.data());
  return SystemFailure::last("execve");
}

}  // namespace dun
