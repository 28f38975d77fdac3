#include "wait.h"
#include <signal.h>

bool wait_open(struct session *session, bool watches_stdin) {
  signal(SIGPIPE, SIG_IGN);
  if (!events_open() || !events_watch_signals()) return false;
  /* What cannot be watched is at its end already. */
  if (watches_stdin && !events_watch_stdin()) session->over = true;
  events_watch_reader(session->sink.fd, session->sink.is_socket);
  return true;
}

/* True when the event was the session's own. */
static bool handle_own(struct session *session, enum event_kind kind) {
  switch (kind) {
    case EVENT_PROCESS: return false;
    case EVENT_SIGNAL: session->over = true; break;
    case EVENT_STDIN: session_read_stdin(session); break;
    case EVENT_READER_READY: session_flush(session); break;
    case EVENT_READER_GONE: session->sink.closed = session->over = true; break;
  }
  return true;
}

int wait_for_events(struct session *session, int timeout_ms, struct event *events, int capacity, bool *drained) {
  int count = events_wait(session_wait_ms(session, timeout_ms), events, capacity);
  int kept = 0;
  *drained = count < capacity;
  for (int i = 0; i < count; i++)
    if (!handle_own(session, events[i].kind)) events[kept++] = events[i];
  session_beat(session);
  return kept;
}

void session_await_reader(struct session *session, bool waits) {
  events_await_reader(session->sink.fd, session->sink.is_socket, waits);
}
