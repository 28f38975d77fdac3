#include "session.h"
#include "../core/clock.h"
#include "../protocol.h"
#include <sys/resource.h>
#include <unistd.h>

/* How long the last lines may take; a reader that needs more does not read. */
enum { DRAIN_MS = 500 };

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
  session_await_reader(session, waits);
}

void session_hello(struct session *session, const struct introduction *introduction) {
  session->next_heartbeat = clock_mono_ns() + HEARTBEAT_MS * NS_PER_MS;
  message_hello(&session->line, introduction);
  session_send(session);
  session_flush(session);
}

static void write_counters(struct session *session, const char *type) {
  struct counters counters = session->counters;
  counters.dropped += session->sink.outbox.dropped_total;
  message_counters(&session->line, type, &counters);
}

void session_beat(struct session *session) {
  uint64_t now = clock_mono_ns();
  if (now < session->next_heartbeat) return;
  session->next_heartbeat = now + HEARTBEAT_MS * NS_PER_MS;
  write_counters(session, "hb");
  session_send(session);
  session_flush(session);
}

int session_wait_ms(const struct session *session, int timeout_ms) {
  if (timeout_ms == 0) return 0;
  uint64_t now = clock_mono_ns();
  if (now >= session->next_heartbeat) return 0;
  int left_ms = (int)((session->next_heartbeat - now) / NS_PER_MS) + 1;
  return timeout_ms < 0 || left_ms < timeout_ms ? left_ms : timeout_ms;
}

void session_drop(struct session *session, const char *where, uint64_t count) {
  session->counters.dropped += count;
  message_drop(&session->line, where, count);
  session_send(session);
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

void session_read_stdin(struct session *session) {
  char ignored[512];
  if (read(STDIN_FILENO, ignored, sizeof ignored) <= 0) session->over = true;
}

static uint64_t microseconds(struct timeval time) { return (uint64_t)time.tv_sec * 1000000 + (uint64_t)time.tv_usec; }

static uint64_t peak_kb(const struct rusage *usage) {
#ifdef __APPLE__
  return (uint64_t)usage->ru_maxrss >> 10; /* bytes there */
#else
  return (uint64_t)usage->ru_maxrss;
#endif
}

void session_bye(struct session *session) {
  if (session->sink.closed) return;
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  write_counters(session, "bye");
  line_unsigned(&session->line, "utime_us", microseconds(usage.ru_utime));
  line_unsigned(&session->line, "stime_us", microseconds(usage.ru_stime));
  line_unsigned(&session->line, "maxrss_kb", peak_kb(&usage));
  session_send(session);
  sink_drain(&session->sink, DRAIN_MS);
}
