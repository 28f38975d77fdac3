#include "proc.h"
#include "pidfd.h"
#include <ctype.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PATH_BYTES = 48, TICKS_TOLERANCE = 2 };

static uint64_t ns_per_tick(void) {
  static uint64_t length;
  if (length == 0) length = NS_PER_S / (uint64_t)sysconf(_SC_CLK_TCK);
  return length;
}

/* How long the machine has slept; the start field counts that time, the monotonic clock does not. */
static uint64_t asleep_ns(void) {
  struct timespec boot;
  uint64_t mono = clock_mono_ns();
  clock_gettime(CLOCK_BOOTTIME, &boot);
  return (uint64_t)boot.tv_sec * NS_PER_S + (uint64_t)boot.tv_nsec - mono;
}

uint64_t ticks_from_mono(uint64_t mono_ns) { return (mono_ns + asleep_ns()) / ns_per_tick(); }

uint64_t mono_from_ticks(uint64_t ticks) {
  uint64_t boot = ticks * ns_per_tick(), asleep = asleep_ns();
  return boot > asleep ? boot - asleep : 0;
}

bool ticks_are_near(uint64_t ticks, uint64_t other) {
  return (ticks > other ? ticks - other : other - ticks) <= TICKS_TOLERANCE;
}

ssize_t read_file(const char *path, char *buffer, size_t capacity) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return -1;
  ssize_t length = read(fd, buffer, capacity - 1);
  close(fd);
  buffer[length > 0 ? length : 0] = 0;
  return length;
}

static ssize_t read_of(pid_t pid, const char *name, char *buffer, size_t capacity) {
  char path[PATH_BYTES];
  snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
  return read_file(path, buffer, capacity);
}

/* Field numbers as in proc(5). */
static void set_field(struct proc_stat *stat, int field, uint64_t value) {
  switch (field) {
    case 4: stat->ppid = (pid_t)value; break;
    case 5: stat->pgid = (pid_t)value; break;
    case 6: stat->sid = (pid_t)value; break;
    case 7: stat->tty = (int)value; break;
    case 9: stat->flags = (uint32_t)value; break;
    case 20: stat->threads = (int)value; break;
    case 22: stat->start = value; break;
    case 28: stat->stack = value; break;
  }
}

bool proc_stat_parse(char *text, struct proc_stat *stat) {
  /* The name may hold blanks and brackets, so the last bracket counts. */
  char *open = strchr(text, '('), *close = strrchr(text, ')');
  if (!open || !close || close < open || close[1] != ' ' || close[2] == 0) return false;
  *stat = (struct proc_stat){.state = close[2]};
  size_t length = (size_t)(close - open - 1);
  if (length >= sizeof stat->comm) length = sizeof stat->comm - 1;
  memcpy(stat->comm, open + 1, length);
  char *at = close + 3;
  int field = 4;
  for (; field <= 28 && *at; field++) {
    char *end;
    uint64_t value = strtoull(at, &end, 10);
    if (end == at) break;
    set_field(stat, field, value);
    at = end;
  }
  return field > 22;
}

bool proc_stat_read(pid_t pid, struct proc_stat *stat) {
  char text[1024];
  return read_of(pid, "stat", text, sizeof text) > 0 && proc_stat_parse(text, stat);
}

bool proc_stat_is_over(const struct proc_stat *stat) {
  return stat->state == 'Z' || stat->state == 'X' || (stat->flags & FLAG_EXITING);
}

bool process_matches(const struct process *process, const struct proc_stat *stat) {
  if (process->start_known && !process->start_derived) return stat->start == process->start;
  if (process->start_known) return ticks_are_near(stat->start, process->start);
  return process->born == 0 || ticks_are_near(stat->start, ticks_from_mono(process->born));
}

void process_settle_start(struct process *process, const struct proc_stat *stat, uint64_t ts) {
  if (process->start_known) return;
  process->start = stat ? stat->start : ticks_from_mono(process->born ? process->born : ts);
  process->start_known = true;
  process->start_derived = !stat;
}

int proc_cmdline_open(pid_t pid) {
  char path[PATH_BYTES];
  snprintf(path, sizeof path, "/proc/%d/cmdline", pid);
  return open(path, O_RDONLY | O_CLOEXEC);
}

size_t proc_cmdline_read(int fd, char *buffer, size_t capacity) {
  ssize_t length = pread(fd, buffer, capacity, 0);
  return length > 0 ? (size_t)length : 0;
}

size_t proc_cmdline(pid_t pid, char *buffer, size_t capacity) {
  int fd = proc_cmdline_open(pid);
  if (fd < 0) return 0;
  size_t length = proc_cmdline_read(fd, buffer, capacity);
  close(fd);
  return length;
}

size_t proc_link(pid_t pid, const char *name, char *buffer, size_t capacity) {
  char path[PATH_BYTES];
  snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
  ssize_t length = readlink(path, buffer, capacity);
  return length > 0 ? (size_t)length : 0;
}

static const char *status_field(const char *status, const char *name) {
  const char *found = strstr(status, name);
  return found ? found + strlen(name) : NULL;
}

static bool read_uid(pid_t pid, uid_t *uid) {
  char path[PATH_BYTES], status[4096];
  struct stat info;
  if (pidfd_uid(pid, uid)) return true;
  snprintf(path, sizeof path, "/proc/%d", pid);
  if (stat(path, &info) != 0) return false;
  *uid = info.st_uid;
  /* The kernel also says root for processes that may not be dumped, so only the dearer file is sure. */
  if (*uid != 0 || read_of(pid, "status", status, sizeof status) <= 0) return true;
  const char *uids = status_field(status, "\nUid:");
  char *end;
  if (!uids) return true;
  strtoul(uids, &end, 10);
  *uid = (uid_t)strtoul(end, NULL, 10);
  return true;
}

void process_learn_uid(struct process *process) {
  if (!process->uid_known) process->uid_known = read_uid(process->pid, &process->uid);
}

pid_t proc_tgid(pid_t pid) {
  char status[4096];
  if (read_of(pid, "status", status, sizeof status) <= 0) return 0;
  const char *tgid = status_field(status, "\nTgid:");
  return tgid ? (pid_t)strtol(tgid, NULL, 10) : 0;
}

bool tty_name(int tty, char *name, size_t capacity) {
  /* The numbers are those of Documentation/admin-guide/devices.txt. */
  static const struct {
    unsigned major, first, count;
    const char *prefix;
  } kinds[] = {{4, 0, 64, "tty"},      {4, 64, 192, "ttyS"},   {204, 64, 16, "ttyAMA"},
               {188, 0, 256, "ttyUSB"}, {166, 0, 256, "ttyACM"}, {229, 0, 256, "hvc"}};
  unsigned device_major = ((unsigned)tty >> 8) & 0xfff;
  unsigned device_minor = ((unsigned)tty & 0xff) | (((unsigned)tty >> 12) & 0xfff00);
  if (device_major >= 136 && device_major <= 143) {
    snprintf(name, capacity, "pts/%u", (device_major - 136) * 256 + device_minor);
    return true;
  }
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (kinds[i].major != device_major || device_minor - kinds[i].first >= kinds[i].count) continue;
    snprintf(name, capacity, "%s%u", kinds[i].prefix, device_minor - kinds[i].first);
    return true;
  }
  return false;
}

pid_t proc_next(DIR *directory) {
  struct dirent *entry;
  while ((entry = readdir(directory)))
    if (isdigit((unsigned char)entry->d_name[0])) return (pid_t)strtol(entry->d_name, NULL, 10);
  return 0;
}
