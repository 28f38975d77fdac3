/* Reads what /proc tells about a process, and the clocks that its times refer to. */
#pragma once
#include "../core/clock.h"
#include "table.h"
#include <dirent.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Bits of proc_stat.flags (PF_… in the kernel's sched.h). */
enum { FLAG_EXITING = 0x4, FLAG_FORKED_NO_EXEC = 0x40, FLAG_KERNEL_THREAD = 0x200000 };

/* What /proc/PID/stat says, as far as we use it. */
struct proc_stat {
  char state;
  pid_t ppid;
  pid_t pgid;
  pid_t sid;
  int tty;
  uint32_t flags;
  int threads;
  uint64_t start; /* ticks since boot */
  uint64_t stack; /* 0 when we may not know */
  char comm[COMM_BYTES];
};

/* The start field of a process that started at this monotonic time. */
uint64_t ticks_from_mono(uint64_t mono_ns);

/* The monotonic time, to a tick, at which a process with this start field started. */
uint64_t mono_from_ticks(uint64_t ticks);

/* True when two start fields may mean the same start, one of them derived from the time of a fork. */
bool ticks_are_near(uint64_t ticks, uint64_t other);

/* Reads a whole small file; NUL-terminates; returns its length, or -1. */
ssize_t read_file(const char *path, char *buffer, size_t capacity);

/* Understands the text of /proc/PID/stat (proc(5)); false when it is not whole. */
bool proc_stat_parse(char *text, struct proc_stat *stat);

/* Reads /proc/PID/stat; false when the process has gone. */
bool proc_stat_read(pid_t pid, struct proc_stat *stat);

/* True when the process has ended or is about to, so that its memory can no longer be read. */
bool proc_stat_is_over(const struct proc_stat *stat);

/* True when stat speaks of this process rather than of a later one with its pid. */
bool process_matches(const struct process *process, const struct proc_stat *stat);

/*
 * Settles the start of a process once and for all, so that every line about it carries the same. Without stat it is
 * derived from the time of the fork, or from ts when that is unknown, too.
 */
void process_settle_start(struct process *process, const struct proc_stat *stat, uint64_t ts);

/* Opens /proc/PID/cmdline; -1 when the process has gone. */
int proc_cmdline_open(pid_t pid);

/* Reads an open cmdline from its beginning; returns its length, 0 when there is nothing (any more). */
size_t proc_cmdline_read(int fd, char *buffer, size_t capacity);

/* Opens, reads and closes the cmdline. */
size_t proc_cmdline(pid_t pid, char *buffer, size_t capacity);

/* Reads the link /proc/PID/name (exe, cwd); returns its length, 0 when not readable. */
size_t proc_link(pid_t pid, const char *name, char *buffer, size_t capacity);

/* Finds out the effective user of the process, unless it is known or the process has gone. */
void process_learn_uid(struct process *process);

/* The process that a pid or thread id belongs to; 0 when it has gone. */
pid_t proc_tgid(pid_t pid);

/* Name of a terminal such as "pts/3" from tty_nr; false when there is none or it is of an unknown kind. */
bool tty_name(int tty, char *name, size_t capacity);

/* The next process in a directory stream of /proc; 0 at the end. */
pid_t proc_next(DIR *directory);
