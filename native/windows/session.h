/* One run of the probe: the connection to the app, the signs that it is over, heartbeats and counters. */
#pragma once
#include "../core/line.h"
#include "../core/messages.h"
#include "sink.h"
#include <stdbool.h>
#include <stdint.h>

struct session {
  struct sink sink;
  struct line line;
  CRITICAL_SECTION lock; /* held by whoever writes lines; session_wait lets others in */
  HANDLE wake;           /* set by other threads when there is something to do */
  HANDLE timer;
  DWORD interval_ms;
  volatile LONG ending; /* set by other threads: stdin, the reader or the console has gone */
  bool over;            /* time to say bye */
  bool once;            /* over after the first snapend */
  uint64_t next_heartbeat;
  struct counters counters;
};

/* Starts a session on a connected pipe, which ends with the pipe or stdin, or on stdout if pipe is NULL. */
bool session_open(struct session *session, HANDLE pipe);

/* Makes session_wait return that often. */
void session_set_interval(struct session *session, DWORD interval_ms);

/* Waits for the next tick, or until wake is set, and minds heartbeats. Returns true at a tick. */
bool session_wait(struct session *session);

/* Queues the line that was just written; session_flush sends it. */
void session_send(struct session *session);

/* Sends what waits, as far as the reader takes it. */
void session_flush(struct session *session);

/* The first line. */
void session_hello(struct session *session, const struct introduction *introduction);

/* Reports messages that were lost between Windows and the probe ("etw"), or that found no place in its "table". */
void session_drop(struct session *session, const char *where, uint64_t count);

/* Announces another list of all processes. */
void session_resync(struct session *session);

/* Closes a list of so many processes; that is all when the session is for one list only. */
void session_snapend(struct session *session, uint64_t count);

/* The last line; waits for the reader, but not for long. */
void session_bye(struct session *session);
