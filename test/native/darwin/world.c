/* Runs the logic of the probe in the make-believe kernel: world SCRIPT b|c writes its lines, then the truth. */
#include "world.h"
#include "../../../native/core/clock.h"
#include "../../../native/darwin/capture.h"
#include "../../../native/darwin/proc.h"
#include "../../../native/darwin/wait.h"
#include "../../../native/protocol.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct session session;

void world_overflow(void) { session.sink.outbox.recovered = true; }

static struct proc_stat stat_of(const struct being *being) {
  struct proc_stat stat = {.pid = being->pid,
                           .ppid = being->ppid,
                           .uid = being->uid,
                           .tty = (dev_t)-1,
                           .start = being->start,
                           .status = being->status,
                           .execed = being->execed,
                           .ending = being->state != STATE_RUNS,
                           .over = being->state == STATE_ZOMBIE};
  snprintf(stat.comm, sizeof stat.comm, "%.16s", being->args);
  return stat;
}

static bool is_listed(const struct being *being) {
  return being->state == STATE_RUNS || being->state == STATE_ZOMBIE;
}

bool proc_stat_read(pid_t pid, struct proc_stat *stat) {
  world_interfere("stat", pid);
  const struct being *being = world_find(pid);
  if (!being || !is_listed(being)) return false;
  *stat = stat_of(being);
  return true;
}

bool proc_list_read(struct proc_list *list) {
  world_interfere("list", 0);
  list->entries = realloc(list->entries, (being_count + 1) * sizeof *list->entries);
  if (!list->entries) return false;
  list->count = 0;
  for (size_t i = being_count; i > 0; i--)
    if (is_listed(&beings[i - 1])) list->entries[list->count++] = stat_of(&beings[i - 1]);
  return true;
}

size_t proc_children(pid_t pid, pid_t *children, size_t capacity) {
  size_t count = 0;
  world_interfere("children", pid);
  for (size_t i = being_count; i > 0 && count < capacity; i--)
    if (is_listed(&beings[i - 1]) && beings[i - 1].ppid == pid) children[count++] = beings[i - 1].pid;
  return count;
}

bool proc_args_read(pid_t pid, struct procargs *args) {
  static char copy[WORLD_ARGS_BYTES];
  world_interfere("args", pid);
  const struct being *being = world_find(pid);
  if (!being || being->state != STATE_RUNS || being->uid != WORLD_OWN_UID) return false;
  memcpy(copy, being->args, being->args_length);
  *args = (struct procargs){.argv = copy, .argv_length = being->args_length};
  return true;
}

size_t proc_exe(pid_t pid, char *path, size_t capacity) {
  (void)pid, (void)path, (void)capacity;
  return 0;
}

size_t proc_cwd(pid_t pid, char *path, size_t capacity) {
  (void)pid;
  return (size_t)snprintf(path, capacity, "/Users/me");
}

pid_t proc_sid(pid_t pid) { return pid; }

bool tty_name(dev_t tty, char *name, size_t capacity) {
  (void)tty, (void)name, (void)capacity;
  return false;
}

/* How it all really ended, for the test to compare with. */
static void tell_truth(struct line *line) {
  static const char *const states[] = {"runs", "hidden", "zombie", "gone"};
  for (size_t i = 0; i < being_count; i++) {
    const struct being *being = &beings[i];
    line_begin(line, "truth");
    line_signed(line, "pid", being->pid);
    line_unsigned(line, "start", being->start);
    line_unsigned(line, "uid", being->uid);
    line_signed(line, "status", being->status);
    line_text(line, "state", states[being->state], strlen(states[being->state]));
    line_raw(line, being->execed ? ",\"execed\":true" : ",\"execed\":false");
    line_argv(line, being->args, being->args_length);
    line_end(line);
    fwrite(line->data, 1, line->length, stdout);
  }
}

int main(int argc, char **argv) {
  if (argc != 3 || !world_open(argv[1]) || !sink_open_stdout(&session.sink)) return EXIT_FAILURE;
  if (!wait_open(&session, false)) return EXIT_FAILURE;
  session.next_heartbeat = clock_mono_ns() + HEARTBEAT_MS * NS_PER_MS;
  /* Up to the first tick or sleep, the script tells what was there before us. */
  world_run(0);
  if (!capture_open()) return EXIT_FAILURE;
  capture_run(&session, argv[2][0] == 'b');
  session_bye(&session);
  tell_truth(&session.line);
  return EXIT_SUCCESS;
}
