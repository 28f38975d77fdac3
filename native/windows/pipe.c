#include "pipe.h"
#include "../core/clock.h"
#include "nt.h"
#include "start.h"
#include <sddl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { CONNECT_MS = 10000, OUT_BYTES = 64 << 10, IN_BYTES = 512, SDDL_BYTES = 512 };
static const char PREFIX[] = "\\\\.\\pipe\\";

/* The text form of the user's id (S-1-5-21-…); LocalFree it. */
static char *user_sid(void) {
  HANDLE token;
  char *text = NULL;
  union {
    TOKEN_USER user;
    char bytes[sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE];
  } info;
  DWORD length;
  if (!OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token)) return NULL;
  if (GetTokenInformation(token, TokenUser, &info, sizeof info, &length))
    ConvertSidToStringSidA(info.user.User.Sid, &text);
  CloseHandle(token);
  return text;
}

/* Full access for the user and SYSTEM, none for anybody else, nothing inherited. */
static bool restrict_access(SECURITY_ATTRIBUTES *attributes) {
  char sddl[SDDL_BYTES];
  char *sid = user_sid();
  if (!sid) return false;
  snprintf(sddl, sizeof sddl, "O:%sD:P(A;;GA;;;%s)(A;;GA;;;SY)", sid, sid);
  LocalFree(sid);
  *attributes = (SECURITY_ATTRIBUTES){.nLength = sizeof *attributes};
  return ConvertStringSecurityDescriptorToSecurityDescriptorA(sddl, SDDL_REVISION_1, &attributes->lpSecurityDescriptor,
                                                              NULL);
}

static HANDLE create(const char *name) {
  SECURITY_ATTRIBUTES attributes;
  if (!restrict_access(&attributes)) return INVALID_HANDLE_VALUE;
  /* The first instance of its name: so nobody was there before to listen in our place. */
  HANDLE pipe = CreateNamedPipeA(name, PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED | FILE_FLAG_FIRST_PIPE_INSTANCE,
                                 PIPE_TYPE_BYTE | PIPE_REJECT_REMOTE_CLIENTS, 1, OUT_BYTES, IN_BYTES, 0, &attributes);
  DWORD error = GetLastError();
  LocalFree(attributes.lpSecurityDescriptor);
  SetLastError(error);
  return pipe;
}

/* Waits for any client until the deadline. */
static bool await_client(HANDLE pipe, HANDLE connected, uint64_t deadline) {
  OVERLAPPED overlapped = {.hEvent = connected};
  DWORD ignored;
  if (ConnectNamedPipe(pipe, &overlapped) || GetLastError() == ERROR_PIPE_CONNECTED) return true;
  if (GetLastError() != ERROR_IO_PENDING) return false;
  uint64_t now = clock_mono_ns();
  DWORD left_ms = now < deadline ? (DWORD)((deadline - now) / NS_PER_MS) : 0;
  if (WaitForSingleObject(connected, left_ms) != WAIT_OBJECT_0) CancelIo(pipe);
  /* Waits for the cancellation, too: until then the system may write to overlapped. */
  return GetOverlappedResult(pipe, &overlapped, &ignored, TRUE);
}

/* The app is what started us. Where Windows does not tell who connected, the token in hello has to do. */
static bool is_app(HANDLE pipe) {
  struct nt_basic self;
  ULONG client;
  if (!GetNamedPipeClientProcessId(pipe, &client)) return true;
  NTSTATUS status = NtQueryInformationProcess(GetCurrentProcess(), NT_PROCESS_BASIC, &self, sizeof self, NULL);
  return !NT_SUCCESS(status) || client == self.ppid;
}

static bool await_app(HANDLE pipe) {
  HANDLE connected = CreateEventW(NULL, TRUE, FALSE, NULL);
  uint64_t deadline = clock_mono_ns() + CONNECT_MS * NS_PER_MS;
  bool found = false;
  while (!found && await_client(pipe, connected, deadline)) {
    found = is_app(pipe);
    if (!found) DisconnectNamedPipe(pipe);
  }
  CloseHandle(connected);
  return found;
}

HANDLE pipe_await_app(const char *name, char *why, size_t capacity) {
  if (strncmp(name, PREFIX, sizeof PREFIX - 1) != 0) {
    snprintf(why, capacity, "the name of a pipe begins with %s", PREFIX);
    return NULL;
  }
  HANDLE pipe = create(name);
  if (pipe == INVALID_HANDLE_VALUE) {
    DWORD error = GetLastError();
    bool exists = error == ERROR_ACCESS_DENIED || error == ERROR_PIPE_BUSY;
    if (exists) snprintf(why, capacity, "there is such a pipe already");
    else describe_error(error, why, capacity);
    return NULL;
  }
  if (await_app(pipe)) return pipe;
  snprintf(why, capacity, "the app did not connect within %d s", CONNECT_MS / 1000);
  CloseHandle(pipe);
  return NULL;
}
