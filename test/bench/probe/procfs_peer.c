/*
 * procfs_peer [--inotify]: what tools without privileges do. It lists /proc every 100 ms and prints the command line of
 * each process that it has not met before.
 *
 * With --inotify it is the method of pspy (github.com/DominicBreuker/pspy, version 1.2, with its defaults): it also
 * lists /proc after each event on the folders below, of which programs and their libraries are opened. As pspy does, it
 * reads up to five events at a time, looks at the newest processes first, reads the command line before the user, joins
 * the arguments by spaces, and never looks at a pid again. Written in C it is quicker than the original.
 */
#define _GNU_SOURCE /* nftw */
#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <time.h>
#include <unistd.h>

enum { INTERVAL_MS = 100, PIDS_MAX = 1 << 22, OPEN_FOLDERS = 64, EVENTS_AT_ONCE = 5, DRAIN_MS = 1000 };
static const char *const folders[] = {"/usr", "/tmp", "/etc", "/home", "/var", "/opt"};

static bool known[PIDS_MAX];
static int watcher = -1, unwatched;

static int64_t now_ms(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static size_t read_file(int pid, const char *name, char *text, size_t capacity) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 0;
  size_t length = 0;
  for (ssize_t got; length < capacity && (got = read(fd, text + length, capacity - length)) > 0;) length += (size_t)got;
  close(fd);
  return length;
}

static void report(int pid) {
  static char arguments[256 << 10], status[4096];
  size_t length = read_file(pid, "cmdline", arguments, sizeof arguments - 1);
  status[read_file(pid, "status", status, sizeof status - 1)] = 0;
  const char *uid = strstr(status, "\nUid:\t");
  for (size_t i = 0; i < length; i++)
    if (arguments[i] == 0) arguments[i] = ' ';
  printf("UID=%-4d PID=%-6d | %.*s\n", uid ? atoi(uid + 6) : -1, pid, (int)length, arguments);
}

static void list_processes(void) {
  static int pids[PIDS_MAX];
  int count = 0;
  DIR *proc = opendir("/proc");
  if (!proc) return;
  for (struct dirent *entry; count < PIDS_MAX && (entry = readdir(proc));) {
    int pid = atoi(entry->d_name);
    if (pid > 0 && pid < PIDS_MAX) pids[count++] = pid;
  }
  closedir(proc);
  while (count-- > 0) {
    if (known[pids[count]]) continue;
    known[pids[count]] = true;
    report(pids[count]);
  }
  fflush(stdout);
}

static int watch(const char *path, const struct stat *info, int type, struct FTW *place) {
  (void)info;
  (void)place;
  if (type == FTW_D && inotify_add_watch(watcher, path, IN_ALL_EVENTS) < 0) unwatched++;
  return 0;
}

static void watch_folders(void) {
  watcher = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
  if (watcher < 0) {
    perror("inotify cannot be used");
    exit(EXIT_FAILURE);
  }
  for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) nftw(folders[i], watch, OPEN_FOLDERS, FTW_PHYS);
  if (unwatched > 0) fprintf(stderr, "%d folders are not watched: see /proc/sys/fs/inotify/max_user_watches\n", unwatched);
}

/* Waits for an event, at most so long; true when there was one. */
static bool event_within(int64_t ms) {
  static char events[EVENTS_AT_ONCE * (sizeof(struct inotify_event) + NAME_MAX + 1)];
  struct pollfd ready = {.fd = watcher, .events = POLLIN};
  return poll(&ready, 1, ms > 0 ? (int)ms : 0) > 0 && read(watcher, events, sizeof events) > 0;
}

int main(int argc, char **argv) {
  if (argc > 1 && strcmp(argv[1], "--inotify") == 0) watch_folders();
  /* Its own start caused events. */
  for (int64_t until = now_ms() + DRAIN_MS; watcher >= 0 && now_ms() < until;) event_within(until - now_ms());
  list_processes();
  puts("watching");
  fflush(stdout);
  for (int64_t next = now_ms() + INTERVAL_MS;;) {
    bool event = event_within(next - now_ms());
    int64_t now = now_ms();
    if (event || now >= next) list_processes();
    if (now >= next) next = now + INTERVAL_MS;
  }
}
