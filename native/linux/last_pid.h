/* Learns of new processes from the last field of /proc/loadavg, the pid that was handed out most recently. */
#pragma once
#include <stdbool.h>
#include <sys/types.h>

struct last_pid {
  int fd;
  pid_t max;      /* pids wrap around after this one */
  pid_t last;     /* the newest pid at the last look */
  pid_t previous; /* the newest pid at the look before */
};

/* Starts from the newest pid of this moment; false when the kernel does not tell. */
bool last_pid_open(struct last_pid *last_pid);

/*
 * Looks again and calls visit for every pid handed out since the look before the last one. That long, because a pid is
 * handed out a moment before its process can be found. Returns whether there are new pids; sets *too_many instead of
 * visiting when a walk through /proc is cheaper.
 */
bool last_pid_visit(struct last_pid *last_pid, void (*visit)(pid_t pid), bool *too_many);
