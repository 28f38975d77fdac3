/* A make-believe kernel: processes that a script starts and ends while the probe looks, on a clock of its own. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { WORLD_PROCESSES_MAX = 8192, WORLD_ARGS_BYTES = 256, WORLD_OWN_UID = 501 };

enum state { STATE_RUNS, STATE_HIDDEN, STATE_ZOMBIE, STATE_GONE };

struct being {
  pid_t pid, ppid;
  uid_t uid;
  uint64_t start;
  enum state state;
  bool execed, traced;
  int status;
  char args[WORLD_ARGS_BYTES]; /* NUL-separated */
  size_t args_length;
};

extern struct being beings[WORLD_PROCESSES_MAX];
extern size_t being_count;

/* The process with this pid, zombies included, or NULL. */
struct being *world_find(pid_t pid);

/* As if lines had been dropped, and there were room again. */
void world_overflow(void);

/* Reads the script, one command per line. */
bool world_open(const char *path);

/* Runs commands until the probe has something to do: "tick" 1 ms later, "sleep" timeout_ms later; false at the end. */
bool world_run(int timeout_ms);

/* Runs the commands that wait for this call of the probe, with a pid or 0. */
void world_interfere(const char *call, pid_t pid);
