/* One run of the probe: the connection to the app, the signs that it is over, heartbeats and counters. */
#pragma once
#include "../posix/sink.h"
#include "../shared/line.h"
#include "../shared/messages.h"
#include "events.h"
#include <stdbool.h>
#include <stdint.h>

struct session {
  struct sink sink;
  struct line line;
  bool over;             /* time to say bye */
  bool once;             /* over after the first snapend */
  bool waits_for_reader; /* the queue tells when the reader takes more */
  uint64_t next_heartbeat;
  struct counters counters;
};

/* Sets up signals and the queue around an open sink. Returns false with errno set. */
bool session_open(struct session *session, bool watches_stdin);

/*
 * Waits for events of processes, at most timeout_ms, and minds everything else on the way. Returns how many there are,
 * and in drained whether no more were waiting.
 */
int session_wait(struct session *session, int timeout_ms, struct event *events, int capacity, bool *drained);

/* Queues the line that was just written; session_flush sends it. */
void session_send(struct session *session);

/* Sends what waits, as far as the reader takes it. */
void session_flush(struct session *session);

/* The first line. */
void session_hello(struct session *session, const struct introduction *introduction);

/* Announces another list of all processes. */
void session_resync(struct session *session);

/* Closes a list of so many processes; that is all when the session is for one list only. */
void session_snapend(struct session *session, uint64_t count);

/* The last line; waits for the reader, but not for long. */
void session_bye(struct session *session);
