/* The lines about processes: snap, exec and exit. */
#pragma once
#include "proc.h"
#include "../posix/session.h"
#include "table.h"
#include <stdint.h>

/* What an exec line is made of. */
struct portrait {
  const struct process *process;
  const struct proc_stat *stat; /* NULL when it has gone */
  const struct procargs *args;  /* NULL when they were missed */
  uint64_t ts;
};

/* Writes an exec line and counts it. */
void report_exec(struct session *session, const struct portrait *portrait);

/* Writes a snap line for a process that exists; args is NULL when they cannot be read. */
void report_snap(struct session *session, const struct process *process, const struct proc_stat *stat,
                 const struct procargs *args);

/* Writes an exit line with the code or signal of a wait status; NULL when nobody can tell. */
void report_exit(struct session *session, const struct process *process, uint64_t ts, const int *status);
