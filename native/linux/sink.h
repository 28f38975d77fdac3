/*
 * The way out: a bounded queue of lines in front of a socket or stdout.
 *
 * Nothing here ever blocks, because whoever waits for the app does not read from the kernel and loses events there.
 * When the queue is full, whole new lines are dropped and counted; a drop line tells the app as soon as room is there.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sink {
  int fd;
  bool is_socket;
  bool closed;            /* the reader has gone */
  bool dropping;          /* no line is taken until enough room is there */
  bool recovered;         /* a drop was reported since the owner last cleared this */
  char *queue;            /* a ring of QUEUE_BYTES_MAX */
  size_t head;            /* where the oldest byte is */
  size_t used;            /* how many bytes wait */
  size_t peak;            /* the most that waited since the queue was last empty */
  uint64_t dropped_now;   /* lines dropped and not reported yet */
  uint64_t dropped_total; /* lines dropped since the start */
};

/* Connects to the app's Unix socket. Returns false with errno set. */
bool sink_open_socket(struct sink *sink, const char *path);

/* Writes to stdout instead, for people and tests. */
bool sink_open_stdout(struct sink *sink);

/* Queues one whole line, or drops and counts it. */
void sink_put(struct sink *sink, const char *line, size_t length);

/* Writes as much as the reader takes right now; sets closed when there is no reader any more. */
void sink_flush(struct sink *sink);

/* Writes the rest at the end, waiting for the reader no longer than timeout_ms. */
void sink_drain(struct sink *sink, int timeout_ms);
