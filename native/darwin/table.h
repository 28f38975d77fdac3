/* The helper's own table of processes: what identifies them, and what has to be remembered until their pid is free. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Bounds the memory to a few MB. No Mac allows as many processes. */
enum { TABLE_PROCESSES_MAX = 49152, TABLE_BUCKETS = 8192, COMM_BYTES = 32 };

struct process {
  struct process *next;
  pid_t pid;
  uint64_t start;      /* see proc.h: with pid, the identity */
  uint32_t generation; /* the last scan that has seen it */
  uint32_t drains;     /* how often the queue had been emptied when its program was last reported */
  uint32_t args_hash;  /* of the program that was last reported */
  int status;          /* wait status, when over */
  bool attached;       /* kqueue tells what it does */
  bool reported;       /* the app knows it */
  bool over;           /* a scan has seen it as a zombie */
  bool ended;          /* the app knows of its end, too; it stays until the pid is free */
  bool concluded;      /* nobody told of its end: it just was not to be seen any more */
  char comm[COMM_BYTES];
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

/* Removes a process and frees it. */
void table_remove(struct table *table, struct process *process);

/* Calls visit for every process; visit may remove the process it was given. */
void table_each(struct table *table, void (*visit)(struct process *process));
