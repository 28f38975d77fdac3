/* viberot-probe: tells the app of every process that starts or ends. See ../protocol.h for what it writes. */
#include "../core/options.h"
#include "../posix/start.h"
#include "../protocol.h"
#include "capture.h"
#include "wait.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char WHY_KQUEUE[] =
    "kqueue: the system reports forks, execs and exits; commands of other users show no arguments, and one that ends "
    "at once may be missed (seeing all takes Endpoint Security, which needs an entitlement from Apple)";
static const struct system_options system_options = {
    .tiers = "bc",
    .tiers_help = "b: kqueue; c: polling",
    .socket_help = "connect to this Unix socket",
};
#define CAN_WITHOUT_CODE "\"argv\",\"cwd\",\"exe\",\"tty\""
#define CAN_WITH_CODE CAN_WITHOUT_CODE ",\"code\""

/* Chooses the way of looking; returns whether it is kqueue. */
static bool choose_tier(char choice, struct introduction *introduction) {
  static char why[256];
  const char *reason = "chosen with --tier c";
  if (choice != 'c' && events_attach(getpid()) == ATTACH_DONE) {
    *introduction = (struct introduction){.src = "kqueue", .why = WHY_KQUEUE, .can = "[" CAN_WITH_CODE "]"};
    return true;
  }
  if (choice != 'c') reason = strerror(errno);
  if (choice == 'b') fail("tier b does not work here", reason);
  snprintf(why, sizeof why, "polling: %s%s", choice == 'c' ? "" : "kqueue does not report processes here: ", reason);
  *introduction = (struct introduction){.src = "poll", .why = why, .can = "[" CAN_WITHOUT_CODE "]"};
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
  if (!wait_open(&session, options.socket != NULL)) fail("cannot start", strerror(errno));
  if (!capture_open()) fail("cannot list the processes", strerror(errno));
  bool attaches = choose_tier(options.tier, &introduction);
  session.once = options.once;
  introduction.token = options.socket ? token : NULL;
  introduction.os = "darwin";
  introduction.pid = (uint64_t)getpid();
  session_hello(&session, &introduction);
  capture_run(&session, attaches);
  session_bye(&session);
  return EXIT_SUCCESS;
}
