/* Young processes, which polling looks at more often: they may exec any moment. */
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { WATCHES_MAX = 8192 };

struct watch {
  pid_t pid;
  uint64_t since;
  uint64_t next;
};

/* Start with all zero. */
struct watches {
  struct watch list[WATCHES_MAX];
  size_t count;
};

/* What a look at a process came to. */
enum watch_result {
  WATCH_DONE,   /* no need to look again */
  WATCH_FORKED, /* has not exec'ed yet: look soon */
  WATCH_RUNS,   /* may exec again: look at growing intervals */
};

/* Looks at a process from now on, until it is a second older. When the list is full, full scans have to do. */
void watches_add(struct watches *watches, pid_t pid, uint64_t now);

/* Calls look for those that are due, which may add others. Returns when the next one is due, UINT64_MAX for never. */
uint64_t watches_visit(struct watches *watches, uint64_t now, enum watch_result (*look)(pid_t pid));
