#include "session.h"
#include "../core/clock.h"
#include "../protocol.h"
#include <psapi.h>

/* How long the last lines may take; a reader that needs more does not read. */
enum { DRAIN_MS = 500 };
/* Ticks that do not wait for the next one of the system's clock, which come each 15.6 ms; Windows 10 1803 and later. */
enum { HIGH_RESOLUTION = 2 };

/* The console's handler has no context. */
static struct session *running;

static void end_soon(struct session *session) {
  InterlockedExchange(&session->ending, TRUE);
  SetEvent(session->wake);
}

static BOOL WINAPI on_console(DWORD event) {
  end_soon(running);
  /* Windows ends the process when this returns; main does so earlier, unless the reader stalls. */
  if (event == CTRL_CLOSE_EVENT || event == CTRL_LOGOFF_EVENT || event == CTRL_SHUTDOWN_EVENT) Sleep(2 * DRAIN_MS);
  return TRUE;
}

static DWORD WINAPI watch_stdin(void *context) {
  char ignored[512];
  DWORD count;
  while (ReadFile(GetStdHandle(STD_INPUT_HANDLE), ignored, sizeof ignored, &count, NULL) && count > 0) continue;
  end_soon(context);
  return 0;
}

/* The app writes nothing; a read ends when it has gone. */
static DWORD WINAPI watch_pipe(void *context) {
  struct session *session = context;
  char ignored[512];
  OVERLAPPED overlapped = {.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};
  for (DWORD count;;) {
    bool reads = ReadFile(session->sink.handle, ignored, sizeof ignored, NULL, &overlapped) ||
                 GetLastError() == ERROR_IO_PENDING;
    if (!reads || !GetOverlappedResult(session->sink.handle, &overlapped, &count, TRUE)) break;
  }
  InterlockedExchange(&session->sink.closed, TRUE);
  end_soon(session);
  return 0;
}

static bool start_thread(LPTHREAD_START_ROUTINE routine, struct session *session) {
  HANDLE thread = CreateThread(NULL, 0, routine, session, 0, NULL);
  if (thread) CloseHandle(thread);
  return thread != NULL;
}

static HANDLE create_timer(void) {
  HANDLE timer = CreateWaitableTimerExW(NULL, NULL, HIGH_RESOLUTION, TIMER_ALL_ACCESS);
  return timer ? timer : CreateWaitableTimerExW(NULL, NULL, 0, TIMER_ALL_ACCESS);
}

bool session_open(struct session *session, HANDLE pipe) {
  running = session;
  session->wake = CreateEventW(NULL, FALSE, FALSE, NULL);
  session->timer = create_timer();
  if (!session->wake || !session->timer) return false;
  InitializeCriticalSection(&session->lock);
  EnterCriticalSection(&session->lock);
  session->next_heartbeat = clock_mono_ns() + HEARTBEAT_MS * NS_PER_MS;
  SetConsoleCtrlHandler(on_console, TRUE);
  HANDLE out = pipe ? pipe : GetStdHandle(STD_OUTPUT_HANDLE);
  if (!sink_open(&session->sink, out, pipe != NULL, session->wake)) return false;
  return !pipe || (start_thread(watch_pipe, session) && start_thread(watch_stdin, session));
}

void session_set_interval(struct session *session, DWORD interval_ms) {
  if (interval_ms == session->interval_ms) return;
  session->interval_ms = interval_ms;
  LARGE_INTEGER first = {.QuadPart = -(LONGLONG)interval_ms * 10000};
  SetWaitableTimer(session->timer, &first, (LONG)interval_ms, NULL, NULL, FALSE);
}

static void write_counters(struct session *session, const char *type) {
  struct counters counters = session->counters;
  counters.dropped += sink_dropped(&session->sink);
  message_counters(&session->line, type, &counters);
}

static void heartbeat(struct session *session, uint64_t now) {
  session->next_heartbeat = now + HEARTBEAT_MS * NS_PER_MS;
  write_counters(session, "hb");
  session_send(session);
  session_flush(session);
}

bool session_wait(struct session *session) {
  /* Who waits for both gets the first that is set: the tick must not starve. */
  HANDLE signs[] = {session->timer, session->wake};
  LeaveCriticalSection(&session->lock);
  DWORD sign = WaitForMultipleObjects(2, signs, FALSE, INFINITE);
  EnterCriticalSection(&session->lock);
  if (session->ending || session->sink.closed) session->over = true;
  uint64_t now = clock_mono_ns();
  if (now >= session->next_heartbeat) heartbeat(session, now);
  return sign == WAIT_OBJECT_0;
}

void session_send(struct session *session) {
  line_end(&session->line);
  sink_put(&session->sink, session->line.data, session->line.length);
  line_trim(&session->line);
}

void session_flush(struct session *session) { sink_flush(&session->sink); }

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

static uint64_t microseconds(FILETIME time) {
  return ((uint64_t)time.dwHighDateTime << 32 | time.dwLowDateTime) / 10;
}

void session_bye(struct session *session) {
  FILETIME created, ended, kernel, user;
  PROCESS_MEMORY_COUNTERS memory = {0};
  if (session->sink.closed) return;
  GetProcessTimes(GetCurrentProcess(), &created, &ended, &kernel, &user);
  GetProcessMemoryInfo(GetCurrentProcess(), &memory, sizeof memory);
  write_counters(session, "bye");
  line_unsigned(&session->line, "utime_us", microseconds(user));
  line_unsigned(&session->line, "stime_us", microseconds(kernel));
  line_unsigned(&session->line, "maxrss_kb", memory.PeakWorkingSetSize >> 10);
  session_send(session);
  sink_drain(&session->sink, DRAIN_MS);
}
