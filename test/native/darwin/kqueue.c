#include "kqueue.h"
#include "../../../native/darwin/events.h"
#include <errno.h>
#include <string.h>

enum { NOTES_MAX = WORLD_PROCESSES_MAX };

/* Notes that are to be read come in the order in which they first had something to tell. */
static struct note {
  pid_t pid;
  const struct being *being;
  unsigned what;
  unsigned long turn;
  bool keeps_status;
} notes[NOTES_MAX];
static size_t note_count;
static unsigned long turns;

void kqueue_note(const struct being *being, unsigned what) {
  for (size_t i = 0; i < note_count; i++) {
    if (notes[i].being != being) continue;
    if (!notes[i].what) notes[i].turn = ++turns;
    notes[i].what |= what;
  }
}

static void drop(size_t index) { notes[index] = notes[--note_count]; }

void kqueue_deafen(const struct being *being) {
  for (size_t i = note_count; i > 0; i--)
    if (notes[i - 1].being == being) drop(i - 1);
}

enum attach_result events_attach(pid_t pid) {
  world_interfere("attach", pid);
  const struct being *being = world_find(pid);
  for (size_t i = 0; i < note_count; i++)
    if (notes[i].pid == pid) return ATTACH_DONE;
  if (!being || being->state != STATE_RUNS) return ATTACH_GONE;
  if (note_count == NOTES_MAX) return ATTACH_FAILED;
  notes[note_count++] = (struct note){.pid = pid, .being = being, .keeps_status = being->uid == WORLD_OWN_UID};
  return ATTACH_DONE;
}

void events_detach(pid_t pid) {
  for (size_t i = note_count; i > 0; i--)
    if (notes[i - 1].pid == pid) drop(i - 1);
}

static struct note *next_note(void) {
  struct note *next = NULL;
  for (size_t i = 0; i < note_count; i++)
    if (notes[i].what && (!next || notes[i].turn < next->turn)) next = &notes[i];
  return next;
}

static int read_notes(struct event *events, int capacity) {
  int count = 0;
  for (struct note *note; count < capacity && (note = next_note());) {
    bool exited = note->what & NOTED_EXIT;
    events[count++] = (struct event){.kind = EVENT_PROCESS,
                                     .pid = note->pid,
                                     .forked = note->what & NOTED_FORK,
                                     .execed = note->what & NOTED_EXEC,
                                     .exited = exited,
                                     .status_known = exited && note->keeps_status,
                                     .status = note->being->status};
    note->what = 0;
    if (exited) drop((size_t)(note - notes));
  }
  return count;
}

int events_wait(int timeout_ms, struct event *events, int capacity) {
  int count = read_notes(events, capacity);
  if (count > 0) return count;
  if (world_run(timeout_ms)) return read_notes(events, capacity);
  events[0] = (struct event){.kind = EVENT_SIGNAL};
  return 1;
}

bool events_open(void) { return true; }
bool events_watch_signals(void) { return true; }
bool events_watch_stdin(void) { return true; }
void events_watch_reader(int fd, bool is_socket) { (void)fd, (void)is_socket; }
void events_await_reader(int fd, bool is_socket, bool wanted) { (void)fd, (void)is_socket, (void)wanted; }
