/* One run of the probe: the connection to the app, the signs that it is over, heartbeats and counters. */
#pragma once
#include "../posix/sink.h"
#include "../shared/line.h"
#include "../shared/messages.h"
#include <stdbool.h>
#include <stdint.h>
#include <sys/epoll.h>

struct session {
  struct sink sink;
  struct line line;
  int epoll;
  int signals;
  bool over;             /* time to say bye */
  bool once;             /* over after the first snapend */
  bool watches_stdin;    /* its end means that the app has gone */
  bool waits_for_reader; /* epoll tells when the reader takes more */
  uint64_t next_heartbeat;
  struct counters counters;
};

/* Sets up signals and epoll around an open sink. */
bool session_open(struct session *session, bool watches_stdin);

/* Watches a file for the tier; data must be below 2^32, so that it is told from the session's own. */
bool session_watch(struct session *session, int fd, uint32_t events, uint64_t data);

/*
 * Waits for the tier's files, at most timeout_ms (-1: as long as it takes), and minds everything else on the way.
 * Returns how many entries of ready are the tier's.
 */
int session_wait(struct session *session, int timeout_ms, struct epoll_event *ready, int capacity);

/* Queues the line that was just written; session_flush sends it. */
void session_send(struct session *session);

/* Sends what waits, as far as the reader takes it. */
void session_flush(struct session *session);

/* The first line. */
void session_hello(struct session *session, const struct introduction *introduction);

/* Reports messages that were lost between kernel and probe, at "netlink" or "ring". */
void session_drop(struct session *session, const char *where, uint64_t count);

/* Announces another list of all processes. */
void session_resync(struct session *session);

/* Closes a list of so many processes; that is all when the session is for one list only. */
void session_snapend(struct session *session, uint64_t count);

/* The last line; waits for the reader, but not for long. */
void session_bye(struct session *session);
