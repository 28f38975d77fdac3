/*
 * The way out: lines that wait, in front of a pipe or stdout. A thread of its own writes them, because a write to a
 * reader that stalls may take any time. Nothing here blocks, but for sink_drain.
 */
#pragma once
#include "../core/outbox.h"
#include <stdbool.h>
#include <stddef.h>
#include <windows.h>

struct sink {
  HANDLE handle;
  bool is_pipe;         /* opened for overlapped writes */
  HANDLE wake;          /* set when the reader has gone */
  volatile LONG closed; /* the reader has gone */
  HANDLE filled;        /* there is something to write */
  HANDLE emptied;       /* everything was written, or never will be */
  size_t peak;          /* the most that waited since the outbox was last empty */
  CRITICAL_SECTION lock;
  struct outbox outbox;
};

/* Writes to the app's end of a pipe, or to stdout; sets wake when the reader has gone. */
bool sink_open(struct sink *sink, HANDLE handle, bool is_pipe, HANDLE wake);

/* Queues one whole line, or drops and counts it. */
void sink_put(struct sink *sink, const char *line, size_t length);

/* Has the lines that wait written as soon as the reader takes them. */
void sink_flush(struct sink *sink);

/* How many bytes wait. */
size_t sink_waiting(struct sink *sink);

/* Lines dropped since the start. */
uint64_t sink_dropped(struct sink *sink);

/* True once after each drop that was reported. */
bool sink_take_recovered(struct sink *sink);

/* Waits until all is written, no longer than timeout_ms. */
void sink_drain(struct sink *sink, DWORD timeout_ms);
