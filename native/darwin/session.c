#include "session.h"
#include "../protocol.h"
#include "../shared/clock.h"
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

/* How long the last lines may take; a reader that needs more does not read. */
enum { DRAIN_MS = 500 };

bool session_open(struct session *session, bool watches_stdin) {
  signal(SIGPIPE, SIG_IGN);
  if (!events_open() || !events_watch_signals()) return false;
  session->next_heartbeat = clock_mono_ns() + HEARTBEAT_MS * NS_PER_MS;
  /* What cannot be watched is at its end already. */
  if (watches_stdin && !events_watch_stdin()) session->over = true;
  events_watch_reader(session->sink.fd, session->sink.is_socket);
  return true;
}

static void read_stdin(struct session *session) {
  char ignored[512];
  if (read(STDIN_FILENO, ignored, sizeof ignored) <= 0) session->over = true;
}

/* True when the event was the session's own. */
static bool handle_own(struct session *session, enum event_kind kind) {
  switch (kind) {
    case EVENT_PROCESS: return false;
    case EVENT_SIGNAL: session->over = true; break;
    case EVENT_STDIN: read_stdin(session); break;
    case EVENT_READER_READY: session_flush(session); break;
    case EVENT_READER_GONE: session->sink.closed = session->over = true; break;
  }
  return true;
}

static void write_counters(struct session *session, const char *type) {
  struct counters counters = session->counters;
  counters.dropped += session->sink.outbox.dropped_total;
  message_counters(&session->line, type, &counters);
}

static void heartbeat(struct session *session, uint64_t now) {
  session->next_heartbeat = now + HEARTBEAT_MS * NS_PER_MS;
  write_counters(session, "hb");
  session_send(session);
  session_flush(session);
}

static int wait_until_heartbeat(const struct session *session, int timeout_ms) {
  uint64_t now = clock_mono_ns();
  if (timeout_ms == 0 || now >= session->next_heartbeat) return 0;
  int left_ms = (int)((session->next_heartbeat - now) / NS_PER_MS) + 1;
  return left_ms < timeout_ms ? left_ms : timeout_ms;
}

int session_wait(struct session *session, int timeout_ms, struct event *events, int capacity, bool *drained) {
  int count = events_wait(wait_until_heartbeat(session, timeout_ms), events, capacity);
  int kept = 0;
  *drained = count < capacity;
  for (int i = 0; i < count; i++)
    if (!handle_own(session, events[i].kind)) events[kept++] = events[i];
  uint64_t now = clock_mono_ns();
  if (now >= session->next_heartbeat) heartbeat(session, now);
  return kept;
}

void session_send(struct session *session) {
  line_end(&session->line);
  sink_put(&session->sink, session->line.data, session->line.length);
  line_trim(&session->line);
}

void session_flush(struct session *session) {
  sink_flush(&session->sink);
  if (session->sink.closed) session->over = true;
  bool waits = session->sink.outbox.used > 0 && !session->sink.closed;
  if (waits == session->waits_for_reader) return;
  session->waits_for_reader = waits;
  events_await_reader(session->sink.fd, session->sink.is_socket, waits);
}

void session_hello(struct session *session, const struct introduction *introduction) {
  message_hello(&session->line, introduction);
  session_send(session);
  session_flush(session);
}

void session_resync(struct session *session) {
  message_resync(&session->line);
  session_send(session);
}

void session_snapend(struct session *session, uint64_t count) {
  message_snapend(&session->line, count);
  session_send(session);
  session_flush(session);
  if (session->once) session->over = true;
}

static uint64_t microseconds(struct timeval time) { return (uint64_t)time.tv_sec * 1000000 + (uint64_t)time.tv_usec; }

void session_bye(struct session *session) {
  if (session->sink.closed) return;
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  write_counters(session, "bye");
  line_unsigned(&session->line, "utime_us", microseconds(usage.ru_utime));
  line_unsigned(&session->line, "stime_us", microseconds(usage.ru_stime));
  /* Bytes here, unlike on Linux. */
  line_unsigned(&session->line, "maxrss_kb", (uint64_t)usage.ru_maxrss >> 10);
  session_send(session);
  sink_drain(&session->sink, DRAIN_MS);
}
