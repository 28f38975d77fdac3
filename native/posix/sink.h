/* The way out: lines that wait, in front of a socket or stdout. Nothing here blocks, but for sink_drain. */
#pragma once
#include "../core/outbox.h"
#include <stdbool.h>
#include <stddef.h>

struct sink {
  int fd;
  bool is_socket;
  bool never_waits; /* send returns when the reader takes no more */
  bool closed; /* the reader has gone */
  size_t peak; /* the most that waited since the outbox was last empty */
  struct outbox outbox;
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
