#include "sink.h"
#include "../protocol.h"
#include "proc.h"
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

/* A queue that grew beyond this gives its pages back when it is empty again. */
enum { PEAK_BYTES = 256 << 10, DROP_LINE_BYTES = 96 };

static bool open_queue(struct sink *sink, int fd, bool is_socket) {
  *sink = (struct sink){.fd = fd, .is_socket = is_socket};
  sink->queue = mmap(NULL, QUEUE_BYTES_MAX, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return sink->queue != MAP_FAILED;
}

bool sink_open_socket(struct sink *sink, const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof address.sun_path) {
    errno = ENAMETOOLONG;
    return false;
  }
  strcpy(address.sun_path, path);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return false;
  if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
    int reason = errno;
    close(fd);
    errno = reason;
    return false;
  }
  return open_queue(sink, fd, true);
}

bool sink_open_stdout(struct sink *sink) {
  struct stat info;
  bool is_socket = fstat(STDOUT_FILENO, &info) == 0 && S_ISSOCK(info.st_mode);
  return open_queue(sink, STDOUT_FILENO, is_socket);
}

static void append(struct sink *sink, const char *bytes, size_t length) {
  size_t tail = (sink->head + sink->used) & (QUEUE_BYTES_MAX - 1);
  size_t until_end = QUEUE_BYTES_MAX - tail;
  size_t first = length < until_end ? length : until_end;
  memcpy(sink->queue + tail, bytes, first);
  memcpy(sink->queue, bytes + first, length - first);
  sink->used += length;
  if (sink->used > sink->peak) sink->peak = sink->used;
}

/* Once lines were dropped, waits for real room, so that a full queue is not a stream of drop lines. */
static void report_drop(struct sink *sink) {
  if (!sink->dropping || QUEUE_BYTES_MAX - sink->used < QUEUE_BYTES_RESUME) return;
  char line[DROP_LINE_BYTES];
  int length =
      snprintf(line, sizeof line, "{\"t\":\"drop\",\"where\":\"socket\",\"n\":%" PRIu64 "}\n", sink->dropped_now);
  append(sink, line, (size_t)length);
  sink->dropped_now = 0;
  sink->dropping = false;
  sink->recovered = true;
}

void sink_put(struct sink *sink, const char *line, size_t length) {
  report_drop(sink);
  if (!sink->dropping && sink->used + length <= QUEUE_BYTES_MAX) {
    append(sink, line, length);
    return;
  }
  sink->dropping = true;
  sink->dropped_now++;
  sink->dropped_total++;
}

/* The flags of a shared stdout are not ours to change: so a socket is asked per call and a pipe before each page. */
static ssize_t write_some(struct sink *sink, const char *bytes, size_t length) {
  if (sink->is_socket) return send(sink->fd, bytes, length, MSG_DONTWAIT | MSG_NOSIGNAL);
  struct pollfd ready = {.fd = sink->fd, .events = POLLOUT};
  if (poll(&ready, 1, 0) == 1) return write(sink->fd, bytes, length < PIPE_BUF ? length : PIPE_BUF);
  errno = EAGAIN;
  return -1;
}

void sink_flush(struct sink *sink) {
  while (sink->used > 0 && !sink->closed) {
    size_t until_end = QUEUE_BYTES_MAX - sink->head;
    ssize_t written = write_some(sink, sink->queue + sink->head, sink->used < until_end ? sink->used : until_end);
    if (written < 0) {
      if (errno == EINTR) continue;
      if (errno != EAGAIN) sink->closed = true;
      return;
    }
    sink->head = (sink->head + (size_t)written) & (QUEUE_BYTES_MAX - 1);
    sink->used -= (size_t)written;
    report_drop(sink);
  }
  sink->head = 0;
  if (sink->peak > PEAK_BYTES) madvise(sink->queue, QUEUE_BYTES_MAX, MADV_DONTNEED);
  sink->peak = 0;
}

void sink_drain(struct sink *sink, int timeout_ms) {
  uint64_t deadline = clock_mono_ns() + (uint64_t)timeout_ms * NS_PER_MS;
  for (;;) {
    sink_flush(sink);
    uint64_t now = clock_mono_ns();
    if (sink->used == 0 || sink->closed || now >= deadline) return;
    struct pollfd ready = {.fd = sink->fd, .events = POLLOUT};
    poll(&ready, 1, (int)((deadline - now) / NS_PER_MS) + 1);
  }
}
