#include "session.h"
#include "../protocol.h"
#include "../shared/clock.h"
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

/* How long the last lines may take; a reader that needs more does not read. */
enum { DRAIN_MS = 500 };

/* What epoll reports for the session's own files; the tier's data stays below. */
#define TAG_SIGNALS (UINT64_C(1) << 32)
#define TAG_STDIN (TAG_SIGNALS + 1)
#define TAG_SINK (TAG_SIGNALS + 2)

static bool watch(struct session *session, int fd, uint32_t events, uint64_t data) {
  struct epoll_event event = {.events = events, .data.u64 = data};
  return epoll_ctl(session->epoll, EPOLL_CTL_ADD, fd, &event) == 0;
}

bool session_watch(struct session *session, int fd, uint32_t events, uint64_t data) {
  return watch(session, fd, events, data);
}

bool session_open(struct session *session, bool watches_stdin) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGHUP);
  sigprocmask(SIG_BLOCK, &set, NULL);
  signal(SIGPIPE, SIG_IGN);
  session->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  session->epoll = epoll_create1(EPOLL_CLOEXEC);
  if (session->signals < 0 || session->epoll < 0) return false;
  session->watches_stdin = watches_stdin;
  session->next_heartbeat = clock_mono_ns() + HEARTBEAT_MS * NS_PER_MS;
  if (!watch(session, session->signals, EPOLLIN, TAG_SIGNALS)) return false;
  /* A regular file cannot be watched: as stdin it is at its end already, as stdout it never goes away. */
  if (watches_stdin && !watch(session, STDIN_FILENO, EPOLLIN | EPOLLRDHUP, TAG_STDIN)) session->over = true;
  watch(session, session->sink.fd, session->sink.is_socket ? EPOLLRDHUP : 0, TAG_SINK);
  return true;
}

static void read_stdin(struct session *session) {
  char ignored[512];
  if (read(STDIN_FILENO, ignored, sizeof ignored) <= 0) session->over = true;
}

/* True when the event was the session's own. */
static bool handle_own(struct session *session, const struct epoll_event *event) {
  if (event->data.u64 < TAG_SIGNALS) return false;
  if (event->data.u64 == TAG_SIGNALS) {
    session->over = true;
  } else if (event->data.u64 == TAG_STDIN) {
    read_stdin(session);
  } else if (event->events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) {
    session->sink.closed = true;
    session->over = true;
  } else {
    session_flush(session);
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
  if (timeout_ms == 0) return 0;
  uint64_t now = clock_mono_ns();
  if (now >= session->next_heartbeat) return 0;
  int left_ms = (int)((session->next_heartbeat - now) / NS_PER_MS) + 1;
  return timeout_ms < 0 || left_ms < timeout_ms ? left_ms : timeout_ms;
}

int session_wait(struct session *session, int timeout_ms, struct epoll_event *ready, int capacity) {
  int count = epoll_wait(session->epoll, ready, capacity, wait_until_heartbeat(session, timeout_ms));
  int kept = 0;
  for (int i = 0; i < count; i++)
    if (!handle_own(session, &ready[i])) ready[kept++] = ready[i];
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
  struct epoll_event event = {.data.u64 = TAG_SINK};
  event.events = (session->sink.is_socket ? EPOLLRDHUP : 0u) | (waits ? EPOLLOUT : 0u);
  epoll_ctl(session->epoll, EPOLL_CTL_MOD, session->sink.fd, &event);
}

void session_hello(struct session *session, const struct introduction *introduction) {
  message_hello(&session->line, introduction);
  session_send(session);
  session_flush(session);
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

static uint64_t microseconds(struct timeval time) { return (uint64_t)time.tv_sec * 1000000 + (uint64_t)time.tv_usec; }

void session_bye(struct session *session) {
  if (session->sink.closed) return;
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  write_counters(session, "bye");
  line_unsigned(&session->line, "utime_us", microseconds(usage.ru_utime));
  line_unsigned(&session->line, "stime_us", microseconds(usage.ru_stime));
  line_unsigned(&session->line, "maxrss_kb", (uint64_t)usage.ru_maxrss);
  session_send(session);
  sink_drain(&session->sink, DRAIN_MS);
}
