/*
 * Plays the events of a trace to the probe's tracker, because wine has no traces: some about processes that it starts,
 * some about processes that are gone. Prints a line that names the process of each case, and the probe's own lines.
 */
#include "../../../native/windows/inspect.h"
#include "../../../native/windows/times.h"
#include "../../../native/windows/tracker.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

enum { GONE_PID = 1999996, NEVER_ENDED_PID = 1888884, STEP_MS = 20, PATIENCE_MS = 300 };
static struct session session;

static HANDLE start(const WCHAR *argument, uint32_t *pid) {
  WCHAR self[MAX_PATH], command[MAX_PATH + 64];
  STARTUPINFOW startup = {.cb = sizeof startup};
  PROCESS_INFORMATION process;
  GetModuleFileNameW(NULL, self, MAX_PATH);
  swprintf(command, MAX_PATH + 64, L"\"%ls\" %ls", self, argument);
  if (!CreateProcessW(NULL, command, NULL, NULL, FALSE, CREATE_SUSPENDED, NULL, NULL, &startup, &process)) exit(3);
  *pid = process.dwProcessId;
  return process.hProcess;
}

static void name_case(const char *name, uint32_t pid, uint64_t created) {
  line_begin(&session.line, "case");
  line_text(&session.line, "name", name, strlen(name));
  line_unsigned(&session.line, "pid", pid);
  line_unsigned(&session.line, "created", start_from_filetime(created));
  session_send(&session);
}

static void tell_start(uint32_t pid, uint64_t mono, const WCHAR *command_line) {
  struct sighting sighting = {.pid = pid, .created = filetime_from_mono(mono), .estimated = true};
  sighting.command_line = command_line;
  sighting.command_line_length = command_line ? wcslen(command_line) : 0;
  tracker_started(&sighting);
}

static void test_alive(void) {
  uint64_t created, ended, before = clock_mono_ns();
  uint32_t pid;
  HANDLE process = start(L"alive", &pid);
  process_times(process, &created, &ended);
  name_case("alive", pid, created);
  tell_start(pid, before, L"\"as told\" by the event");
  tell_start(pid, before, L"told twice");
  TerminateProcess(process, 9);
  tracker_ended(pid, clock_mono_ns(), 9);
  CloseHandle(process);
}

/* A pid that is used twice within the time by which the time of an event may be off. */
static void test_gone(void) {
  name_case("gone", GONE_PID, 0);
  uint64_t first = clock_mono_ns();
  tell_start(GONE_PID, first, L"first");
  Sleep(STEP_MS);
  uint64_t first_end = clock_mono_ns();
  tracker_ended(GONE_PID, first_end, 5);
  tell_start(GONE_PID, first, L"first, told late");
  Sleep(STEP_MS);
  tell_start(GONE_PID, clock_mono_ns(), L"second");
  tracker_ended(GONE_PID, first_end, 5);
  Sleep(STEP_MS);
  tracker_ended(GONE_PID, clock_mono_ns(), 6);
  tracker_ended(GONE_PID, clock_mono_ns(), 6);
}

static void work_for(DWORD duration_ms) {
  uint64_t end = clock_mono_ns() + duration_ms * NS_PER_MS;
  while (clock_mono_ns() < end) {
    session_wait(&session);
    tracker_work();
  }
}

int main(int argc, char **argv) {
  uint32_t untold;
  (void)argv;
  if (argc > 1 || !session_open(&session, NULL)) return 1;
  session_set_interval(&session, STEP_MS);
  tracker_open(&session, PATIENCE_MS * NS_PER_MS);
  tracker_begin_snapshot();
  test_alive();
  test_gone();
  HANDLE process = start(L"untold", &untold);
  name_case("untold", untold, 0);
  name_case("never ended", NEVER_ENDED_PID, 0);
  tell_start(NEVER_ENDED_PID, clock_mono_ns(), NULL);
  tracker_scan();
  work_for(2 * PATIENCE_MS);
  tracker_scan();
  sink_drain(&session.sink, 1000);
  TerminateProcess(process, 0);
  return 0;
}
