#include "procargs.h"
#include <string.h>

/* Programs have been 64-bit only since macOS 10.15, also under Rosetta. */
enum { POINTER_BYTES = 8 };

/*
 * Where the arguments begin after a path of so many bytes. Skipping all zeros would take empty first arguments for
 * padding, so exactly the padding is skipped, unless something else is there.
 */
static size_t skip_padding(const char *strings, size_t length, size_t path_length) {
  size_t end = path_length + 1;
  size_t padded = (end + POINTER_BYTES - 1) / POINTER_BYTES * POINTER_BYTES;
  if (padded > length) padded = length;
  while (end < padded && strings[end] == 0) end++;
  return end;
}

bool procargs_parse(const char *block, size_t length, struct procargs *args) {
  int argc;
  if (length <= sizeof argc) return false;
  memcpy(&argc, block, sizeof argc);
  const char *strings = block + sizeof argc;
  size_t available = length - sizeof argc;
  size_t path_length = strnlen(strings, available);
  if (argc < 0 || path_length == 0 || path_length == available) return false;
  size_t begin = skip_padding(strings, available, path_length);
  size_t end = begin;
  for (int i = 0; i < argc && end < available; i++) {
    size_t argument = strnlen(strings + end, available - end);
    end += argument;
    if (end < available) end++;
  }
  *args = (struct procargs){.argv = strings + begin, .argv_length = end - begin};
  return true;
}
