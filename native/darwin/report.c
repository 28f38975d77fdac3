#include "report.h"
#include "../core/clock.h"
#include "../protocol.h"
#include <limits.h>
#include <string.h>
#include <sys/wait.h>

static void add_path(struct line *line, const char *key, const char *path, size_t length) {
  if (length > 0) line_text(line, key, path, length);
}

static void add_stat(struct line *line, const struct proc_stat *stat) {
  char tty[32], path[PATH_MAX];
  pid_t sid = proc_sid(stat->pid);
  line_unsigned(line, "uid", stat->uid);
  if (sid >= 0) line_signed(line, "sid", sid);
  if (stat->pgid > 0) line_signed(line, "pgid", stat->pgid);
  if (tty_name(stat->tty, tty, sizeof tty)) line_text(line, "tty", tty, strlen(tty));
  line_text(line, "comm", stat->comm, strlen(stat->comm));
  if (stat->over) return;
  add_path(line, "exe", path, proc_exe(stat->pid, path, sizeof path));
  add_path(line, "cwd", path, proc_cwd(stat->pid, path, sizeof path));
}

static void add_args(struct line *line, const struct procargs *args) {
  if (!args) {
    line_raw(line, ",\"lost\":1");
    return;
  }
  bool cut = args->argv_length > ARGV_BYTES_MAX;
  line_argv(line, args->argv, cut ? ARGV_BYTES_MAX : args->argv_length);
  if (cut) line_raw(line, ",\"trunc\":1");
}

static void send_portrait(struct session *session, const char *type, const struct portrait *portrait) {
  struct line *line = &session->line;
  const struct proc_stat *stat = portrait->stat;
  line_begin(line, type);
  line_signed(line, "pid", portrait->process->pid);
  if (stat && stat->ppid > 0) line_signed(line, "ppid", stat->ppid);
  line_unsigned(line, "start", portrait->process->start);
  line_unsigned(line, "ts", portrait->ts);
  if (stat) add_stat(line, stat);
  add_args(line, portrait->args);
  session_send(session);
}

void report_exec(struct session *session, const struct portrait *portrait) {
  session->counters.events++;
  if (!portrait->args) session->counters.lost++;
  send_portrait(session, "exec", portrait);
}

/* The monotonic time at which a process started; 0 when the wall clock was set so that it cannot be told. */
static uint64_t mono_from_start(uint64_t start_us) {
  uint64_t mono_us = clock_mono_ns() / 1000, real_us = clock_real_ms() * 1000;
  uint64_t age_us = real_us > start_us ? real_us - start_us : 0;
  return mono_us > age_us ? (mono_us - age_us) * 1000 : 0;
}

void report_snap(struct session *session, const struct process *process, const struct proc_stat *stat,
                 const struct procargs *args) {
  uint64_t ts = mono_from_start(stat->start);
  send_portrait(session, "snap", &(struct portrait){.process = process, .stat = stat, .args = args, .ts = ts});
}

void report_exit(struct session *session, const struct process *process, uint64_t ts, const int *status) {
  struct line *line = &session->line;
  session->counters.events++;
  line_begin(line, "exit");
  line_signed(line, "pid", process->pid);
  line_unsigned(line, "start", process->start);
  line_unsigned(line, "ts", ts);
  if (!status) {
    line_raw(line, ",\"code\":null");
  } else if (WIFSIGNALED(*status)) {
    line_signed(line, "sig", WTERMSIG(*status));
    if (WCOREDUMP(*status)) line_raw(line, ",\"core\":1");
  } else {
    line_signed(line, "code", WEXITSTATUS(*status));
  }
  session_send(session);
}
