#include "captured.h"
#include <string.h>
#include <unistd.h>

static const char DELETED[] = " (deleted)";

static size_t names_length(const struct capture_exec *exec) { return (size_t)exec->cwd.length + exec->exe.length; }

bool captured_is_exec(const struct capture_exec *exec, size_t length) {
  if (length < CAPTURE_EXEC_HEAD || exec->head.type != CAPTURE_EXEC) return false;
  return names_length(exec) <= CAPTURE_PATHS_MAX && exec->argv_length <= CAPTURE_ARGV_MAX &&
         CAPTURE_EXEC_HEAD + names_length(exec) + exec->argv_length <= length;
}

bool captured_is_exit(const struct capture_exit *exit, size_t length) {
  return length == sizeof *exit && exit->head.type == CAPTURE_EXIT;
}

uint64_t captured_start(const struct capture_head *head) {
  static uint64_t ns_per_tick;
  if (ns_per_tick == 0) ns_per_tick = NS_PER_S / (uint64_t)sysconf(_SC_CLK_TCK);
  return head->boot_time / ns_per_tick;
}

struct proc_stat captured_stat(const struct capture_exec *exec) {
  struct proc_stat stat = {.ppid = (pid_t)exec->ppid,
                           .pgid = (pid_t)exec->pgid,
                           .sid = (pid_t)exec->sid,
                           .tty = (int)exec->tty,
                           .start = captured_start(&exec->head)};
  memcpy(stat.comm, exec->comm, strnlen(exec->comm, CAPTURE_COMM_BYTES));
  return stat;
}

/* Puts the names together from the last to the first, from the end of the text to its beginning. */
static void put_together(const struct capture_path *captured, const char *names, struct captured_path *path) {
  char text[CAPTURE_PATHS_MAX];
  size_t begin = sizeof text;
  path->known = captured->flags & CAPTURE_PATH_WHOLE;
  if (!path->known) return;
  for (size_t i = 0; i < captured->length;) {
    size_t name = strnlen(names + i, captured->length - i);
    /* Each slash takes the place of a NUL, so there is room. */
    if (name + 1 > begin) break;
    begin -= name;
    memcpy(text + begin, names + i, name);
    text[--begin] = '/';
    i += name + 1;
  }
  if (begin == sizeof text) text[--begin] = '/';
  size_t length = sizeof text - begin;
  memcpy(path->text, text + begin, length);
  path->text[length] = 0;
  if (captured->flags & CAPTURE_PATH_DELETED) memcpy(path->text + length, DELETED, sizeof DELETED);
}

void captured_cwd(const struct capture_exec *exec, struct captured_path *path) {
  put_together(&exec->cwd, exec->data, path);
}

void captured_exe(const struct capture_exec *exec, struct captured_path *path) {
  put_together(&exec->exe, exec->data + exec->cwd.length, path);
}

const char *captured_argv(const struct capture_exec *exec) { return exec->data + names_length(exec); }
