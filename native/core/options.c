#include "options.h"
#include "../protocol.h"
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "Usage: viberot-probe (--socket PATH | --stdout) [--once] [--tier TIER]\n"
    "Reports every process of this machine that starts or ends, one JSON object per line.\n"
    "\n"
    "  --socket PATH  %s;\n"
    "                 the first line of stdin is the token to introduce ourselves with;\n"
    "                 ends when stdin or the connection is closed\n"
    "  --stdout       write to standard output instead, without a token\n"
    "  --once         report the processes that exist, then end\n"
    "  --tier TIER    %s;\n"
    "                 auto (the default): the best that works\n"
    "  --version      print the version\n"
    "  --help         print this\n";

__attribute__((format(printf, 1, 2), noreturn)) static void usage_error(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fputs("viberot-probe: ", stderr);
  vfprintf(stderr, format, arguments);
  fputs("\nTry viberot-probe --help.\n", stderr);
  va_end(arguments);
  exit(EXIT_USAGE);
}

static char parse_tier(const char *name, const struct system_options *system) {
  if (strcmp(name, "auto") == 0) return 0;
  if (strlen(name) == 1 && strchr(system->tiers, name[0])) return name[0];
  usage_error("unknown tier \"%s\": choose auto, or %s", name, system->tiers_help);
}

__attribute__((noreturn)) static void finish(void) { exit(fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILED); }

struct options options_parse(int argc, char **argv, const struct system_options *system) {
  static const struct option known[] = {
      {"socket", required_argument, NULL, 's'}, {"stdout", no_argument, NULL, 'o'},
      {"once", no_argument, NULL, '1'},         {"tier", required_argument, NULL, 't'},
      {"version", no_argument, NULL, 'v'},      {"help", no_argument, NULL, 'h'},
      {NULL, 0, NULL, 0}};
  struct options options = {0};
  bool to_stdout = false;
  opterr = 0;
  for (int option; (option = getopt_long(argc, argv, ":", known, NULL)) != -1;) {
    switch (option) {
      case 's': options.socket = optarg; break;
      case 'o': to_stdout = true; break;
      case '1': options.once = true; break;
      case 't': options.tier = parse_tier(optarg, system); break;
      case 'v': puts("viberot-probe " PROBE_VERSION); finish();
      case 'h': printf(help, system->socket_help, system->tiers_help); finish();
      case ':': usage_error("%s needs a value", argv[optind - 1]);
      default: usage_error("unknown option %s", argv[optind - 1]);
    }
  }
  if (optind < argc) usage_error("unexpected argument %s", argv[optind]);
  if (options.socket && to_stdout) usage_error("--socket and --stdout exclude each other");
  if (!options.socket && !to_stdout) usage_error("one of --socket PATH and --stdout is needed");
  return options;
}
