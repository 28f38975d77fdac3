/*
 * Each trace of this kind is a "system logger", of which Windows allows eight. It outlives its process, so the name of
 * ours has our pid, and those that a killed probe left behind are stopped before.
 */
#include "trace.h"
#include "../core/clock.h"
#include "nt.h"
#include "process_event.h"
#include "start.h"
#include "times.h"
#include "tracker.h"
#include <evntcons.h>
#include <evntrace.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

enum {
  TICK_MS = 1000,
  TICKS_PER_SCAN = 5,
  FLUSH_MS = 20,
  /* Of all the sizes the least that takes the longest event, which is 64 KB: one that does not fit is lost. */
  BUFFER_KB = 68,
  BUFFERS_MIN = 16,
  BUFFERS_MAX = 128,
  NAME_UNITS = 64,
  TRACES_MAX = 64,
  QPC_TIMES = 1,
  SYSTEM_LOGGER = 0x02000000, /* EVENT_TRACE_SYSTEM_LOGGER_MODE */
  MS_FLUSH_TIMER = 0x10,      /* EVENT_TRACE_USE_MS_FLUSH_TIMER */
  POINTERS_OF_32_BITS = 0x20, /* EVENT_HEADER_FLAG_32_BIT_HEADER */
};
#define PATIENCE_NS NS_PER_S /* what the trace tells within that time is left to it */
static const WCHAR PREFIX[] = L"viberot-probe-";
static const GUID OUR_TRACE = {0, 0x8f0c, 0x4b57, {0x9a, 0x1e, 0x53, 0xd4, 0x60, 0x7c, 0x2b, 0xe8}};
static const GUID PROCESS_EVENTS = {0x3d6fa8d0, 0xfe05, 0x11d0, {0x9d, 0xda, 0x00, 0xc0, 0x4f, 0xd7, 0xba, 0x7c}};

/* The description of a trace, with room for its name behind it, as Windows wants it. */
struct description {
  EVENT_TRACE_PROPERTIES properties;
  WCHAR name[NAME_UNITS];
  WCHAR file[NAME_UNITS];
};

static struct {
  struct session *session;
  TRACEHANDLE trace;
  TRACEHANDLE consumer;
  WCHAR name[NAME_UNITS];
  uint64_t lost;       /* as Windows counts */
  uint64_t unreadable; /* events that made no sense, not told yet */
  volatile LONG stopped;
} tier;

void trace_refusal(unsigned long error, char *why, size_t capacity) {
  if (error == ERROR_ACCESS_DENIED) snprintf(why, capacity, "tracing takes an administrator");
  else if (error == ERROR_NO_SYSTEM_RESOURCES) snprintf(why, capacity, "all traces that Windows allows are in use");
  else {
    char meaning[160];
    describe_error(error, meaning, sizeof meaning);
    snprintf(why, capacity, "tracing does not work here (%s)", meaning);
  }
}

static void describe(struct description *description) {
  *description = (struct description){.properties.Wnode.BufferSize = sizeof *description,
                                      .properties.LoggerNameOffset = offsetof(struct description, name),
                                      .properties.LogFileNameOffset = offsetof(struct description, file)};
}

static void stop_trace(const WCHAR *name) {
  struct description description;
  describe(&description);
  ControlTraceW(0, name, &description.properties, EVENT_TRACE_CONTROL_STOP);
}

/* True when the process is another copy of this program. */
static bool is_probe(DWORD pid) {
  WCHAR other[MAX_PATH], own[MAX_PATH];
  DWORD length = MAX_PATH, own_length = MAX_PATH;
  HANDLE process = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, pid);
  if (!process) return false;
  bool same = QueryFullProcessImageNameW(process, 0, other, &length) &&
              QueryFullProcessImageNameW(GetCurrentProcess(), 0, own, &own_length) && _wcsicmp(other, own) == 0;
  CloseHandle(process);
  return same;
}

static void stop_leftovers(void) {
  static struct description descriptions[TRACES_MAX];
  EVENT_TRACE_PROPERTIES *list[TRACES_MAX];
  ULONG count = 0;
  for (size_t i = 0; i < TRACES_MAX; i++) {
    describe(&descriptions[i]);
    list[i] = &descriptions[i].properties;
  }
  ULONG error = QueryAllTracesW(list, TRACES_MAX, &count);
  if (error != ERROR_SUCCESS && error != ERROR_MORE_DATA) return;
  for (size_t i = 0; i < count && i < TRACES_MAX; i++) {
    WCHAR *name = descriptions[i].name;
    name[NAME_UNITS - 1] = 0;
    size_t prefix = wcslen(PREFIX);
    if (wcsncmp(name, PREFIX, prefix) == 0 && !is_probe(wcstoul(name + prefix, NULL, 10))) stop_trace(name);
  }
}

