/* viberot-probe: tells the app of every process that starts or ends. See ../protocol.h for what it writes. */
#include "../core/options.h"
#include "../posix/start.h"
#include "../protocol.h"
#include "ebpf.h"
#include "netlink.h"
#include "poll.h"
#include "privileges.h"
#include "wait.h"
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static const struct system_options system_options = {
    .tiers = "abc",
    .tiers_help = "a: eBPF; b: netlink; c: polling",
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

/* A way of looking, once it works. */
struct tier {
  struct introduction introduction;
  void (*run)(struct session *session);
};

enum { REASON_BYTES = 256 };

static struct tier ebpf_tier(void) {
  const char *why = ebpf_is_limited() ? "eBPF: every exec of your own user is reported with its arguments"
                                      : "eBPF: every exec is reported with its arguments";
  return (struct tier){{.src = "ebpf", .why = why, .can = "[" CAN_WITH_CODE "]"}, ebpf_run};
}

static struct tier netlink_tier(const char *ebpf_reason) {
  static char why[2 * REASON_BYTES];
  snprintf(why, sizeof why,
           "netlink: every exec is reported, short-lived commands may lose their arguments; eBPF: %s", ebpf_reason);
  return (struct tier){{.src = "netlink", .why = why, .can = "[" CAN_WITH_CODE "]"}, netlink_run};
}

static struct tier poll_tier(const char *netlink_reason, const char *ebpf_reason) {
  static char why[3 * REASON_BYTES];
  snprintf(why, sizeof why, "polling: %s; eBPF: %s", netlink_reason, ebpf_reason);
  const char *can = poll_open() ? "[" CAN_WITH_CODE "]" : "[" CAN_WITHOUT_CODE "]";
  return (struct tier){{.src = "poll", .why = why, .can = can}, poll_run};
}

/* Capabilities of the program file serve the eBPF tier alone. */
static void give_up_borrowed(void) {
  if (privileges_are_borrowed() && !privileges_drop()) fail("cannot give up capabilities", strerror(errno));
}

/* The best that works, or the one that was asked for. */
static struct tier choose_tier(char choice) {
  char ebpf_reason[REASON_BYTES], netlink_reason[REASON_BYTES] = "chosen with --tier c";
  snprintf(ebpf_reason, sizeof ebpf_reason, "not tried because of --tier %c", choice);
  if ((choice == 0 || choice == 'a') && ebpf_open(ebpf_reason, sizeof ebpf_reason)) return ebpf_tier();
  if (choice == 'a') fail("tier a does not work here", ebpf_reason);
  give_up_borrowed();
  if (choice != 'c' && netlink_open(netlink_reason, sizeof netlink_reason)) return netlink_tier(ebpf_reason);
  if (choice == 'b') fail("tier b does not work here", netlink_reason);
  return poll_tier(netlink_reason, ebpf_reason);
}

int main(int argc, char **argv) {
  static struct session session;
  static char token[TOKEN_BYTES_MAX];
  struct options options = options_parse(argc, argv, &system_options);
  if (options.socket) read_token(token, sizeof token);
  raise_file_limit();
  ask_for_short_turns();
  /* Before anything else is opened, as this is what may need capabilities and gives them up. */
  struct tier tier = choose_tier(options.tier);
  if (!(options.socket ? sink_open_socket(&session.sink, options.socket) : sink_open_stdout(&session.sink)))
    fail(options.socket ? options.socket : "stdout", strerror(errno));
  if (!wait_open(&session, options.socket != NULL)) fail("cannot start", strerror(errno));
  session.once = options.once;
  tier.introduction.token = options.socket ? token : NULL;
  tier.introduction.os = "linux";
  tier.introduction.pid = (uint64_t)getpid();
  session_hello(&session, &tier.introduction);
  tier.run(&session);
  session_bye(&session);
  return EXIT_SUCCESS;
}
