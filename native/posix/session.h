/* One run of the probe: what it has to say to the app, in which order, and when it is over. */
#pragma once
#include "../core/line.h"
#include "../core/messages.h"
#include "sink.h"
#include <stdbool.h>
#include <stdint.h>

struct session {
  struct sink sink;
  struct line line;      /* the line that is being written */
  bool over;             /* time to say bye */
  bool once;             /* over after the first snapend */
  bool waits_for_reader; /* the system tells when the reader takes more */
  uint64_t next_heartbeat;
  struct counters counters;
};

/* Queues the line that was just written; session_flush sends it. */
void session_send(struct session *session);

/* Sends what waits, as far as the reader takes it. */
void session_flush(struct session *session);

/* Has the system tell when the reader takes more, or no longer. Each system brings its own. */
void session_await_reader(struct session *session, bool waits);

/* The first line. Heartbeats follow from here on. */
void session_hello(struct session *session, const struct introduction *introduction);

/* Sends a heartbeat when it is time. */
void session_beat(struct session *session);

/* A time to wait in ms (-1: as long as it takes), shortened to end when the next heartbeat is due. */
int session_wait_ms(const struct session *session, int timeout_ms);

/* Reports messages that were lost between kernel and probe, at "netlink" or "ring". */
void session_drop(struct session *session, const char *where, uint64_t count);

/* Announces another list of all processes. */
void session_resync(struct session *session);

/* Closes a list of so many processes; that is all when the session is for one list only. */
void session_snapend(struct session *session, uint64_t count);

/* Reads what comes on stdin, whose end means that the app has gone. */
void session_read_stdin(struct session *session);

/* The last line; waits for the reader, but not for long. */
void session_bye(struct session *session);