static ULONG start_trace(void) {
  struct description description;
  describe(&description);
  EVENT_TRACE_PROPERTIES *properties = &description.properties;
  properties->Wnode.Guid = OUR_TRACE;
  properties->Wnode.Guid.Data1 = GetCurrentProcessId();
  properties->Wnode.Flags = WNODE_FLAG_TRACED_GUID;
  properties->Wnode.ClientContext = QPC_TIMES;
  properties->LogFileMode = EVENT_TRACE_REAL_TIME_MODE | SYSTEM_LOGGER | MS_FLUSH_TIMER;
  properties->FlushTimer = FLUSH_MS;
  properties->BufferSize = BUFFER_KB;
  properties->MinimumBuffers = BUFFERS_MIN;
  properties->MaximumBuffers = BUFFERS_MAX;
  properties->EnableFlags = EVENT_TRACE_FLAG_PROCESS;
  properties->LogFileNameOffset = 0;
  return StartTraceW(&tier.trace, tier.name, properties);
}

static void report_start(const struct process_event *event, uint64_t ts) {
  static WCHAR command_line[COMMAND_LINE_UNITS_MAX], name[MAX_PATH];
  size_t length = event->command_line_length;
  if (length > COMMAND_LINE_UNITS_MAX) length = COMMAND_LINE_UNITS_MAX;
  memcpy(command_line, event->command_line ? event->command_line : (const unsigned char *)"", length * sizeof(WCHAR));
  int name_length = MultiByteToWideChar(CP_ACP, 0, event->name, (int)event->name_length, name, MAX_PATH);
  tracker_started(&(struct sighting){.pid = event->pid,
                                     .ppid = event->ppid,
                                     .created = filetime_from_mono(ts),
                                     .estimated = true,
                                     .name = name,
                                     .name_length = (size_t)name_length,
                                     .command_line = length > 0 ? command_line : NULL,
                                     .command_line_length = length});
}

/* Runs in the thread that reads the trace. */
static void WINAPI on_event(EVENT_RECORD *record) {
  const EVENT_HEADER *header = &record->EventHeader;
  UCHAR opcode = header->EventDescriptor.Opcode;
  struct process_event event;
  if (memcmp(&header->ProviderId, &PROCESS_EVENTS, sizeof PROCESS_EVENTS) != 0) return;
  if (opcode != PROCESS_STARTED && opcode != PROCESS_ENDED) return;
  size_t pointer_bytes = header->Flags & POINTERS_OF_32_BITS ? 4 : 8;
  uint64_t ts = mono_from_counter((uint64_t)header->TimeStamp.QuadPart);
  EnterCriticalSection(&tier.session->lock);
  if (!process_event_parse(&event, header->EventDescriptor.Version, pointer_bytes, record->UserData,
                           record->UserDataLength))
    tier.unreadable++;
  else if (opcode == PROCESS_STARTED) report_start(&event, ts);
  else tracker_ended(event.pid, ts, event.status);
  LeaveCriticalSection(&tier.session->lock);
}

static DWORD WINAPI read_trace(void *unused) {
  (void)unused;
  ProcessTrace(&tier.consumer, 1, NULL, NULL);
  InterlockedExchange(&tier.stopped, TRUE);
  SetEvent(tier.session->wake);
  return 0;
}

bool trace_open(char *why, size_t capacity) {
  swprintf(tier.name, NAME_UNITS, L"%ls%lu", PREFIX, GetCurrentProcessId());
  stop_leftovers();
  ULONG error = start_trace();
  if (error == ERROR_SUCCESS) {
    EVENT_TRACE_LOGFILEW source = {.LoggerName = tier.name, .EventRecordCallback = on_event};
    source.ProcessTraceMode =
        PROCESS_TRACE_MODE_REAL_TIME | PROCESS_TRACE_MODE_EVENT_RECORD | PROCESS_TRACE_MODE_RAW_TIMESTAMP;
    tier.consumer = OpenTraceW(&source);
    if (tier.consumer != INVALID_PROCESSTRACE_HANDLE) return true;
    error = GetLastError();
    stop_trace(tier.name);
  }
  trace_refusal(error, why, capacity);
  return false;
}

/* Tells what was lost since the last time; a buffer counts as one event, because nobody knows how many it had. */
static void handle_losses(void) {
  struct description description;
  describe(&description);
  if (ControlTraceW(0, tier.name, &description.properties, EVENT_TRACE_CONTROL_QUERY) == ERROR_SUCCESS) {
    uint64_t lost = (uint64_t)description.properties.EventsLost + description.properties.RealTimeBuffersLost;
    tier.unreadable += lost > tier.lost ? lost - tier.lost : 0;
    tier.lost = lost;
  }
  if (tier.unreadable == 0) return;
  session_drop(tier.session, "etw", tier.unreadable);
  tier.unreadable = 0;
  tracker_resync();
}

void trace_run(struct session *session) {
  tier.session = session;
  tracker_open(session, PATIENCE_NS);
  HANDLE reader = CreateThread(NULL, 0, read_trace, NULL, 0, NULL);
  if (!reader) fail("cannot read the trace", "no thread");
  tracker_begin_snapshot();
  session_set_interval(session, TICK_MS);
  for (int ticks = 0; !session->over && !tier.stopped;) {
    bool tick = session_wait(session);
    if (tick) handle_losses();
    tracker_work();
    if (tick && ++ticks % TICKS_PER_SCAN == 0) tracker_scan();
  }
  stop_trace(tier.name);
  CloseTrace(tier.consumer);
  /* The app starts us again, and then sees why if that does not work. */
  if (tier.stopped && !session->over) fail("the trace has ended", "somebody stopped it");
}
