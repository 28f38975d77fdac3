/* viberot-probe: tells the app of every process that starts or ends. See ../protocol.h for what it writes. */
#include "../protocol.h"
#include "netlink.h"
#include "options.h"
#include "poll.h"
#include "session.h"
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char WHY_NETLINK[] =
    "netlink: the kernel reports every exec; short-lived commands may lose their arguments";
#define CAN_WITHOUT_CODE "\"argv\",\"cwd\",\"exe\",\"tty\""
#define CAN_WITH_CODE CAN_WITHOUT_CODE ",\"code\""

__attribute__((noreturn)) static void fail(const char *what, const char *reason) {
  fprintf(stderr, "viberot-probe: %s: %s\n", what, reason);
  exit(EXIT_FAILED);
}

/* Byte by byte, because what follows the line is not ours. The token never appears where other users could see it. */
static void read_token(char *token, size_t capacity) {
  size_t length = 0;
  for (;;) {
    ssize_t count = read(STDIN_FILENO, token + length, 1);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) fail("no token", "the first line of stdin should hold it");
    if (token[length] == '\n') break;
    if (++length == capacity) fail("no token", "the first line of stdin is too long");
  }
  token[length] = 0;
}

static void raise_file_limit(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

/*
 * Asks for short turns on the CPU (Linux 6.12 and later). Whoever wants little at a time gets it sooner, and we have to
 * run within the fraction of a millisecond that a short-lived process lasts. Needs no privilege.
 */
static void ask_for_short_turns(void) {
  struct {
    uint32_t size, policy;
    uint64_t flags;
    int32_t nice;
    uint32_t priority;
    uint64_t runtime_ns, deadline_ns, period_ns;
  } attributes = {.size = sizeof attributes, .nice = getpriority(PRIO_PROCESS, 0), .runtime_ns = 100000};
  syscall(SYS_sched_setattr, 0, &attributes, 0);
}

/* Chooses the way of looking; returns whether it is netlink. */
static bool choose_tier(enum tier_choice choice, struct introduction *introduction) {
  static char why[256];
  char reason[192] = "chosen with --tier c";
  if (choice != TIER_POLL && netlink_open(reason, sizeof reason)) {
    *introduction = (struct introduction){.src = "netlink", .why = WHY_NETLINK, .can = "[" CAN_WITH_CODE "]"};
    return true;
  }
  if (choice == TIER_NETLINK) fail("tier b does not work here", reason);
  snprintf(why, sizeof why, "polling: %s", reason);
  const char *can = poll_open() ? "[" CAN_WITH_CODE "]" : "[" CAN_WITHOUT_CODE "]";
  *introduction = (struct introduction){.src = "poll", .why = why, .can = can};
  return false;
}

int main(int argc, char **argv) {
  static struct session session;
  static char token[TOKEN_BYTES_MAX];
  struct introduction introduction;
  struct options options = options_parse(argc, argv);
  if (options.socket) read_token(token, sizeof token);
  if (!(options.socket ? sink_open_socket(&session.sink, options.socket) : sink_open_stdout(&session.sink)))
    fail(options.socket ? options.socket : "stdout", strerror(errno));
  raise_file_limit();
  ask_for_short_turns();
  bool netlink = choose_tier(options.tier, &introduction);
  if (!session_open(&session, options.socket != NULL)) fail("cannot start", strerror(errno));
  session.once = options.once;
  introduction.token = options.socket ? token : NULL;
  session_hello(&session, &introduction);
  if (netlink) netlink_run(&session);
  else poll_run(&session);
  session_bye(&session);
  return EXIT_SUCCESS;
}
