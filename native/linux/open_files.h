/*
 * The cmdline files that the netlink tier opens at a fork, so that at the exec a single call reads the arguments.
 * Opening takes most of the time that a short-lived process leaves us.
 */
#pragma once
#include "table.h"

enum { OPEN_FILES_MAX = 1024 };

/* A ring: when it is full, the file that was opened first is closed. Start with all zero. */
struct open_files {
  pid_t pids[OPEN_FILES_MAX];
  uint32_t next;
};

/* Opens the cmdline of a process and keeps it in process->fd (-1 when that is not possible). */
void open_files_open(struct open_files *files, struct table *table, struct process *process);

/* Closes the cmdline of a process, if it is still open. */
void open_files_close(struct open_files *files, struct process *process);
