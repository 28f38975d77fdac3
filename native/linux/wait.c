#include "wait.h"
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

/* What epoll reports for the session's own files; the tier's data stays below. */
#define TAG_SIGNALS (UINT64_C(1) << 32)
#define TAG_STDIN (TAG_SIGNALS + 1)
#define TAG_SINK (TAG_SIGNALS + 2)

static int epoll = -1;

bool wait_watch(int fd, uint32_t events, uint64_t data) {
  struct epoll_event event = {.events = events, .data.u64 = data};
  return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) == 0;
}

void wait_change(int fd, uint32_t events, uint64_t data) {
  struct epoll_event event = {.events = events, .data.u64 = data};
  epoll_ctl(epoll, EPOLL_CTL_MOD, fd, &event);
}

static uint32_t sink_events(const struct session *session) { return session->sink.is_socket ? EPOLLRDHUP : 0; }

bool wait_open(struct session *session, bool watches_stdin) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGHUP);
  sigprocmask(SIG_BLOCK, &set, NULL);
  signal(SIGPIPE, SIG_IGN);
  int signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  epoll = epoll_create1(EPOLL_CLOEXEC);
  if (signals < 0 || epoll < 0 || !wait_watch(signals, EPOLLIN, TAG_SIGNALS)) return false;
  /* A regular file cannot be watched: as stdin it is at its end already, as stdout it never goes away. */
  if (watches_stdin && !wait_watch(STDIN_FILENO, EPOLLIN | EPOLLRDHUP, TAG_STDIN)) session->over = true;
  wait_watch(session->sink.fd, sink_events(session), TAG_SINK);
  return true;
}

/* True when the event was the session's own. */
static bool handle_own(struct session *session, const struct epoll_event *event) {
  if (event->data.u64 < TAG_SIGNALS) return false;
  if (event->data.u64 == TAG_SIGNALS) {
    session->over = true;
  } else if (event->data.u64 == TAG_STDIN) {
    session_read_stdin(session);
  } else if (event->events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) {
    session->sink.closed = true;
    session->over = true;
  } else {
    session_flush(session);
  }
  return true;
}

int wait_for_events(struct session *session, int timeout_ms, struct epoll_event *ready, int capacity) {
  int count = epoll_wait(epoll, ready, capacity, session_wait_ms(session, timeout_ms));
  int kept = 0;
  for (int i = 0; i < count; i++)
    if (!handle_own(session, &ready[i])) ready[kept++] = ready[i];
  session_beat(session);
  return kept;
}

void session_await_reader(struct session *session, bool waits) {
  wait_change(session->sink.fd, sink_events(session) | (waits ? EPOLLOUT : 0u), TAG_SINK);
}
