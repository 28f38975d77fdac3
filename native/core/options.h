/* The command line. */
#pragma once
#include <stdbool.h>

enum { EXIT_FAILED = 1, EXIT_USAGE = 2 };

struct options {
  const char *socket; /* NULL for stdout */
  bool once;
  char tier; /* a letter of the system's tiers, 0 for the best that works */
};

/* What differs between the systems: the letters of their ways of looking, and what the help says. */
struct system_options {
  const char *tiers;
  const char *tiers_help;
  const char *socket_help;
};

/* Reads the command line; prints help or a usage error and exits when there is nothing to run. */
struct options options_parse(int argc, char **argv, const struct system_options *system);
