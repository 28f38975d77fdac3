/*
 * Starts processes with exact command lines. A line of stdin is
 *   start CODE HEX   HEX: the UTF-16 units of the command line that go behind our own path, four hex digits each
 *   end              ends the newest process with its code
 * Prints the pid of each. All end when stdin does.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
#include <windows.h>

enum { UNITS_MAX = 32768, HELD_MAX = 256 };

static HANDLE start(WCHAR *command) {
  STARTUPINFOW startup = {.cb = sizeof startup};
  PROCESS_INFORMATION process;
  if (!CreateProcessW(NULL, command, NULL, NULL, FALSE, CREATE_SUSPENDED, NULL, NULL, &startup, &process)) {
    fprintf(stderr, "CreateProcess failed: error %lu\n", GetLastError());
    exit(3);
  }
  printf("%lu\n", process.dwProcessId);
  fflush(stdout);
  CloseHandle(process.hThread);
  return process.hProcess;
}

/* A process that is not allowed to run yet lasts as long as we like, and costs nothing. */
int main(void) {
  static char line[UNITS_MAX * 4 + 64];
  static WCHAR command[UNITS_MAX], self[MAX_PATH];
  static struct {
    HANDLE process;
    UINT code;
  } held[HELD_MAX];
  int count = 0;
  GetModuleFileNameW(NULL, self, MAX_PATH);
  while (fgets(line, sizeof line, stdin) && count < HELD_MAX) {
    unsigned code = 0;
    int at = 0;
    if (sscanf(line, "start %u %n", &code, &at) != 1) {
      if (count > 0) TerminateProcess(held[count - 1].process, held[count - 1].code);
      continue;
    }
    WCHAR *out = command + swprintf(command, UNITS_MAX, L"\"%ls\"", self);
    for (const char *hex = line + at; isxdigit((unsigned char)*hex); hex += 4) {
      char digits[5] = {hex[0], hex[1], hex[2], hex[3], 0};
      *out++ = (WCHAR)strtoul(digits, NULL, 16);
    }
    *out = 0;
    held[count].process = start(command);
    held[count++].code = code;
  }
  while (count-- > 0) TerminateProcess(held[count].process, held[count].code);
  return 0;
}
