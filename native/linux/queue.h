/*
 * Events of the netlink tier between the two steps of their handling: the arguments are read at once, because the
 * process may be gone a moment later; everything else waits until no message is left to read.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { QUEUE_EVENTS_MAX = 1024, QUEUE_ARGV_BYTES_MAX = 2 << 20 };

struct queued {
  bool is_exit;
  bool superseded;  /* the arguments that were read are those of a later exec */
  bool argv_read;   /* something could be read */
  pid_t pid;
  int status;       /* of an exit */
  uint64_t ts;
  uint64_t read_at; /* monotonic time after reading the arguments */
  char *argv;
  size_t argv_length;
};

/* Start with all zero. Events are numbered on and on, so a number also tells whether the event is still here. */
struct queue {
  struct queued events[QUEUE_EVENTS_MAX];
  uint32_t first;
  uint32_t end;
  size_t argv_bytes;
};

/* True when the next event must wait until another one has left. */
bool queue_is_full(const struct queue *queue);

/* True when nothing waits. */
bool queue_is_empty(const struct queue *queue);

/* Adds an event, copying argv (which may be empty), and returns its place; fill in the rest there. */
struct queued *queue_add(struct queue *queue, const char *argv, size_t argv_length);

/* The event with this number, NULL when it has left. */
struct queued *queue_find(struct queue *queue, uint32_t number);

/* The oldest event, NULL when there is none. */
struct queued *queue_oldest(struct queue *queue);

/* Removes the oldest event. */
void queue_remove_oldest(struct queue *queue);
