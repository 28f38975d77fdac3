/*
 * The kernel's records are complete, so they become lines as they come; /proc is read only for the lists of all
 * processes and for arguments that are too long for a record.
 */
#include "ebpf.h"
#include "../posix/start.h"
#include "../protocol.h"
#include "ebpf/captured.h"
#include "ebpf/loader.h"
#include "privileges.h"
#include "report.h"
#include "scan.h"
#include "wait.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
  /* Lines that may wait while there is more to read. */
  FLUSH_LINES = 32,
  /* Records that are read before signals and the app are looked at again. */
  RECORDS_MAX = 1024,
};

/* A wake-up costs more than a record: after the first, others are waited for so long, to be read together. */
static const struct timespec pause_between_reads = {.tv_nsec = NS_PER_MS};

static struct {
  struct session *session;
  struct loader loader;
  struct table table;
  struct scan scan;
  bool limited;    /* of other users, no new processes are reported */
  bool privileged; /* capabilities are still to be given up */
} tier;

/* The end of this process was lost. */
static void vanish(struct process *process) {
  report_vanished(tier.session, process, clock_mono_ns());
  table_remove(&tier.table, process);
}

/* The process in the table, after another one with its pid has left; NULL when there is none. */
static struct process *find(pid_t pid, uint64_t start) {
  struct process *process = table_find(&tier.table, pid);
  if (!process || process->start == start) return process;
  vanish(process);
  return NULL;
}

/* Finds or adds a process. When the table is full, it is reported without being remembered. */
static struct process *meet(pid_t pid, uint64_t start, struct process *untracked) {
  struct process *process = find(pid, start);
  if (!process) process = table_add(&tier.table, pid);
  if (!process) {
    *untracked = (struct process){.pid = pid, .fd = -1};
    process = untracked;
  }
  process->start = start;
  process->start_known = true;
  process->reported = true;
  return process;
}

/* Takes all arguments from /proc when a record has only some; they begin with the same bytes, if they are the same. */
static const char *complete_argv(const struct capture_exec *exec, size_t *length) {
  static char argv[ARGV_BYTES_MAX + 1];
  const char *captured = captured_argv(exec);
  size_t wanted = exec->argv_total < sizeof argv ? (size_t)exec->argv_total : sizeof argv;
  *length = exec->argv_length;
  if (exec->argv_length == exec->argv_total) return captured;
  bool same = proc_cmdline((pid_t)exec->head.pid, argv, sizeof argv) == wanted &&
              memcmp(argv, captured, exec->argv_length) == 0;
  if (same) *length = wanted;
  if (same) return argv;
  return exec->argv_length > 0 ? captured : NULL;
}

static void handle_exec(const struct capture_exec *exec) {
  struct process untracked, *process = meet((pid_t)exec->head.pid, captured_start(&exec->head), &untracked);
  struct captured_path cwd, exe;
  size_t argv_length;
  struct proc_stat stat = captured_stat(exec);
  captured_cwd(exec, &cwd);
  captured_exe(exec, &exe);
  const char *argv = complete_argv(exec, &argv_length);
  process->born = exec->head.ts;
  process->uid = exec->uid;
  process->uid_known = true;
  report_exec(tier.session, &(struct portrait){.process = process,
                                               .stat = &stat,
                                               .ts = exec->head.ts,
                                               .argv = argv,
                                               .argv_length = argv_length,
                                               .cut = argv_length < exec->argv_total,
                                               .exe = exe.known ? exe.text : NULL,
                                               .cwd = cwd.known ? cwd.text : NULL});
}

/* Of a process that was never reported, the app does not want to know the end. */
static void handle_exit(const struct capture_exit *exit) {
  struct process *process = find((pid_t)exit->head.pid, captured_start(&exit->head));
  if (!process) return;
  report_exit(tier.session, process, exit->head.ts, exit->status);
  table_remove(&tier.table, process);
}

