/*
 * Stands in for the helper on machines that cannot start commands fast enough: connects to the hub as the real one does
 * (native/protocol.h), and at each SIGUSR1 tells of PAIRS_PER_S commands per second that start and end, for SECONDS.
 * The last argument of each is when it was told of: ns of CLOCK_MONOTONIC.
 */
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { HEARTBEAT_MS = 5000, TICK_MS = 1, FIRST_PID = 100000, PIDS = 3000000 };

static int hub;
static uint64_t told;

static uint64_t clock_ns(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

static unsigned long long mono_ns(void) { return clock_ns(CLOCK_MONOTONIC); }

static unsigned long long real_ms(void) { return clock_ns(CLOCK_REALTIME) / 1000000; }

/* Waits for the hub when it is slow: this is about its lag, not about ours. */
static void say(const char *lines, size_t length) {
  while (length > 0) {
    ssize_t sent = send(hub, lines, length, MSG_NOSIGNAL);
    if (sent <= 0) exit(EXIT_SUCCESS);
    lines += sent;
    length -= (size_t)sent;
  }
}

static void introduce(const char *path) {
  char token[256] = "", line[1024];
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (!fgets(token, sizeof token, stdin)) exit(EXIT_FAILURE);
  token[strcspn(token, "\n")] = 0;
  snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
  hub = socket(AF_UNIX, SOCK_STREAM, 0);
  if (connect(hub, (struct sockaddr *)&address, sizeof address) != 0) exit(EXIT_FAILURE);
  int length = snprintf(line, sizeof line,
                        "{\"t\":\"hello\",\"v\":1,\"src\":\"paced\",\"pid\":%d,\"os\":\"linux\",\"token\":\"%s\","
                        "\"clock\":{\"mono\":%llu,\"real\":%llu},\"can\":[\"argv\",\"code\"],\"why\":\"a benchmark\","
                        "\"build\":\"0\"}\n{\"t\":\"snapend\",\"n\":0}\n",
                        getpid(), token, mono_ns(), real_ms());
  say(line, (size_t)length);
}

static void beat(void) {
  char line[256];
  int length = snprintf(line, sizeof line,
                        "{\"t\":\"hb\",\"clock\":{\"mono\":%llu,\"real\":%llu},\"events\":%llu,\"lost\":0,\"dropped\":0}\n",
                        mono_ns(), real_ms(), 2 * (unsigned long long)told);
  say(line, (size_t)length);
}

/* A command of usual length, as the real helper writes it. */
static void tell_of_command(void) {
  char lines[1024];
  unsigned long long number = told++, pid = FIRST_PID + number % PIDS, ts = mono_ns();
  int length = snprintf(
      lines, sizeof lines,
      "{\"t\":\"exec\",\"pid\":%llu,\"ppid\":1,\"start\":%llu,\"ts\":%llu,\"uid\":1000,\"sid\":1,\"pgid\":1,"
      "\"comm\":\"node\",\"exe\":\"/usr/bin/node\",\"cwd\":\"/home/someone/project\",\"argv\":[\"/usr/bin/node\","
      "\"/usr/lib/node_modules/npm/bin/npm-cli.js\",\"run\",\"script-%llu\",\"--flag=\xc3\xa9\",\"%llu\"]}\n"
      "{\"t\":\"exit\",\"pid\":%llu,\"start\":%llu,\"ts\":%llu,\"code\":%llu}\n",
      pid, number, ts, number, ts, pid, number, ts, number % 7);
  say(lines, (size_t)length);
}

static void storm(void) {
  uint64_t began = mono_ns(), until = began + (uint64_t)SECONDS * 1000000000, target = told;
  for (uint64_t now; (now = mono_ns()) < until; poll(NULL, 0, TICK_MS)) {
    uint64_t due = target + (now - began) * PAIRS_PER_S / 1000000000;
    while (told < due) tell_of_command();
  }
  while (told < target + (uint64_t)SECONDS * PAIRS_PER_S) tell_of_command();
}

int main(int argc, char **argv) {
  sigset_t storms;
  sigemptyset(&storms);
  sigaddset(&storms, SIGUSR1);
  sigprocmask(SIG_BLOCK, &storms, NULL);
  if (argc != 3 || strcmp(argv[1], "--socket") != 0) return 2;
  introduce(argv[2]);
  struct pollfd ready[] = {{.fd = signalfd(-1, &storms, SFD_CLOEXEC), .events = POLLIN},
                           {.fd = STDIN_FILENO, .events = POLLIN},
                           {.fd = hub, .events = POLLIN}};
  for (;;) {
    int count = poll(ready, 3, HEARTBEAT_MS);
    if (ready[1].revents || ready[2].revents) return EXIT_SUCCESS;
    struct signalfd_siginfo info;
    if (count > 0 && read(ready[0].fd, &info, sizeof info) > 0) storm();
    beat();
  }
}
