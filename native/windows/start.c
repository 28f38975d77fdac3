#include "start.h"
#include "../core/options.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fail(const char *what, const char *reason) {
  fprintf(stderr, "viberot-probe: %s: %s\n", what, reason);
  exit(EXIT_FAILED);
}

void describe_error(DWORD error, char *text, size_t capacity) {
  DWORD flags = FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS | FORMAT_MESSAGE_MAX_WIDTH_MASK;
  DWORD english = MAKELANGID(LANG_ENGLISH, SUBLANG_ENGLISH_US);
  char meaning[256];
  DWORD length = FormatMessageA(flags, NULL, error, english, meaning, sizeof meaning, NULL);
  while (length > 0 && strchr(" .\r\n", meaning[length - 1])) length--;
  snprintf(text, capacity, "%.*s%serror %lu", (int)length, meaning, length > 0 ? ", " : "", error);
}

/* Byte by byte, because what follows the line is not ours. The token never appears where other users could see it. */
void read_token(char *token, size_t capacity) {
  HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
  size_t length = 0;
  for (;;) {
    DWORD count;
    if (!ReadFile(input, token + length, 1, &count, NULL) || count == 0)
      fail("no token", "the first line of stdin should hold it");
    if (token[length] == '\n') break;
    if (++length == capacity) fail("no token", "the first line of stdin is too long");
  }
  if (length > 0 && token[length - 1] == '\r') length--;
  token[length] = 0;
}
