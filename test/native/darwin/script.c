/*
 * Commands: boot PID PPID UID ARGS… · fork PARENT CHILD · exec PID ARGS… · exit PID STATUS · hide PID (on its way to be
 * a zombie, in no list) · reap PID · trace PID (a debugger holds back its end) · deafen PID (its events are lost) ·
 * overflow 0 · tick · sleep · on CALL PID COMMAND (just before the probe makes that call)
 */
#include "../../../native/core/clock.h"
#include "kqueue.h"
#include "world.h"
#include <stdio.h>
#include <string.h>

enum { COMMANDS_MAX = 16384, COMMAND_BYTES = 256 };

struct being beings[WORLD_PROCESSES_MAX];
size_t being_count;
static char script[COMMANDS_MAX][COMMAND_BYTES];
static char waiting[COMMANDS_MAX][COMMAND_BYTES];
static size_t script_length, script_next, waiting_count;
static uint64_t now_ns = 1000 * NS_PER_S;

uint64_t clock_mono_ns(void) { return now_ns += 1000; }
uint64_t clock_real_ms(void) { return 1700000000000 + clock_mono_ns() / NS_PER_MS; }

struct being *world_find(pid_t pid) {
  for (size_t i = 0; i < being_count; i++)
    if (beings[i].pid == pid && beings[i].state != STATE_GONE) return &beings[i];
  return NULL;
}

bool world_open(const char *path) {
  FILE *file = fopen(path, "r");
  if (!file) return false;
  while (script_length < COMMANDS_MAX && fgets(script[script_length], COMMAND_BYTES, file)) {
    script[script_length][strcspn(script[script_length], "\n")] = 0;
    script_length++;
  }
  fclose(file);
  return true;
}

static void set_args(struct being *being, const char *args) {
  snprintf(being->args, sizeof being->args, "%s", args);
  being->args_length = strlen(being->args) + 1;
  for (size_t i = 0; i < being->args_length; i++)
    if (being->args[i] == ' ') being->args[i] = 0;
}

static struct being *create(pid_t pid, pid_t ppid, uid_t uid) {
  if (being_count == WORLD_PROCESSES_MAX || world_find(pid)) return NULL;
  struct being *being = &beings[being_count++];
  *being = (struct being){.pid = pid, .ppid = ppid, .uid = uid, .start = clock_real_ms() * 1000 + being_count};
  return being;
}

static void fork_being(pid_t parent_pid, pid_t pid) {
  struct being *parent = world_find(parent_pid);
  struct being *child = parent && parent->state == STATE_RUNS ? create(pid, parent_pid, parent->uid) : NULL;
  if (!child) return;
  memcpy(child->args, parent->args, sizeof child->args);
  child->args_length = parent->args_length;
  kqueue_note(parent, NOTED_FORK);
}

static void end_being(struct being *being, int status) {
  being->status = status;
  for (size_t i = 0; i < being_count; i++)
    if (beings[i].ppid == being->pid && beings[i].state != STATE_GONE) beings[i].ppid = 1;
  if (!being->traced) kqueue_note(being, NOTED_EXIT);
  being->state = STATE_ZOMBIE;
}

/* What follows so many words. */
static const char *after_words(const char *line, int words) {
  while (words-- > 0) {
    line += strcspn(line, " ");
    line += strspn(line, " ");
  }
  return line;
}

static void run(const char *line) {
  char verb[16];
  int pid, second = 0, third = 0;
  if (sscanf(line, "%15s %d %d %d", verb, &pid, &second, &third) < 2) return;
  if (strcmp(verb, "overflow") == 0) world_overflow();
  if (strcmp(verb, "fork") == 0) fork_being(pid, second);
  struct being *being = strcmp(verb, "boot") == 0 ? create(pid, second, (uid_t)third) : world_find(pid);
  if (!being) return;
  bool runs = being->state == STATE_RUNS;
  if (strcmp(verb, "boot") == 0) {
    set_args(being, after_words(line, 4));
    being->execed = true;
  } else if (strcmp(verb, "exec") == 0 && runs) {
    set_args(being, after_words(line, 2));
    being->execed = true;
    kqueue_note(being, NOTED_EXEC);
  } else if (strcmp(verb, "exit") == 0 && being->state != STATE_ZOMBIE) {
    end_being(being, second);
  } else if (strcmp(verb, "hide") == 0 && runs) {
    being->state = STATE_HIDDEN;
  } else if (strcmp(verb, "reap") == 0 && being->state == STATE_ZOMBIE) {
    being->state = STATE_GONE;
  } else if (strcmp(verb, "trace") == 0) {
    being->traced = true;
  } else if (strcmp(verb, "deafen") == 0) {
    kqueue_deafen(being);
  }
}

bool world_run(int timeout_ms) {
  while (script_next < script_length) {
    const char *line = script[script_next++];
    if (strcmp(line, "tick") == 0 || strcmp(line, "sleep") == 0) {
      now_ns += (line[0] == 't' ? 1 : (uint64_t)timeout_ms) * NS_PER_MS;
      return true;
    }
    if (strncmp(line, "on ", 3) != 0) run(line);
    else if (waiting_count < COMMANDS_MAX) memcpy(waiting[waiting_count++], line + 3, COMMAND_BYTES - 3);
  }
  return false;
}

void world_interfere(const char *call, pid_t pid) {
  char key[48];
  size_t length = (size_t)snprintf(key, sizeof key, "%s %d ", call, pid);
  for (size_t i = 0; i < waiting_count; i++) {
    if (strncmp(waiting[i], key, length) != 0) continue;
    char command[COMMAND_BYTES];
    snprintf(command, sizeof command, "%s", waiting[i] + length);
    waiting[i][0] = 0;
    run(command);
  }
}
