#include "last_pid.h"
#include "proc.h"
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* After wrapping around, the kernel leaves the first pids alone. */
enum { RESERVED_PIDS = 300, VISITS_MAX = 16384, PID_MAX_DEFAULT = 32768 };

static pid_t newest(const struct last_pid *last_pid) {
  char text[128];
  ssize_t length = pread(last_pid->fd, text, sizeof text - 1, 0);
  if (length <= 0) return last_pid->last;
  text[length] = 0;
  const char *field = strrchr(text, ' ');
  return field ? (pid_t)strtol(field, NULL, 10) : last_pid->last;
}

bool last_pid_open(struct last_pid *last_pid) {
  char text[32];
  last_pid->max = read_file("/proc/sys/kernel/pid_max", text, sizeof text) > 0 ? atoi(text) : PID_MAX_DEFAULT;
  last_pid->fd = open("/proc/loadavg", O_RDONLY | O_CLOEXEC);
  last_pid->last = 0;
  last_pid->last = last_pid->previous = newest(last_pid);
  return last_pid->fd >= 0 && last_pid->last > 0;
}

bool last_pid_visit(struct last_pid *last_pid, void (*visit)(pid_t pid), bool *too_many) {
  pid_t from = last_pid->previous, to = newest(last_pid);
  bool changed = to != last_pid->last, wrapped = to < from;
  last_pid->previous = last_pid->last;
  last_pid->last = to;
  pid_t span = wrapped ? last_pid->max - from + to - RESERVED_PIDS : to - from;
  *too_many = span > VISITS_MAX;
  if (*too_many) return changed;
  for (pid_t pid = from + 1; pid <= (wrapped ? last_pid->max : to); pid++) visit(pid);
  for (pid_t pid = RESERVED_PIDS; wrapped && pid <= to; pid++) visit(pid);
  return changed;
}
