/* The lines about processes: snap, exec and exit. */
#pragma once
#include "proc.h"
#include "../posix/session.h"
#include "table.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a snap or exec line is made of; everything but process and ts may be missing. */
struct portrait {
  const struct process *process;
  const struct proc_stat *stat; /* NULL when it could not be read */
  uint64_t ts;
  const char *argv; /* NUL-separated; NULL when the arguments were missed */
  size_t argv_length;
  bool superseded; /* the process has exec'ed again meanwhile, so /proc speaks of another program */
  bool cut;        /* argv is not all of the arguments */
  /* Known already; where NULL, they are read from /proc. */
  const char *exe;
  const char *cwd;
};

/* Writes an exec line and counts it. */
void report_exec(struct session *session, const struct portrait *portrait);

/* Writes a snap line for a process that exists. */
void report_snap(struct session *session, const struct process *process, const struct proc_stat *stat);

/* Writes an exit line with the code or signal of a wait status. */
void report_exit(struct session *session, const struct process *process, uint64_t ts, int status);

/* Writes an exit line for a process that ended in a way nobody can tell any more. */
void report_vanished(struct session *session, const struct process *process, uint64_t ts);