static void read_records(void) {
  static union {
    struct capture_exec exec;
    struct capture_exit exit;
  } record;
  for (int i = 1; i <= RECORDS_MAX; i++) {
    size_t length = ring_take(&tier.loader.ring, &record, sizeof record);
    if (length == 0) break;
    if (captured_is_exec(&record.exec, length)) handle_exec(&record.exec);
    else if (captured_is_exit(&record.exit, length)) handle_exit(&record.exit);
    if (i % FLUSH_LINES == 0) session_flush(tier.session);
  }
  session_flush(tier.session);
}

/* Here we are a program like any other: what /proc shows to our user, also of other users' processes, is no secret. */
static void scan_process(pid_t pid) {
  struct proc_stat stat;
  struct process untracked;
  if (!proc_stat_read(pid, &stat) || (stat.flags & FLAG_KERNEL_THREAD)) return;
  if (proc_stat_is_over(&stat) && stat.threads <= 1) return;
  struct process *process = meet(pid, stat.start, &untracked);
  process->generation = tier.scan.generation;
  /* A main thread has ended: when the others have, too, the end may have been told just before. */
  process->ending = proc_stat_is_over(&stat);
  process->uid_known = false;
  process_learn_uid(process);
  report_snap(tier.session, process, &stat);
  tier.scan.snaps++;
}

static void sweep_process(void *context, struct process *process) {
  struct proc_stat stat;
  (void)context;
  if (!process->ending && !scan_has_missed(&tier.scan, process)) return;
  process->ending = false;
  bool over = !proc_stat_read(process->pid, &stat) || stat.start != process->start;
  if (over || (proc_stat_is_over(&stat) && stat.threads <= 1)) vanish(process);
}

/* Nothing waits to be read: time for what is less urgent. */
static void when_idle(void) {
  scan_mind_losses(&tier.scan, tier.session, "ring", loader_take_lost(&tier.loader));
  if (scan_is_time_to_sweep(&tier.scan)) table_each(&tier.table, sweep_process, NULL);
  session_flush(tier.session);
}

static void drop_privileges(void) {
  if (!tier.privileged) return;
  tier.privileged = false;
  if (!privileges_drop()) fail("cannot give up capabilities", strerror(errno));
}

bool ebpf_open(char *why, size_t capacity) {
  bool open = false;
  tier.limited = privileges_are_borrowed() && !privileges_cover_all_users();
  const char *obstacle = loader_obstacle();
  if (!obstacle && !privileges_for_bpf()) obstacle = "needs cap_bpf and cap_perfmon";
  if (obstacle) snprintf(why, capacity, "%s", obstacle);
  else open = loader_open(&tier.loader, tier.limited ? getuid() : (uid_t)-1, why, capacity);
  /* Root's own are needed once more: without them, nobody's folder and program can be read for the first list. */
  tier.privileged = open;
  if (open && privileges_are_borrowed()) drop_privileges();
  return open;
}

bool ebpf_is_limited(void) { return tier.limited; }

static void scan_step(void) {
  pid_t pid = scan_next(&tier.scan);
  if (pid) {
    scan_process(pid);
    return;
  }
  drop_privileges();
  scan_end(&tier.scan, tier.session);
}

void ebpf_run(struct session *session) {
  struct epoll_event ready[4];
  bool was_busy = false;
  tier.session = session;
  wait_watch(tier.loader.ring.fd, EPOLLIN, 0);
  scan_begin(&tier.scan);
  while (!session->over) {
    bool busy = wait_for_events(session, was_busy ? 0 : scan_timeout_ms(&tier.scan, session), ready, 4) > 0;
    if (busy) read_records();
    if (busy && !tier.scan.directory) nanosleep(&pause_between_reads, NULL);
    was_busy = busy;
    if (scan_may_go_on(&tier.scan, session)) scan_step();
    if (!tier.scan.directory) when_idle();
  }
  loader_close(&tier.loader);
}
