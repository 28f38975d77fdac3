#include "report.h"
#include "../protocol.h"
#include <limits.h>
#include <string.h>
#include <sys/wait.h>

static void add_stat(struct line *line, const struct proc_stat *stat) {
  char tty[24];
  /* The kernel says -1 once the process is being taken down. */
  if (stat->sid >= 0) line_signed(line, "sid", stat->sid);
  if (stat->pgid >= 0) line_signed(line, "pgid", stat->pgid);
  if (tty_name(stat->tty, tty, sizeof tty)) line_text(line, "tty", tty, strlen(tty));
}

static void add_path(struct line *line, const char *name, const char *known, pid_t pid) {
  char target[PATH_MAX];
  size_t length = known ? strlen(known) : proc_link(pid, name, target, sizeof target);
  if (length > 0) line_text(line, name, known ? known : target, length);
}

static void add_argv(struct line *line, const struct portrait *portrait) {
  if (!portrait->argv) {
    line_raw(line, ",\"lost\":1");
    return;
  }
  bool too_long = portrait->argv_length > ARGV_BYTES_MAX;
  line_argv(line, portrait->argv, too_long ? ARGV_BYTES_MAX : portrait->argv_length);
  if (too_long || portrait->cut) line_raw(line, ",\"trunc\":1");
}

static void send_portrait(struct session *session, const char *type, const struct portrait *portrait) {
  struct line *line = &session->line;
  const struct process *process = portrait->process;
  const struct proc_stat *stat = portrait->stat;
  /* The kernel says 0 once the process is being taken down; the one from its fork may still be known. */
  pid_t ppid = stat && stat->ppid > 0 ? stat->ppid : process->ppid;
  line_begin(line, type);
  line_signed(line, "pid", process->pid);
  if (ppid > 0) line_signed(line, "ppid", ppid);
  line_unsigned(line, "start", process->start);
  line_unsigned(line, "ts", portrait->ts);
  /* Without its stat the pid is gone, or it is somebody else's by now. */
  if (stat) {
    if (process->uid_known) line_unsigned(line, "uid", process->uid);
    add_stat(line, stat);
    if (!portrait->superseded) {
      line_text(line, "comm", stat->comm, strlen(stat->comm));
      add_path(line, "exe", portrait->exe, process->pid);
    }
    add_path(line, "cwd", portrait->cwd, process->pid);
  }
  add_argv(line, portrait);
  session_send(session);
}

void report_exec(struct session *session, const struct portrait *portrait) {
  session->counters.events++;
  if (!portrait->argv) session->counters.lost++;
  send_portrait(session, "exec", portrait);
}

void report_snap(struct session *session, const struct process *process, const struct proc_stat *stat) {
  static char argv[ARGV_BYTES_MAX + 1];
  size_t length = proc_cmdline(process->pid, argv, sizeof argv);
  send_portrait(session, "snap",
                &(struct portrait){.process = process,
                                   .stat = stat,
                                   .ts = mono_from_ticks(process->start),
                                   .argv = argv,
                                   .argv_length = length});
}

static void begin_exit(struct session *session, const struct process *process, uint64_t ts) {
  session->counters.events++;
  line_begin(&session->line, "exit");
  line_signed(&session->line, "pid", process->pid);
  line_unsigned(&session->line, "start", process->start);
  line_unsigned(&session->line, "ts", ts);
}

void report_exit(struct session *session, const struct process *process, uint64_t ts, int status) {
  begin_exit(session, process, ts);
  if (WIFSIGNALED(status)) {
    line_signed(&session->line, "sig", WTERMSIG(status));
    if (WCOREDUMP(status)) line_raw(&session->line, ",\"core\":1");
  } else {
    line_signed(&session->line, "code", WEXITSTATUS(status));
  }
  session_send(session);
}

void report_vanished(struct session *session, const struct process *process, uint64_t ts) {
  begin_exit(session, process, ts);
  line_raw(&session->line, ",\"code\":null");
  session_send(session);
}
