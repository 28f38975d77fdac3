/*
 * storm SHORT MEDIUM LONG IN_FLIGHT PER_S COMMAND PAYLOAD: runs commands as fast as it can, or as PER_S allows unless it
 * is 0; IN_FLIGHT short-lived ones at a time, and evenly among them some of 50 ms and of 2 s. Each has arguments that no
 * other has:
 *   COMMAND CODE MS ID PAYLOAD, where CODE is ID % 7; ids count the short ones first, then those of 50 ms, then of 2 s
 *
 * Says "over MS" when the last short-lived one has ended, then waits for the others and tells of each:
 *   ID PID BEGAN ENDED STATUS, times in ns of CLOCK_MONOTONIC; began: just before execve; status: as wait(2) gives it
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MEDIUM_MS = 50, LONG_MS = 2000, CODES = 7 };

/* Shared with the children, as only they know when they are about to exec. */
struct record {
  uint64_t began_ns, ended_ns;
  pid_t pid;
  int status;
};

static struct record *records;
static int *ids; /* in the order of their start */
static int count, in_flight, short_count;
static const char *command, *payload;

static uint64_t now_ns(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

__attribute__((noreturn)) static void fail(const char *what) {
  perror(what);
  exit(EXIT_FAILURE);
}

static void start(int id, int ms) {
  char id_text[16], ms_text[16], code[16];
  snprintf(id_text, sizeof id_text, "%d", id);
  snprintf(ms_text, sizeof ms_text, "%d", ms);
  snprintf(code, sizeof code, "%d", id % CODES);
  pid_t pid = fork();
  if (pid < 0) fail("fork");
  if (pid == 0) {
    records[id].began_ns = now_ns();
    execl(command, command, code, ms_text, id_text, payload, (char *)NULL);
    _exit(127);
  }
  records[id].pid = pid;
  ids[count++] = id;
  if (id < short_count) in_flight++;
}

/* Waits for any command to end; false when there is none. */
static int reap(void) {
  int status;
  pid_t pid = waitpid(-1, &status, 0);
  if (pid < 0) return 0;
  uint64_t ended_ns = now_ns();
  for (int i = count - 1; i >= 0; i--) {
    struct record *record = &records[ids[i]];
    if (record->pid != pid || record->ended_ns) continue;
    record->ended_ns = ended_ns;
    record->status = status;
    if (ids[i] < short_count) in_flight--;
    return 1;
  }
  return 1;
}

/* Of `among`, those that are due when `done` of `all` have been started. */
static int due(int done, int all, int among) { return (int)((int64_t)(done + 1) * among / all); }

static void sleep_until(uint64_t ns) {
  struct timespec time = {.tv_sec = (time_t)(ns / 1000000000), .tv_nsec = (long)(ns % 1000000000)};
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL);
}

int main(int argc, char **argv) {
  if (argc != 8) return 2;
  short_count = atoi(argv[1]);
  int medium_count = atoi(argv[2]), long_count = atoi(argv[3]), at_once = atoi(argv[4]), per_s = atoi(argv[5]);
  int total = short_count + medium_count + long_count, medium = 0, longer = 0;
  command = argv[6];
  payload = argv[7];
  size_t size = sizeof *records * (size_t)total;
  records = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  ids = calloc((size_t)total, sizeof *ids);
  if (records == MAP_FAILED || !ids) fail("memory");

  uint64_t began_ns = now_ns();
  for (int id = 0; id < short_count; id++) {
    if (per_s > 0) sleep_until(began_ns + (uint64_t)id * 1000000000 / (uint64_t)per_s);
    while (in_flight >= at_once) reap();
    start(id, 0);
    while (medium < due(id, short_count, medium_count)) start(short_count + medium++, MEDIUM_MS);
    while (longer < due(id, short_count, long_count)) start(short_count + medium_count + longer++, LONG_MS);
  }
  while (in_flight > 0) reap();
  printf("over %.3f\n", (double)(now_ns() - began_ns) / 1e6);
  fflush(stdout);

  while (reap()) continue;
  for (int id = 0; id < total; id++) {
    const struct record *record = &records[id];
    printf("%d %d %llu %llu %d\n", id, record->pid, (unsigned long long)record->began_ns,
           (unsigned long long)record->ended_ns, record->status);
  }
  return EXIT_SUCCESS;
}
