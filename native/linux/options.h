/* The command line. */
#pragma once
#include <stdbool.h>

enum tier_choice { TIER_AUTO, TIER_NETLINK, TIER_POLL };

enum { EXIT_FAILED = 1, EXIT_USAGE = 2 };

struct options {
  const char *socket; /* NULL for stdout */
  bool once;
  enum tier_choice tier;
};

/* Reads the command line; prints help or a usage error and exits when there is nothing to run. */
struct options options_parse(int argc, char **argv);
