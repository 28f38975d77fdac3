#include "proc.h"
#include <errno.h>
#include <libproc.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/proc.h>
#include <sys/stat.h>
#include <sys/sysctl.h>
#include <unistd.h>

enum {
  /* New processes may come between asking how many there are and reading them. */
  LIST_SPARE = 64,
  LIST_TRIES = 8,
  LIST_MAX = 65536,
  /* What the system is willing to copy, and the argc in front of it. A full buffer was cut at its beginning. */
  ARGS_BLOCK_BYTES = ARG_MAX + sizeof(int),
  TTY_NAMES = 64,
};

static void stat_from_kinfo(struct proc_stat *stat, const struct kinfo_proc *kinfo) {
  const struct extern_proc *proc = &kinfo->kp_proc;
  const struct timeval *start = &proc->p_starttime;
  *stat = (struct proc_stat){
      .pid = proc->p_pid,
      .ppid = kinfo->kp_eproc.e_ppid,
      .pgid = kinfo->kp_eproc.e_pgid,
      .uid = kinfo->kp_eproc.e_ucred.cr_uid,
      .tty = kinfo->kp_eproc.e_tdev,
      .start = (uint64_t)start->tv_sec * 1000000 + (uint64_t)start->tv_usec,
      .status = proc->p_xstat & 0xffff,
      .execed = (proc->p_flag & P_EXEC) != 0,
      .ending = (proc->p_flag & P_WEXIT) != 0,
      .over = proc->p_stat == SZOMB,
      .system = (proc->p_flag & P_SYSTEM) != 0 || proc->p_pid <= 0,
  };
  snprintf(stat->comm, sizeof stat->comm, "%.*s", MAXCOMLEN, proc->p_comm);
}

bool proc_stat_read(pid_t pid, struct proc_stat *stat) {
  int name[] = {CTL_KERN, KERN_PROC, KERN_PROC_PID, pid};
  struct kinfo_proc kinfo;
  size_t length = sizeof kinfo;
  /* Of a process that does not exist it tells nothing, which is no error. */
  if (sysctl(name, 4, &kinfo, &length, NULL, 0) != 0 || length != sizeof kinfo) return false;
  stat_from_kinfo(stat, &kinfo);
  return stat->pid == pid;
}

/* Reads the list into new memory; returns how many, 0 when it cannot be read. */
static size_t read_kinfos(struct kinfo_proc **kinfos) {
  int name[] = {CTL_KERN, KERN_PROC, KERN_PROC_ALL};
  for (int i = 0; i < LIST_TRIES; i++) {
    size_t length = 0;
    if (sysctl(name, 3, NULL, &length, NULL, 0) != 0) return 0;
    length += LIST_SPARE * sizeof **kinfos;
    if (length > LIST_MAX * sizeof **kinfos) return 0;
    *kinfos = malloc(length);
    if (!*kinfos) return 0;
    if (sysctl(name, 3, *kinfos, &length, NULL, 0) == 0) return length / sizeof **kinfos;
    free(*kinfos);
    *kinfos = NULL;
    if (errno != ENOMEM) return 0;
  }
  return 0;
}

static bool reserve(struct proc_list *list, size_t count) {
  if (count <= list->capacity) return true;
  struct proc_stat *entries = realloc(list->entries, count * sizeof *entries);
  if (!entries) return false;
  list->entries = entries;
  list->capacity = count;
  return true;
}

bool proc_list_read(struct proc_list *list) {
  struct kinfo_proc *kinfos = NULL;
  size_t count = read_kinfos(&kinfos);
  list->count = reserve(list, count) ? count : 0;
  for (size_t i = 0; i < list->count; i++) stat_from_kinfo(&list->entries[i], &kinfos[i]);
  free(kinfos);
  return list->count > 0;
}

size_t proc_children(pid_t pid, pid_t *children, size_t capacity) {
  int bytes = proc_listpids(PROC_PPID_ONLY, (uint32_t)pid, children, (int)(capacity * sizeof *children));
  return bytes > 0 ? (size_t)bytes / sizeof *children : 0;
}

bool proc_args_read(pid_t pid, struct procargs *args) {
  static char block[ARGS_BLOCK_BYTES];
  int name[] = {CTL_KERN, KERN_PROCARGS2, pid};
  size_t length = sizeof block;
  if (sysctl(name, 3, block, &length, NULL, 0) != 0 || length >= sizeof block) return false;
  return procargs_parse(block, length, args);
}

size_t proc_exe(pid_t pid, char *path, size_t capacity) {
  char whole[PROC_PIDPATHINFO_MAXSIZE];
  int length = proc_pidpath(pid, whole, sizeof whole);
  if (length <= 0 || (size_t)length >= capacity) return 0;
  memcpy(path, whole, (size_t)length);
  path[length] = 0;
  return (size_t)length;
}

size_t proc_cwd(pid_t pid, char *path, size_t capacity) {
  struct proc_vnodepathinfo info;
  if (proc_pidinfo(pid, PROC_PIDVNODEPATHINFO, 0, &info, sizeof info) != (int)sizeof info) return 0;
  size_t length = strnlen(info.pvi_cdir.vip_path, sizeof info.pvi_cdir.vip_path);
  if (length >= capacity) return 0;
  memcpy(path, info.pvi_cdir.vip_path, length);
  path[length] = 0;
  return length;
}

pid_t proc_sid(pid_t pid) { return getsid(pid); }

bool tty_name(dev_t tty, char *name, size_t capacity) {
  /* Looking up a name may read all of /dev, and the terminals are few. */
  static struct {
    dev_t tty;
    char name[32];
  } names[TTY_NAMES];
  if (tty == (dev_t)-1 || tty == 0) return false;
  size_t slot = (uint32_t)tty % TTY_NAMES;
  if (names[slot].tty != tty) {
    char found[sizeof names->name];
    const char *known = devname_r(tty, S_IFCHR, found, sizeof found);
    if (!known) return false;
    snprintf(names[slot].name, sizeof names->name, "%s", known);
    names[slot].tty = tty;
  }
  return snprintf(name, capacity, "%s", names[slot].name) < (int)capacity;
}
