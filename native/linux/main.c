/* viberot-probe: tells the app of every process that starts or ends. See ../protocol.h for what it writes. */
#include "../posix/start.h"
#include "../protocol.h"
#include "../shared/options.h"
#include "netlink.h"
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
static const struct system_options system_options = {
    .tiers = "bc",
    .tiers_help = "b: netlink; c: polling",
    .socket_help = "connect to this Unix socket",
};
#define CAN_WITHOUT_CODE "\"argv\",\"cwd\",\"exe\",\"tty\""
#define CAN_WITH_CODE CAN_WITHOUT_CODE ",\"code\""

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
static bool choose_tier(char choice, struct introduction *introduction) {
  static char why[256];
  char reason[192] = "chosen with --tier c";
  if (choice != 'c' && netlink_open(reason, sizeof reason)) {
    *introduction = (struct introduction){.src = "netlink", .why = WHY_NETLINK, .can = "[" CAN_WITH_CODE "]"};
    return true;
  }
  if (choice == 'b') fail("tier b does not work here", reason);
  snprintf(why, sizeof why, "polling: %s", reason);
  const char *can = poll_open() ? "[" CAN_WITH_CODE "]" : "[" CAN_WITHOUT_CODE "]";
  *introduction = (struct introduction){.src = "poll", .why = why, .can = can};
  return false;
}

int main(int argc, char **argv) {
  static struct session session;
  static char token[TOKEN_BYTES_MAX];
  struct introduction introduction;
  struct options options = options_parse(argc, argv, &system_options);
  if (options.socket) read_token(token, sizeof token);
  if (!(options.socket ? sink_open_socket(&session.sink, options.socket) : sink_open_stdout(&session.sink)))
    fail(options.socket ? options.socket : "stdout", strerror(errno));
  raise_file_limit();
  ask_for_short_turns();
  bool netlink = choose_tier(options.tier, &introduction);
  if (!session_open(&session, options.socket != NULL)) fail("cannot start", strerror(errno));
  session.once = options.once;
  introduction.token = options.socket ? token : NULL;
  introduction.os = "linux";
  introduction.pid = (uint64_t)getpid();
  session_hello(&session, &introduction);
  if (netlink) netlink_run(&session);
  else poll_run(&session);
  session_bye(&session);
  return EXIT_SUCCESS;
}
