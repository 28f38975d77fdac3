/* For O_PATH and setresuid. */
#define _GNU_SOURCE
#include "privileges.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/capability.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The headers of older systems do not name them all. */
enum { SYS_ADMIN = 21, PERFMON = 38, BPF = 39, CAPABILITIES_MAX = 63 };
#define BIT(capability) (UINT64_C(1) << (capability))

#ifndef PR_CAP_AMBIENT
enum { PR_CAP_AMBIENT = 47, PR_CAP_AMBIENT_CLEAR_ALL = 4 };
#endif

static uint64_t permitted(void) {
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct data[2] = {{0}};
  if (syscall(SYS_capget, &header, data) != 0) return 0;
  return data[0].permitted | (uint64_t)data[1].permitted << 32;
}

static bool set_capabilities(uint64_t set) {
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct data[2] = {{.effective = (uint32_t)set, .permitted = (uint32_t)set},
                                           {.effective = (uint32_t)(set >> 32), .permitted = (uint32_t)(set >> 32)}};
  return syscall(SYS_capset, &header, data) == 0;
}

bool privileges_are_borrowed(void) { return getuid() != 0 && (getauxval(AT_SECURE) || permitted() != 0); }

bool privileges_for_bpf(void) {
  uint64_t have = permitted(), needed = BIT(BPF) | BIT(PERFMON);
  if (have & BIT(SYS_ADMIN)) return true;
  if ((have & needed) != needed) return false;
  return set_capabilities(privileges_are_borrowed() ? needed : have);
}

static bool only_root_changes(const struct stat *info) {
  return info->st_uid == 0 && (info->st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

/* A group may have several members, who then may run each other's program. */
static bool is_folder_of(const char *folder, uid_t user) {
  char id[16];
  const char *name = strrchr(folder, '/');
  snprintf(id, sizeof id, "%u", user);
  return name && strcmp(name + 1, id) == 0;
}

bool privileges_cover_all_users(void) {
  char path[PATH_MAX];
  struct stat self, here, folder_info, info;
  ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
  if (length <= 0 || stat("/proc/self/exe", &self) != 0) return false;
  path[length] = 0;
  char *name = strrchr(path, '/');
  if (!name) return false;
  *name++ = 0;
  if (!is_folder_of(path, getuid())) return false;
  int folder = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return false;
  /* Whoever can rename a folder above could lead us elsewhere; there, this program would not lie. */
  bool ours = fstatat(folder, name, &here, AT_SYMLINK_NOFOLLOW) == 0 && here.st_ino == self.st_ino &&
              here.st_dev == self.st_dev && fstat(folder, &folder_info) == 0 && only_root_changes(&folder_info);
  bool covers = ours && fstatat(folder, "all-users", &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(info.st_mode) &&
                only_root_changes(&info);
  close(folder);
  return covers;
}

bool privileges_drop(void) {
  /* Where the bounding set may not be changed, no_new_privs makes up for it: no program file lends us anything again. */
  for (unsigned long capability = 0; capability <= CAPABILITIES_MAX; capability++)
    if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0) break;
  prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  /* In case the program file lends its user or group, too. */
  if (setresgid(getgid(), getgid(), getgid()) != 0 || setresuid(getuid(), getuid(), getuid()) != 0) return false;
  return set_capabilities(0);
}
