/* sources: native/windows/command_line.c native/core/line.c */
#include "../../../native/core/line.h"
#include "../../../native/windows/command_line.h"
#include "fuzz.h"

/* Any command line of Windows is split within the room that is promised to suffice, each argument with its NUL. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  size_t length = size / 2;
  uint16_t *text = copy_of(data, length * 2), *block = malloc((length + 1) * 2);
  struct line line = {0};
  size_t used = command_line_split(text, length, block);
  expect(used <= length + 1);
  expect(used == 0 || block[used - 1] == 0);
  line_begin(&line, "x");
  line_argv_utf16(&line, block, used);
  line_utf16(&line, "k", text, length);
  free(line.data);
  free(block);
  free(text);
  return 0;
}
