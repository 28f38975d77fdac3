#include "sink.h"
#include "../core/clock.h"
#include "../protocol.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

/* A queue that grew beyond this gives its pages back when it is empty again. */
enum { PEAK_BYTES = 256 << 10 };

/*
 * macOS heeds MSG_DONTWAIT for receiving only (sosendcheck in bsd/kern/uipc_socket.c of XNU), so there a socket that is
 * not ours alone is written to as a pipe is. It also keeps pages that are not needed, unless they are declared free.
 */
#ifdef __APPLE__
enum { SEND_NEVER_WAITS = 0, GIVE_BACK = MADV_FREE };
#else
enum { SEND_NEVER_WAITS = 1, GIVE_BACK = MADV_DONTNEED };
#endif

#ifdef MSG_NOSIGNAL
enum { SEND_FLAGS = MSG_DONTWAIT | MSG_NOSIGNAL };
#else
enum { SEND_FLAGS = MSG_DONTWAIT }; /* The session ignores SIGPIPE. */
#endif

static bool open_outbox(struct sink *sink, int fd, bool is_socket) {
  *sink = (struct sink){.fd = fd, .is_socket = is_socket};
  char *ring = mmap(NULL, QUEUE_BYTES_MAX, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  outbox_open(&sink->outbox, ring);
  return ring != MAP_FAILED;
}

bool sink_open_socket(struct sink *sink, const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof address.sun_path) {
    errno = ENAMETOOLONG;
    return false;
  }
  strcpy(address.sun_path, path);
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  if (fd < 0) return false;
  fcntl(fd, F_SETFD, FD_CLOEXEC);
  if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
    int reason = errno;
    close(fd);
    errno = reason;
    return false;
  }
  fcntl(fd, F_SETFL, O_NONBLOCK);
  if (!open_outbox(sink, fd, true)) return false;
  sink->never_waits = true;
  return true;
}

bool sink_open_stdout(struct sink *sink) {
  struct stat info;
  bool is_socket = fstat(STDOUT_FILENO, &info) == 0 && S_ISSOCK(info.st_mode);
  if (!open_outbox(sink, STDOUT_FILENO, is_socket)) return false;
  sink->never_waits = is_socket && SEND_NEVER_WAITS;
  return true;
}

void sink_put(struct sink *sink, const char *line, size_t length) {
  outbox_put(&sink->outbox, line, length);
  if (sink->outbox.used > sink->peak) sink->peak = sink->outbox.used;
}

/* The flags of a shared stdout are not ours to change: so a socket is asked per call and a pipe before each page. */
static ssize_t write_some(struct sink *sink, const char *bytes, size_t length) {
  if (sink->never_waits) return send(sink->fd, bytes, length, SEND_FLAGS);
  struct pollfd ready = {.fd = sink->fd, .events = POLLOUT};
  if (poll(&ready, 1, 0) == 1) return write(sink->fd, bytes, length < PIPE_BUF ? length : PIPE_BUF);
  errno = EAGAIN;
  return -1;
}

void sink_flush(struct sink *sink) {
  const char *bytes;
  for (size_t length; !sink->closed && (length = outbox_peek(&sink->outbox, &bytes)) > 0;) {
    ssize_t written = write_some(sink, bytes, length);
    if (written < 0) {
      if (errno == EINTR) continue;
      if (errno != EAGAIN) sink->closed = true;
      return;
    }
    outbox_taken(&sink->outbox, (size_t)written);
  }
  if (sink->closed) return;
  if (sink->peak > PEAK_BYTES) madvise(sink->outbox.ring, QUEUE_BYTES_MAX, GIVE_BACK);
  sink->peak = 0;
}

void sink_drain(struct sink *sink, int timeout_ms) {
  uint64_t deadline = clock_mono_ns() + (uint64_t)timeout_ms * NS_PER_MS;
  for (;;) {
    sink_flush(sink);
    uint64_t now = clock_mono_ns();
    if (sink->outbox.used == 0 || sink->closed || now >= deadline) return;
    struct pollfd ready = {.fd = sink->fd, .events = POLLOUT};
    poll(&ready, 1, (int)((deadline - now) / NS_PER_MS) + 1);
  }
}
