/* viberot-probe: tells the app of every process that starts or ends. See ../protocol.h for what it writes. */
#include "../core/options.h"
#include "../protocol.h"
#include "pipe.h"
#include "poll.h"
#include "session.h"
#include "start.h"
#include "trace.h"
#include <stdio.h>
#include <stdlib.h>

/* Keeps the C library of mingw-w64 from taking arguments for file name patterns. */
int _CRT_glob = 0;

static const char WHY_TRACE[] = "tracing: Windows reports every start and end";
static const char WHY_POLL[] = "polling: %s; commands shorter than 15 ms may be missed";
static const struct system_options system_options = {
    .tiers = "ac",
    .tiers_help = "a: tracing (ETW), for administrators; c: polling",
    .socket_help = "make this named pipe (\\\\.\\pipe\\NAME) for whoever starts us",
};

/* Chooses the way of looking; returns whether it is a trace. */
static bool choose_tier(char choice, struct introduction *introduction) {
  static char why[320];
  char reason[256] = "chosen with --tier c";
  *introduction = (struct introduction){.os = "windows", .can = "[\"argv\",\"cwd\",\"exe\",\"code\"]"};
  bool trace = choice != 'c' && trace_open(reason, sizeof reason);
  if (choice == 'a' && !trace) fail("tier a does not work here", reason);
  snprintf(why, sizeof why, WHY_POLL, reason);
  introduction->src = trace ? "etw" : "poll";
  introduction->why = trace ? WHY_TRACE : why;
  introduction->pid = GetCurrentProcessId();
  return trace;
}

static HANDLE open_pipe(const char *name) {
  char why[256];
  HANDLE pipe = pipe_await_app(name, why, sizeof why);
  if (!pipe) fail(name, why);
  return pipe;
}

int main(int argc, char **argv) {
  static struct session session;
  static char token[TOKEN_BYTES_MAX];
  struct introduction introduction;
  struct options options = options_parse(argc, argv, &system_options);
  if (options.socket) read_token(token, sizeof token);
  HANDLE pipe = options.socket ? open_pipe(options.socket) : NULL;
  if (!session_open(&session, pipe)) fail("cannot start", "Windows gives us no memory, timer or thread");
  session.once = options.once;
  bool trace = choose_tier(options.tier, &introduction);
  introduction.token = options.socket ? token : NULL;
  session_hello(&session, &introduction);
  if (trace) trace_run(&session);
  else poll_run(&session);
  session_bye(&session);
  return EXIT_SUCCESS;
}
