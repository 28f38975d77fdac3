/* The helper's own table of processes: what identifies them, and what has to be remembered until they end. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <windows.h>

/* Bounds the memory to a few MB; processes beyond that are counted as dropped. */
enum { TABLE_PROCESSES_MAX = 49152, TABLE_BUCKETS = 8192 };

struct process {
  SLIST_ENTRY ended_link; /* first, because it has to be aligned */
  struct process *next;
  uint32_t pid;
  uint32_t ppid;
  uint64_t start;      /* with pid, the identity; never changes once known */
  uint64_t ts;         /* monotonic time of its creation */
  uint64_t end;        /* like start, when over */
  uint64_t met;        /* monotonic time at which we noticed it */
  HANDLE handle;       /* NULL when it may not be opened; while it is open, nobody else gets the pid */
  HANDLE wait;         /* tells when the handle's process has ended */
  uint32_t generation; /* the last list that had it */
  bool start_derived;  /* from the time of an event, so it may be a little off */
  bool memory;         /* the handle also allows to read its memory */
  bool reported;       /* the app knows it */
  bool over;           /* its end was reported; some lists still have it, as long as somebody keeps it open */
};

/* Start with all zero. */
struct table {
  struct process *buckets[TABLE_BUCKETS];
  uint32_t count;
};

/* The process with this pid, or NULL. */
struct process *table_find(struct table *table, uint32_t pid);

/* Adds a process that is not there yet; NULL when the table is full. */
struct process *table_add(struct table *table, uint32_t pid);

/* Removes a process and frees it; its handles are the caller's business. */
void table_remove(struct table *table, struct process *process);

/* Calls visit for every process; visit may remove the process it was given. */
void table_each(struct table *table, void (*visit)(struct process *process));
