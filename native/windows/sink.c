#include "sink.h"
#include "../core/clock.h"
#include "../protocol.h"

/* How much is written at once, and the size of a queue that gives its pages back when it is empty again. */
enum { CHUNK_BYTES = 16 << 10, PEAK_BYTES = 256 << 10 };

/* The event of an overlapped write may not be shared with another operation. */
static DWORD write_some(struct sink *sink, const char *bytes, DWORD length, HANDLE done) {
  DWORD written = 0;
  if (!sink->is_pipe) return WriteFile(sink->handle, bytes, length, &written, NULL) ? written : 0;
  OVERLAPPED overlapped = {.hEvent = done};
  bool ok = WriteFile(sink->handle, bytes, length, NULL, &overlapped) || GetLastError() == ERROR_IO_PENDING;
  return ok && GetOverlappedResult(sink->handle, &overlapped, &written, TRUE) ? written : 0;
}

/* The memory stays ours, but the system need not keep what was in it. Unlocking pages takes them out of our set. */
static void give_back_pages(struct sink *sink) {
  VirtualAlloc(sink->outbox.ring, QUEUE_BYTES_MAX, MEM_RESET, PAGE_READWRITE);
  VirtualUnlock(sink->outbox.ring, QUEUE_BYTES_MAX);
}

static void taken(struct sink *sink, DWORD length) {
  EnterCriticalSection(&sink->lock);
  outbox_taken(&sink->outbox, length);
  if (sink->outbox.used == 0) {
    if (sink->peak > PEAK_BYTES) give_back_pages(sink);
    sink->peak = 0;
  }
  LeaveCriticalSection(&sink->lock);
}

static DWORD WINAPI write_lines(void *context) {
  struct sink *sink = context;
  HANDLE done = CreateEventW(NULL, TRUE, FALSE, NULL);
  for (;;) {
    const char *bytes;
    EnterCriticalSection(&sink->lock);
    size_t length = outbox_peek(&sink->outbox, &bytes);
    LeaveCriticalSection(&sink->lock);
    if (length == 0) {
      SetEvent(sink->emptied);
      WaitForSingleObject(sink->filled, INFINITE);
      continue;
    }
    /* These bytes stay as they are until they are taken: others only add behind them. */
    DWORD written = write_some(sink, bytes, length < CHUNK_BYTES ? (DWORD)length : CHUNK_BYTES, done);
    if (written == 0) break;
    taken(sink, written);
  }
  InterlockedExchange(&sink->closed, TRUE);
  SetEvent(sink->emptied);
  SetEvent(sink->wake);
  return 0;
}

bool sink_open(struct sink *sink, HANDLE handle, bool is_pipe, HANDLE wake) {
  *sink = (struct sink){.handle = handle, .is_pipe = is_pipe, .wake = wake};
  char *ring = VirtualAlloc(NULL, QUEUE_BYTES_MAX, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
  outbox_open(&sink->outbox, ring);
  InitializeCriticalSection(&sink->lock);
  sink->filled = CreateEventW(NULL, FALSE, FALSE, NULL);
  sink->emptied = CreateEventW(NULL, FALSE, FALSE, NULL);
  if (!ring || !sink->filled || !sink->emptied) return false;
  HANDLE writer = CreateThread(NULL, 0, write_lines, sink, 0, NULL);
  if (writer) CloseHandle(writer);
  return writer != NULL;
}

void sink_put(struct sink *sink, const char *line, size_t length) {
  EnterCriticalSection(&sink->lock);
  outbox_put(&sink->outbox, line, length);
  if (sink->outbox.used > sink->peak) sink->peak = sink->outbox.used;
  LeaveCriticalSection(&sink->lock);
}

void sink_flush(struct sink *sink) { SetEvent(sink->filled); }

size_t sink_waiting(struct sink *sink) {
  EnterCriticalSection(&sink->lock);
  size_t waiting = sink->outbox.used;
  LeaveCriticalSection(&sink->lock);
  return waiting;
}

uint64_t sink_dropped(struct sink *sink) {
  EnterCriticalSection(&sink->lock);
  uint64_t dropped = sink->outbox.dropped_total;
  LeaveCriticalSection(&sink->lock);
  return dropped;
}

bool sink_take_recovered(struct sink *sink) {
  EnterCriticalSection(&sink->lock);
  bool recovered = sink->outbox.recovered;
  sink->outbox.recovered = false;
  LeaveCriticalSection(&sink->lock);
  return recovered;
}

void sink_drain(struct sink *sink, DWORD timeout_ms) {
  uint64_t deadline = clock_mono_ns() + timeout_ms * NS_PER_MS;
  sink_flush(sink);
  for (;;) {
    uint64_t now = clock_mono_ns();
    if (sink->closed || sink_waiting(sink) == 0 || now >= deadline) return;
    WaitForSingleObject(sink->emptied, (DWORD)((deadline - now) / NS_PER_MS) + 1);
  }
}
