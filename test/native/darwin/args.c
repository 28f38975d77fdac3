/* Parses the block on stdin and writes what it holds: a line of JSON, or "corrupt". */
#include "../../../native/core/line.h"
#include "../../../native/darwin/procargs.h"
#include <stdio.h>
#include <stdlib.h>

int main(void) {
  static char buffer[1 << 20];
  size_t length = fread(buffer, 1, sizeof buffer, stdin);
  /* A copy of just that size, so that reading beyond its end is noticed. */
  char *block = malloc(length ? length : 1);
  struct procargs args;
  struct line line = {0};
  for (size_t i = 0; i < length; i++) block[i] = buffer[i];
  if (procargs_parse(block, length, &args)) {
    line_begin(&line, "args");
    line_argv(&line, args.argv, args.argv_length);
    line_end(&line);
    fwrite(line.data, 1, line.length, stdout);
  } else {
    puts("corrupt");
  }
  free(line.data);
  free(block);
  return 0;
}
