/* sources: native/darwin/procargs.c native/core/line.c */
#include "../../../native/core/line.h"
#include "../../../native/darwin/procargs.h"
#include "fuzz.h"

/* Whatever a process has made of its KERN_PROCARGS2 block: the arguments lie within it. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *block = copy_of(data, size);
  struct procargs args;
  struct line line = {0};
  if (procargs_parse(block, size, &args)) {
    expect(args.argv >= block && args.argv + args.argv_length <= block + size);
    line_begin(&line, "x");
    line_argv(&line, args.argv, args.argv_length);
  }
  free(line.data);
  free(block);
  return 0;
}
