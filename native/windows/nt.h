/* What ntdll offers beyond the documented headers, under names of our own. Layouts are those of 64-bit Windows. */
#pragma once
#include <stdint.h>
#include <windows.h>
#include <winternl.h>

_Static_assert(sizeof(void *) == 8, "The probe is for 64-bit Windows.");

enum {
  /* Where the 64-bit PEB points to the parameters, and what these have where. */
  PEB_PARAMETERS = 0x20,
  PARAMETERS_DIRECTORY = 0x38,
  PARAMETERS_COMMAND_LINE = 0x70,
  COMMAND_LINE_UNITS_MAX = 32768,
};

#define NT_PROCESS_LIST SystemProcessInformation
#define NT_PROCESS_BASIC ProcessBasicInformation
/* ProcessCommandLineInformation, a UNICODE_STRING; Windows 8.1 and later. */
#define NT_PROCESS_COMMAND_LINE ((PROCESSINFOCLASS)60)
#define NT_BUFFER_TOO_SMALL ((NTSTATUS)0xC0000004)

/* An entry of NT_PROCESS_LIST; its threads follow. */
struct nt_process {
  ULONG next_offset; /* 0 in the last one */
  ULONG threads;
  uint64_t memory_and_cycles[3];
  LARGE_INTEGER created; /* 100 ns since 1601 */
  LARGE_INTEGER times[2];
  UNICODE_STRING name;
  LONG priority;
  HANDLE pid;
  HANDLE ppid;
};

/* NT_PROCESS_BASIC. */
struct nt_basic {
  NTSTATUS status;
  const char *peb;
  uintptr_t affinity;
  LONG priority;
  uintptr_t pid;
  uintptr_t ppid;
};
