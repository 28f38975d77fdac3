/* Reads what the system tells about processes. */
#pragma once
#include "procargs.h"
#include "table.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* What sysctl KERN_PROC says, which it does of every user's processes. */
struct proc_stat {
  pid_t pid;
  pid_t ppid;
  pid_t pgid;
  uid_t uid;
  dev_t tty;
  uint64_t start; /* microseconds since 1970, read from the clock once, at the fork */
  int status;     /* the wait status, once ending or over */
  bool execed;    /* has a program of its own; otherwise it still shows the arguments of its parent */
  bool ending;    /* is being taken down */
  bool over;      /* a zombie */
  bool system;    /* part of the kernel */
  char comm[COMM_BYTES];
};

/* All processes, newest first. Start with all zero; used again for every list. */
struct proc_list {
  struct proc_stat *entries;
  size_t count;
  size_t capacity;
};

/* Reads about one process, which may be a zombie; false when there is none with this pid. */
bool proc_stat_read(pid_t pid, struct proc_stat *stat);

/* Reads about all processes; false, with an empty list, when the system does not tell. */
bool proc_list_read(struct proc_list *list);

/* The children of a process, zombies included, newest first; returns how many, at most capacity. */
size_t proc_children(pid_t pid, pid_t *children, size_t capacity);

/*
 * Reads the arguments of a process; they are good until the next call. False for processes of other users, unless we
 * are root, and for those that are ending.
 */
bool proc_args_read(pid_t pid, struct procargs *args);

/* The path of its program; returns its length, 0 when not readable. */
size_t proc_exe(pid_t pid, char *path, size_t capacity);

/* Its working directory; returns its length, 0 when not readable, as with other users' processes. */
size_t proc_cwd(pid_t pid, char *path, size_t capacity);

/* Its session; -1 when it has gone. */
pid_t proc_sid(pid_t pid);

/* Name of a terminal such as "ttys001"; false when there is none. */
bool tty_name(dev_t tty, char *name, size_t capacity);
