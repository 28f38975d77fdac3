#include "tracker.h"
#include "../protocol.h"
#include "inspect.h"
#include "nt.h"
#include "report.h"
#include "times.h"

/* How far the time of an event may be from the creation that it tells of: the two clocks are not read at once. */
#define NEAR_US UINT64_C(500000)
/* A process that is still being made has no command line yet, or a creation far in the future. */
#define YOUNG_NS (50 * NS_PER_MS)
#define FAR_US (UINT64_C(365) * 86400 * 1000000)

static struct {
  struct session *session;
  struct table table;
  struct process_list list;
  SLIST_HEADER ended; /* filled by threads that wait for ends */
  uint32_t generation;
  uint64_t patience_ns;
  bool listing; /* the list is being sent as snaps */
  bool resync;
  uint32_t snaps;
  uint64_t skipped; /* found no place in the table during this scan */
  uint64_t skipped_before;
} tracker;

static void forget(struct process *process) {
  if (process->wait) UnregisterWaitEx(process->wait, NULL);
  if (process->handle) CloseHandle(process->handle);
  table_remove(&tracker.table, process);
}

/* Notes that a process ended then. It stays in the table for the lists that still have it, but its pid is free. */
static void close_process(struct process *process, uint64_t end_filetime) {
  if (process->wait) UnregisterWaitEx(process->wait, NULL);
  if (process->handle) CloseHandle(process->handle);
  process->wait = process->handle = NULL;
  process->end = start_from_filetime(end_filetime);
  process->over = true;
}

static void report_end(struct process *process) {
  DWORD code;
  uint64_t created, ended = 0, now = clock_mono_ns();
  bool known = process->handle && process_times(process->handle, &created, &ended) && ended > 0 &&
               GetExitCodeProcess(process->handle, &code);
  if (process->reported && known) report_exit(tracker.session, process, mono_from_filetime(ended), code);
  else if (process->reported) report_vanished(tracker.session, process, now);
  close_process(process, known ? ended : filetime_from_mono(now));
}

/* Runs in a thread that waits for many processes. */
static void CALLBACK on_end(void *context, BOOLEAN timed_out) {
  struct process *process = context;
  (void)timed_out;
  InterlockedPushEntrySList(&tracker.ended, &process->ended_link);
  SetEvent(tracker.session->wake);
}

/* Only here do processes with a wait end, so that nobody frees what on_end has pushed. */
static void collect_ends(void) {
  SLIST_ENTRY *first = NULL;
  for (SLIST_ENTRY *entry = InterlockedFlushSList(&tracker.ended); entry;) {
    SLIST_ENTRY *next = entry->Next;
    entry->Next = first;
    first = entry;
    entry = next;
  }
  while (first) {
    struct process *process = CONTAINING_RECORD(first, struct process, ended_link);
    first = first->Next;
    report_end(process);
  }
}

/* Whether two start fields mean the same start, one of them perhaps an estimate. */
static bool are_same(uint64_t start, uint64_t other, bool estimated) {
  return (start > other ? start - other : other - start) <= (estimated ? NEAR_US : 0);
}

/* True when the sighting is one of this process rather than of a later one with its pid. */
static bool is_same(const struct process *process, const struct sighting *sighting) {
  uint64_t start = start_from_filetime(sighting->created);
  /* A pid is given away soon, but never before its process has ended. */
  if (process->over && sighting->estimated) return start < process->end;
  return process->handle || are_same(start, process->start, sighting->estimated || process->start_derived);
}

/* Opens a process if it is still the one that was sighted, and settles its start. */
static void open_process(struct process *process, const struct sighting *sighting) {
  uint64_t created, ended;
  process->start = start_from_filetime(sighting->created);
  process->start_derived = sighting->estimated;
  process->handle = process_open(process->pid, &process->memory);
  if (!process->handle) return;
  uint64_t start = process_times(process->handle, &created, &ended) ? start_from_filetime(created) : 0;
  if (are_same(start, process->start, sighting->estimated)) {
    process->start = start;
    process->start_derived = false;
    return;
  }
  CloseHandle(process->handle);
  process->handle = NULL;
}

/* A process that is younger than its child got the pid of the parent, which has gone. */
static uint32_t true_parent(const struct process *process, uint32_t ppid) {
  const struct process *parent = table_find(&tracker.table, ppid);
  return parent && parent->start > process->start ? 0 : ppid;
}

/* Adds the command line to a sighting, unless it has one or the process does not tell. */
static void ask_command_line(const struct process *process, struct sighting *sighting) {
  static WCHAR text[COMMAND_LINE_UNITS_MAX];
  if (sighting->command_line || !process->handle) return;
  if (process_command_line(process->handle, process->memory, text, &sighting->command_line_length))
    sighting->command_line = text;
}

static bool is_unfinished(const struct process *process, const struct sighting *sighting) {
  uint64_t now = clock_real_ms() * 1000;
  if (sighting->estimated) return false;
  if (process->start > now + FAR_US) return true;
  bool young = clock_mono_ns() < process->ts + YOUNG_NS;
  return young && process->memory && !sighting->command_line && !process_is_over(process->handle);
}

