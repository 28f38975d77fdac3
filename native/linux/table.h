/* The helper's own table of processes: what identifies them, and what has to be remembered until they end. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Bounds the memory to a few MB; processes beyond that are reported when they exec, but not remembered. */
enum { TABLE_PROCESSES_MAX = 49152, TABLE_BUCKETS = 8192, COMM_BYTES = 64 };

struct process {
  struct process *next;
  pid_t pid;
  pid_t ppid;
  uid_t uid; /* the effective user, when known */
  bool uid_known;
  uint64_t start;      /* field 22 of /proc/PID/stat: with pid, the identity; never changes once known */
  uint64_t born;       /* monotonic time of its fork, 0 when unknown */
  uint64_t ended;      /* monotonic time of its end, when ending */
  uint32_t generation; /* the last scan that has seen it */
  int fd;              /* netlink: its cmdline, opened early; polling: its pidfd; -1 when none */
  int status;          /* wait status, when ending */
  bool start_known;
  bool start_derived; /* from the time of its fork, so it may be a tick off */
  bool reported;      /* the app knows it */
  bool threaded;      /* has had more than one thread */
  bool ending;        /* its main thread has ended, or it is a zombie */
  bool kernel_thread;
  uint32_t slot;        /* netlink: where fd is in the ring of open files */
  uint32_t unfinished;  /* netlink: events in the queue that belong to it */
  uint32_t newest_exec; /* netlink: number of its newest exec in the queue */
  uint32_t args_hash;   /* polling: to see a later exec */
  uint64_t stack;       /* polling: address of its stack, another one after each exec */
  char comm[16];        /* polling: name after the last exec */
};

/* Start with all zero. */
struct table {
  struct process *buckets[TABLE_BUCKETS];
  uint32_t count;
};

/* The process with this pid, or NULL. */
struct process *table_find(struct table *table, pid_t pid);

/* Adds a process that is not there yet; NULL when the table is full. */
struct process *table_add(struct table *table, pid_t pid);

/* Removes a process and frees it; closing fd is the caller's business. */
void table_remove(struct table *table, struct process *process);

/* Calls visit for every process; visit may remove the process it was given. */
void table_each(struct table *table, void (*visit)(void *context, struct process *process), void *context);
