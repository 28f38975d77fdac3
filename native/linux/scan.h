/*
 * A walk through /proc, one process at a time, for the list of all processes at the start and after losses: when it is
 * due, and what comes after it. What to do with each process is the tier's business.
 */
#pragma once
#include "../posix/session.h"
#include "table.h"
#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>

/* Start with all zero. */
struct scan {
  DIR *directory;      /* NULL when no scan is under way */
  uint32_t generation; /* the number of this or the last scan */
  uint32_t snaps;      /* processes that it has reported */
  uint64_t began;      /* when it began */
  uint64_t sweep_at;   /* when to look for what it did not see, 0 for never */
  bool wanted;         /* another one is needed */
};

/* Begins with the first process. */
void scan_begin(struct scan *scan);

/* True when it is under way and the app keeps up: a list that overflows the queue of lines would never be complete. */
bool scan_may_go_on(const struct scan *scan, const struct session *session);

/* The next process; 0 at the end, which scan_end tells to the app. */
pid_t scan_next(struct scan *scan);

/* Ends a scan that has met every process. */
void scan_end(struct scan *scan, struct session *session);

/* Tells the app of lost messages, if any, and begins another scan when one is needed and it is time. */
void scan_mind_losses(struct scan *scan, struct session *session, const char *where, uint64_t lost);

/* True once after each scan, when everything that had happened by its end has been told. */
bool scan_is_time_to_sweep(struct scan *scan);

/* True when the scan should have met this process, but has not. */
bool scan_has_missed(const struct scan *scan, const struct process *process);

/* Milliseconds until there is something to do; -1 when nothing is expected. */
int scan_timeout_ms(const struct scan *scan, const struct session *session);
