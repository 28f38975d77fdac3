#include "events.h"
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <sys/event.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

enum { BATCH_MAX = 32, STATUS_BITS = 0xffff };

/* NOTE_TRACK, which would follow forks, is not supported: attaching with it fails with ENOTSUP. */
#define PROCESS_NOTES ((uint32_t)NOTE_FORK | (uint32_t)NOTE_EXEC | (uint32_t)NOTE_EXIT)

static int queue = -1;

/* Changes one entry of the queue; with EV_RECEIPT, the answer tells of this change and no event is taken. */
static bool change(uintptr_t id, int16_t filter, uint16_t flags, uint32_t notes) {
  struct kevent entry, answer;
  EV_SET(&entry, id, filter, flags | EV_RECEIPT, notes, 0, NULL);
  int count;
  do count = kevent(queue, &entry, 1, &answer, 1, NULL);
  while (count < 0 && errno == EINTR);
  if (count == 1 && (answer.flags & EV_ERROR)) errno = (int)answer.data;
  return count == 1 && (answer.flags & EV_ERROR) && answer.data == 0;
}

bool events_open(void) {
  queue = kqueue();
  return queue >= 0;
}

bool events_watch_signals(void) {
  static const int wanted[] = {SIGTERM, SIGINT, SIGHUP};
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    if (!change((uintptr_t)wanted[i], EVFILT_SIGNAL, EV_ADD, 0)) return false;
    /* The queue also tells of signals that are ignored. */
    signal(wanted[i], SIG_IGN);
  }
  return true;
}

bool events_watch_stdin(void) {
  struct stat info;
  /* At the end of a regular file nothing would be told. */
  if (fstat(STDIN_FILENO, &info) != 0 || S_ISREG(info.st_mode)) return false;
  return change(STDIN_FILENO, EVFILT_READ, EV_ADD, 0);
}

/* EV_CLEAR: told once per change, so that a reader that writes to us, too, does not keep us busy. */
void events_watch_reader(int fd, bool is_socket) {
  change((uintptr_t)fd, is_socket ? EVFILT_READ : EVFILT_WRITE, EV_ADD | EV_CLEAR, 0);
}

void events_await_reader(int fd, bool is_socket, bool wanted) {
  /* A pipe is watched for this all the time. */
  if (is_socket) change((uintptr_t)fd, EVFILT_WRITE, wanted ? EV_ADD : EV_DELETE, 0);
}

enum attach_result events_attach(pid_t pid) {
  /* EACCES: how it ends is told only of processes that we may signal. */
  if (change((uintptr_t)pid, EVFILT_PROC, EV_ADD | EV_CLEAR, PROCESS_NOTES | NOTE_EXITSTATUS)) return ATTACH_DONE;
  if ((errno == EACCES || errno == EPERM) && change((uintptr_t)pid, EVFILT_PROC, EV_ADD | EV_CLEAR, PROCESS_NOTES))
    return ATTACH_DONE;
  return errno == ESRCH ? ATTACH_GONE : ATTACH_FAILED;
}

void events_detach(pid_t pid) { change((uintptr_t)pid, EVFILT_PROC, EV_DELETE, 0); }

static struct event process_event(const struct kevent *from) {
  return (struct event){
      .kind = EVENT_PROCESS,
      .pid = (pid_t)from->ident,
      .forked = (from->fflags & NOTE_FORK) != 0,
      .execed = (from->fflags & NOTE_EXEC) != 0,
      .exited = (from->fflags & (uint32_t)NOTE_EXIT) != 0,
      .status_known = (from->fflags & NOTE_EXITSTATUS) != 0,
      .status = (int)(from->data & STATUS_BITS),
  };
}

static struct event event_from(const struct kevent *from) {
  if (from->filter == EVFILT_PROC) return process_event(from);
  if (from->filter == EVFILT_SIGNAL) return (struct event){.kind = EVENT_SIGNAL};
  if (from->filter == EVFILT_READ && from->ident == STDIN_FILENO) return (struct event){.kind = EVENT_STDIN};
  return (struct event){.kind = from->flags & EV_EOF ? EVENT_READER_GONE : EVENT_READER_READY};
}

int events_wait(int timeout_ms, struct event *events, int capacity) {
  struct kevent batch[BATCH_MAX];
  struct timespec timeout = {.tv_sec = timeout_ms / 1000, .tv_nsec = timeout_ms % 1000 * 1000000L};
  int count = kevent(queue, NULL, 0, batch, capacity < BATCH_MAX ? capacity : BATCH_MAX, &timeout);
  if (count < 0) return 0;
  for (int i = 0; i < count; i++) events[i] = event_from(&batch[i]);
  return count;
}
