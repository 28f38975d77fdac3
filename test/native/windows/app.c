/*
 * Stands in for the app on Windows: app PROBE PIPE (relay | leave | stranger) [OPTION…]
 * Starts the probe with a token, connects to its pipe, and prints what it reads. First says who may use the pipe.
 * leave: goes after the first bytes. stranger: has another process connect before.
 * Closes the probe's stdin when its own ends.
 */
#include <aclapi.h>
#include <sddl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

static HANDLE probe, probe_stdin;

static void check(int ok, const char *what) {
  if (ok) return;
  fprintf(stderr, "%s failed: error %lu\n", what, GetLastError());
  exit(3);
}

static HANDLE start(char *command, HANDLE input) {
  STARTUPINFOA startup = {.cb = sizeof startup, .dwFlags = STARTF_USESTDHANDLES, .hStdInput = input};
  PROCESS_INFORMATION process;
  startup.hStdOutput = GetStdHandle(STD_OUTPUT_HANDLE);
  startup.hStdError = GetStdHandle(STD_ERROR_HANDLE);
  check(CreateProcessA(NULL, command, NULL, NULL, TRUE, 0, NULL, NULL, &startup, &process), "CreateProcess");
  CloseHandle(process.hThread);
  return process.hProcess;
}

static void start_probe(char **argv) {
  char command[4096];
  SECURITY_ATTRIBUTES inherited = {.nLength = sizeof inherited, .bInheritHandle = TRUE};
  HANDLE input;
  DWORD written;
  check(CreatePipe(&input, &probe_stdin, &inherited, 0), "CreatePipe");
  SetHandleInformation(probe_stdin, HANDLE_FLAG_INHERIT, 0);
  snprintf(command, sizeof command, "\"%s\" --socket %s", argv[1], argv[2]);
  for (char **option = argv + 4; *option; option++) strcat(strcat(command, " "), *option);
  probe = start(command, input);
  CloseHandle(input);
  check(WriteFile(probe_stdin, "open sesame\n", 12, &written, NULL), "writing the token");
}

static HANDLE connect_pipe(const char *name) {
  for (int tries = 0; tries < 1000; tries++, Sleep(10)) {
    HANDLE pipe = CreateFileA(name, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    if (pipe != INVALID_HANDLE_VALUE) return pipe;
    if (WaitForSingleObject(probe, 0) == WAIT_OBJECT_0) break;
  }
  check(0, "connecting");
  return NULL;
}

/* Prints the pipe's access list and our own id, and what a second connection comes to. */
static void describe(HANDLE pipe, const char *name) {
  SECURITY_DESCRIPTOR *security;
  char *list, *sid, user[256];
  DWORD length;
  HANDLE token;
  SECURITY_INFORMATION wanted = OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION;
  DWORD error = GetSecurityInfo(pipe, SE_KERNEL_OBJECT, wanted, NULL, NULL, NULL, NULL, (void **)&security);
  check(error == ERROR_SUCCESS, "GetSecurityInfo");
  check(ConvertSecurityDescriptorToStringSecurityDescriptorA(security, 1, wanted, &list, NULL), "making it text");
  check(OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token), "OpenProcessToken");
  check(GetTokenInformation(token, TokenUser, user, sizeof user, &length), "GetTokenInformation");
  check(ConvertSidToStringSidA(((TOKEN_USER *)user)->User.Sid, &sid), "ConvertSidToStringSid");
  HANDLE second = CreateFileA(name, GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
  DWORD refusal = second == INVALID_HANDLE_VALUE ? GetLastError() : 0;
  printf("{\"t\":\"pipe\",\"access\":\"%s\",\"user\":\"%s\",\"second\":%lu}\n", list, sid, refusal);
  fflush(stdout);
}

/* Runs as the stranger: app PIPE. Reads what it is given. */
static int be_stranger(const char *name) {
  char bytes[4096];
  DWORD count = 0;
  HANDLE pipe = connect_pipe(name);
  ReadFile(pipe, bytes, sizeof bytes, &count, NULL);
  printf("{\"t\":\"stranger\",\"bytes\":%lu}\n", count);
  return 0;
}

static void send_stranger(const char *self, const char *name) {
  char command[4096];
  snprintf(command, sizeof command, "\"%s\" %s", self, name);
  WaitForSingleObject(start(command, NULL), INFINITE);
}

static DWORD WINAPI follow_stdin(void *unused) {
  char bytes[64];
  DWORD count;
  (void)unused;
  while (ReadFile(GetStdHandle(STD_INPUT_HANDLE), bytes, sizeof bytes, &count, NULL) && count > 0) continue;
  CloseHandle(probe_stdin);
  return 0;
}

int main(int argc, char **argv) {
  static char bytes[64 << 10];
  DWORD count, code;
  char last = '\n';
  if (argc == 2) {
    probe = GetCurrentProcess();
    return be_stranger(argv[1]);
  }
  start_probe(argv);
  if (strcmp(argv[3], "stranger") == 0) send_stranger(argv[0], argv[2]);
  HANDLE pipe = connect_pipe(argv[2]);
  describe(pipe, argv[2]);
  CreateThread(NULL, 0, follow_stdin, NULL, 0, NULL);
  while (ReadFile(pipe, bytes, sizeof bytes, &count, NULL)) {
    fwrite(bytes, 1, count, stdout);
    fflush(stdout);
    last = bytes[count - 1];
    if (strcmp(argv[3], "leave") == 0) break;
  }
  CloseHandle(pipe);
  WaitForSingleObject(probe, INFINITE);
  GetExitCodeProcess(probe, &code);
  printf("%s{\"t\":\"ended\",\"code\":%lu}\n", last == '\n' ? "" : "\n", code);
  return 0;
}