/* Takes a process into the table, unless it is still being made, and completes the sighting. */
static struct process *meet(struct sighting *sighting) {
  struct process *process = table_add(&tracker.table, sighting->pid);
  if (!process) {
    tracker.skipped++;
    return NULL;
  }
  process->met = clock_mono_ns();
  process->generation = tracker.generation;
  open_process(process, sighting);
  process->ts = mono_from_filetime(sighting->created);
  process->ppid = true_parent(process, sighting->ppid);
  ask_command_line(process, sighting);
  if (!is_unfinished(process, sighting)) return process;
  forget(process);
  return NULL;
}

/* From now on its end is noticed at once, if it may be opened. */
static void watch(struct process *process) {
  if (!process->handle || process->wait) return;
  DWORD how = WT_EXECUTEONLYONCE | WT_EXECUTEINWAITTHREAD;
  bool waits = RegisterWaitForSingleObject(&process->wait, process->handle, on_end, process, INFINITE, how);
  if (!waits) process->wait = NULL;
}

/* The known process that the sighting is of. One that had its pid before is over. */
static struct process *recognize(const struct sighting *sighting) {
  struct process *process = table_find(&tracker.table, sighting->pid);
  if (!process || is_same(process, sighting)) return process;
  if (!process->over) report_end(process);
  forget(process);
  return NULL;
}

static void report_new(struct sighting *sighting) {
  struct process *process = meet(sighting);
  if (!process) return;
  process->reported = true;
  report_exec(tracker.session, process, sighting);
  watch(process);
}

static bool is_young(uint64_t ts) { return clock_mono_ns() < ts + tracker.patience_ns; }

/* Sends the next of the list; processes that ended meanwhile are left out. */
static void snap(struct sighting *sighting) {
  struct process *process = recognize(sighting);
  if (process) ask_command_line(process, sighting);
  else process = meet(sighting);
  if (!process) return;
  process->generation = tracker.generation;
  if (process->over) return;
  if (!process->reported && process->handle && process_is_over(process->handle)) {
    close_process(process, filetime_from_mono(clock_mono_ns()));
    return;
  }
  process->reported = true;
  report_snap(tracker.session, process, sighting);
  watch(process);
  tracker.snaps++;
}

static void sweep(struct process *process) {
  /* Its wait tells when it ends, as long as there is one. */
  bool waits = process->wait && !process->over;
  if (process->generation == tracker.generation || waits || is_young(process->met)) return;
  if (!process->over) report_end(process);
  forget(process);
}

/* Processes that found no place are reported as dropped, once. */
static void report_skipped(void) {
  if (tracker.skipped > tracker.skipped_before)
    session_drop(tracker.session, "table", tracker.skipped - tracker.skipped_before);
  tracker.skipped_before = tracker.skipped;
  tracker.skipped = 0;
}

void tracker_open(struct session *session, uint64_t patience_ns) {
  tracker.session = session;
  tracker.patience_ns = patience_ns;
  InitializeSListHead(&tracker.ended);
}

/* Goes on with the list as far as the app keeps up: a list that overflows the queue would never be complete. */
static void continue_snapshot(void) {
  struct sighting sighting;
  while (tracker.listing && sink_waiting(&tracker.session->sink) < QUEUE_BYTES_RESUME) {
    if (process_list_next(&tracker.list, &sighting)) {
      snap(&sighting);
      continue;
    }
    tracker.listing = false;
    table_each(&tracker.table, sweep);
    report_skipped();
    session_snapend(tracker.session, tracker.snaps);
  }
}

void tracker_begin_snapshot(void) {
  sink_take_recovered(&tracker.session->sink);
  tracker.resync = false;
  tracker.snaps = 0;
  tracker.generation++;
  tracker.listing = process_list_read(&tracker.list);
  continue_snapshot();
}

void tracker_resync(void) { tracker.resync = true; }

void tracker_work(void) {
  collect_ends();
  continue_snapshot();
  if (sink_take_recovered(&tracker.session->sink)) tracker.resync = true;
  if (tracker.resync && !tracker.listing && sink_waiting(&tracker.session->sink) < QUEUE_BYTES_RESUME) {
    session_resync(tracker.session);
    tracker_begin_snapshot();
  }
  session_flush(tracker.session);
}

bool tracker_scan(void) {
  struct sighting sighting;
  bool found = false;
  if (tracker.listing || !process_list_read(&tracker.list)) return false;
  tracker.generation++;
  while (process_list_next(&tracker.list, &sighting)) {
    struct process *process = recognize(&sighting);
    if (process) {
      process->generation = tracker.generation;
      if (process->handle && !process->wait && process_is_over(process->handle)) report_end(process);
    } else if (!is_young(mono_from_filetime(sighting.created))) {
      report_new(&sighting);
      found = true;
    }
  }
  table_each(&tracker.table, sweep);
  report_skipped();
  session_flush(tracker.session);
  return found;
}

void tracker_started(struct sighting *sighting) {
  struct process *process = recognize(sighting);
  if (!process) report_new(sighting);
  session_flush(tracker.session);
}

void tracker_ended(uint32_t pid, uint64_t ts, uint32_t code) {
  struct process *process = table_find(&tracker.table, pid);
  /* Its own wait brings the same, and an earlier process with this pid may have ended. */
  if (!process || process->over || process->wait || ts < process->ts) return;
  if (process->reported) report_exit(tracker.session, process, ts, code);
  close_process(process, filetime_from_mono(ts));
  session_flush(tracker.session);
}
