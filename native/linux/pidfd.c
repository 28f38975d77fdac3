#include "pidfd.h"
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif

/* As in linux/pidfd.h, which is older than this on many build machines. */
struct process_info {
  uint64_t mask;
  uint64_t cgroup;
  uint32_t pid, tgid, ppid, ruid, rgid, euid, egid, suid, sgid, fsuid, fsgid;
  int32_t status;
  uint32_t coredump;
  uint32_t spare;
};
#define GET_INFO _IOWR(0xFF, 11, struct process_info)
enum { INFO_CREDENTIALS = 1 << 1, INFO_EXIT = 1 << 3, TEST_CODE = 7 };

int pidfd_open_process(pid_t pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

bool pidfd_exit_status(int fd, int *status) {
  struct process_info info = {.mask = INFO_EXIT};
  if (fd < 0 || ioctl(fd, GET_INFO, &info) != 0 || !(info.mask & INFO_EXIT)) return false;
  *status = info.status;
  return true;
}

bool pidfd_uid(pid_t pid, uid_t *uid) {
  struct process_info info = {.mask = INFO_CREDENTIALS};
  int fd = pidfd_open_process(pid);
  if (fd < 0) return false;
  bool known = ioctl(fd, GET_INFO, &info) == 0 && (info.mask & INFO_CREDENTIALS);
  close(fd);
  if (known) *uid = info.euid;
  return known;
}

bool pidfd_keeps_status(void) {
  int status = 0;
  pid_t child = fork();
  if (child == 0) _exit(TEST_CODE);
  if (child < 0) return false;
  int fd = pidfd_open_process(child);
  waitpid(child, NULL, 0);
  bool keeps = pidfd_exit_status(fd, &status) && WIFEXITED(status) && WEXITSTATUS(status) == TEST_CODE;
  if (fd >= 0) close(fd);
  return keeps;
}
