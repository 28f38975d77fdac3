#include "start.h"
#include "../core/options.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

void fail(const char *what, const char *reason) {
  fprintf(stderr, "viberot-probe: %s: %s\n", what, reason);
  exit(EXIT_FAILED);
}

/* Byte by byte, because what follows the line is not ours. The token never appears where other users could see it. */
void read_token(char *token, size_t capacity) {
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

void raise_file_limit(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}
