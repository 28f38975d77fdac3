/*
 * Threaded processes that may be about to end. The kernel reports the end of each thread; that of the main thread is
 * mostly, but not always, the end of the process: others may go on, or one of them execs and takes its place. So the
 * process is looked at until it is clear.
 */
#pragma once
#include "table.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ENDINGS_MAX = 256 };

/* Start with all zero. */
struct endings {
  pid_t pids[ENDINGS_MAX];
  size_t count;
  uint64_t over_since[ENDINGS_MAX]; /* when it was first found to be over */
  uint64_t delay;
  uint64_t next_check;
};

/* Notes that a thread of the process has ended after (or as) its main thread. False when there is no room. */
bool endings_expect(struct endings *endings, struct process *process);

/* Milliseconds until the next check is due; -1 when nothing is expected. */
int endings_timeout_ms(const struct endings *endings);

/* Calls ended for each process that is over by now. */
void endings_check(struct endings *endings, struct table *table, void (*ended)(struct process *process));
