#include "inspect.h"
#include "nt.h"
#include <string.h>

static const DWORD ASK_AND_WAIT = PROCESS_QUERY_LIMITED_INFORMATION | SYNCHRONIZE;

HANDLE process_open(uint32_t pid, bool *memory) {
  HANDLE process = OpenProcess(ASK_AND_WAIT | PROCESS_VM_READ, FALSE, pid);
  *memory = process != NULL;
  return process ? process : OpenProcess(ASK_AND_WAIT, FALSE, pid);
}

static uint64_t from_filetime(FILETIME time) { return (uint64_t)time.dwHighDateTime << 32 | time.dwLowDateTime; }

bool process_times(HANDLE process, uint64_t *created, uint64_t *ended) {
  FILETIME creation, end, kernel, user;
  if (!GetProcessTimes(process, &creation, &end, &kernel, &user)) return false;
  *created = from_filetime(creation);
  *ended = from_filetime(end);
  return true;
}

bool process_is_over(HANDLE process) { return WaitForSingleObject(process, 0) == WAIT_OBJECT_0; }

static bool read_memory(HANDLE process, const char *address, void *data, size_t length) {
  SIZE_T count;
  return ReadProcessMemory(process, address, data, length, &count) && count == length;
}

/* Reads one of the strings that a process was started with. */
static bool read_parameter(HANDLE process, size_t offset, WCHAR *text, size_t capacity, size_t *length) {
  struct nt_basic basic;
  const char *parameters;
  UNICODE_STRING string;
  NTSTATUS status = NtQueryInformationProcess(process, NT_PROCESS_BASIC, &basic, sizeof basic, NULL);
  if (!NT_SUCCESS(status) || !basic.peb) return false;
  if (!read_memory(process, basic.peb + PEB_PARAMETERS, &parameters, sizeof parameters) || !parameters) return false;
  if (!read_memory(process, parameters + offset, &string, sizeof string)) return false;
  *length = string.Length / sizeof(WCHAR);
  if (!string.Buffer || *length > capacity) return false;
  const char *address = (const char *)string.Buffer;
  /* In a process that is just starting this is an offset yet; nothing lies at such low addresses. */
  if ((uintptr_t)address < 1 << 16) address += (uintptr_t)parameters;
  return read_memory(process, address, text, *length * sizeof(WCHAR));
}

bool process_command_line(HANDLE process, bool memory, WCHAR *text, size_t *length) {
  static union {
    UNICODE_STRING string;
    char bytes[sizeof(UNICODE_STRING) + (COMMAND_LINE_UNITS_MAX + 1) * sizeof(WCHAR)];
  } answer;
  NTSTATUS status = NtQueryInformationProcess(process, NT_PROCESS_COMMAND_LINE, &answer, sizeof answer, NULL);
  if (NT_SUCCESS(status) && answer.string.Buffer) {
    *length = answer.string.Length / sizeof(WCHAR);
    memcpy(text, answer.string.Buffer, *length * sizeof(WCHAR));
    return true;
  }
  return memory && read_parameter(process, PARAMETERS_COMMAND_LINE, text, COMMAND_LINE_UNITS_MAX, length);
}

bool process_directory(HANDLE process, WCHAR *text, size_t capacity, size_t *length) {
  if (!read_parameter(process, PARAMETERS_DIRECTORY, text, capacity, length)) return false;
  bool is_root = *length <= 3;
  if (!is_root && text[*length - 1] == '\\') --*length;
  return *length > 0;
}

bool process_program(HANDLE process, WCHAR *text, DWORD *length) {
  return QueryFullProcessImageNameW(process, 0, text, length);
}
