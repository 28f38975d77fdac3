/*
 * The order of work decides how many arguments are caught: first all messages that wait (at a fork, cmdline is opened,
 * at an exec it is read), then the details of one exec, then one process of a scan, then sleep.
 */
#include "netlink.h"
#include "../protocol.h"
#include "connector.h"
#include "endings.h"
#include "open_files.h"
#include "queue.h"
#include "report.h"
#include "scan.h"
#include "wait.h"
#include <unistd.h>

enum {
  /* Lines that may wait while there is more to do. */
  FLUSH_LINES = 32,
  /* Messages that are read before signals and the app are looked at again. */
  MESSAGES_MAX = 1024,
  /* Events that are finished before signals and the app are looked at again. */
  TURNS_MAX = 64,
};

static struct {
  struct session *session;
  struct connector connector;
  struct table table;
  struct queue queue;
  struct open_files files;
  struct endings endings;
  struct scan scan;
  uint32_t turn; /* counts the turns of the loop */
  int unflushed;
} tier;

static void forget(struct process *process) {
  open_files_close(&tier.files, process);
  table_remove(&tier.table, process);
}

/* True when the arguments of an exec are really those of its program. An empty cmdline needs a second look. */
static bool has_argv(const struct queued *exec, const struct proc_stat *stat) {
  if (exec->superseded) return false;
  if (exec->argv_read) return true;
  char byte;
  /* Of a living process it is either truly empty, or was empty because the next exec was just under way. */
  return stat && !proc_stat_is_over(stat) && proc_cmdline(exec->pid, &byte, 1) == 0;
}

static void report_queued_exec(const struct queued *exec, struct process *process) {
  struct proc_stat stat;
  bool readable = proc_stat_read(exec->pid, &stat) && process_matches(process, &stat);
  process_settle_start(process, readable ? &stat : NULL, exec->ts);
  if (readable) process_learn_uid(process);
  process->reported = true;
  bool known = has_argv(exec, readable ? &stat : NULL);
  report_exec(tier.session, &(struct portrait){.process = process,
                                               .stat = readable ? &stat : NULL,
                                               .ts = exec->ts,
                                               .argv = known ? exec->argv ? exec->argv : "" : NULL,
                                               .argv_length = exec->argv_length,
                                               .superseded = exec->superseded});
}

/* Reports the oldest event of the queue. */
static void finish_oldest(void) {
  struct queued *event = queue_oldest(&tier.queue);
  struct process *process = table_find(&tier.table, event->pid);
  /* Only when the table is full; such a process is reported without being remembered. */
  struct process unknown = {.pid = event->pid, .fd = -1};
  if (process) process->unfinished--;
  if (!event->is_exit) {
    report_queued_exec(event, process ? process : &unknown);
  } else if (process) {
    if (process->reported) report_exit(tier.session, process, event->ts, event->status);
    forget(process);
  }
  queue_remove_oldest(&tier.queue);
  if (++tier.unflushed >= FLUSH_LINES) {
    tier.unflushed = 0;
    session_flush(tier.session);
  }
}

static struct queued *enqueue(struct process *process, pid_t pid, const char *argv, size_t length) {
  while (queue_is_full(&tier.queue)) finish_oldest();
  struct queued *event = queue_add(&tier.queue, argv, length);
  event->pid = pid;
  if (process) process->unfinished++;
  return event;
}

static void enqueue_exit(struct process *process, uint64_t ts, int status) {
  struct queued *event = enqueue(process, process->pid, NULL, 0);
  event->is_exit = true;
  event->ts = ts;
  event->status = status;
}

/* Finishes what waits about a pid; the process is gone afterwards when its end was in the queue. */
static struct process *settle(pid_t pid) {
  struct process *process;
  while ((process = table_find(&tier.table, pid)) && process->unfinished > 0) finish_oldest();
  return process;
}

/* The end of this process was lost. */
static void vanish(struct process *process) {
  process = settle(process->pid);
  if (!process) return;
  if (process->reported) report_vanished(tier.session, process, clock_mono_ns());
  forget(process);
}

/* Every change of user is reported, so nobody has to be asked as long as the parent's is known. */
static void inherit_user(struct process *process) {
  const struct process *parent = table_find(&tier.table, process->ppid);
  process->uid_known = parent && parent->uid_known;
  if (process->uid_known) process->uid = parent->uid;
}

static void on_user(pid_t pid, uid_t uid) {
  struct process *process = table_find(&tier.table, pid);
  if (!process) return;
  process->uid = uid;
  process->uid_known = true;
}

static void on_fork(pid_t pid, pid_t ppid, uint64_t ts) {
  struct process *process = table_find(&tier.table, pid);
  /* The snapshot may have met it before the message about its fork was read. */
  bool same = process && process->born == 0 && ticks_are_near(process->start, ticks_from_mono(ts));
  if (process && !same) {
    vanish(process);
    process = NULL;
  }
  if (!process) process = table_add(&tier.table, pid);
  if (!process) return;
  process->ppid = ppid;
  process->born = ts;
  inherit_user(process);
  open_files_open(&tier.files, &tier.table, process);
}

static void on_exec(pid_t pid, uint64_t ts) {
  static char argv[ARGV_BYTES_MAX + 1];
  struct process *process = table_find(&tier.table, pid);
  bool early = process && process->fd >= 0;
  size_t length = early ? proc_cmdline_read(process->fd, argv, sizeof argv) : proc_cmdline(pid, argv, sizeof argv);
  uint64_t read_at = clock_mono_ns();
  if (!process) process = table_add(&tier.table, pid);
  if (process && process->unfinished > 0) {
    struct queued *previous = queue_find(&tier.queue, process->newest_exec);
    if (previous && previous->pid == pid && !previous->is_exit && previous->read_at >= ts) previous->superseded = true;
  }
  struct queued *event = enqueue(process, pid, argv, length);
  event->ts = ts;
  event->read_at = read_at;
  if (!process) return;
  process->newest_exec = tier.queue.end - 1;
  /* A thread that execs takes the place of the main thread, whose end was no end of the process. */
  process->ending = false;
  process->threaded = false;
}

static void on_exit(const struct exit_proc_event *event, uint64_t ts) {
  struct process *process = table_find(&tier.table, event->process_tgid);
  bool is_main = event->process_pid == event->process_tgid;
  int status = (int)event->exit_code;
  if (!process || (!is_main && !process->ending)) return;
  if (is_main && !process->threaded) {
    if (process->reported || process->unfinished > 0) enqueue_exit(process, ts, status);
    else forget(process);
    return;
  }
  /* The code of a threaded process is that of exit_group, which every thread brings; plain thread ends bring 0. */
  if (is_main || status != 0) process->status = status;
  process->ended = ts;
  if (!endings_expect(&tier.endings, process)) enqueue_exit(process, ts, process->status);
}

static void on_event(const struct proc_event *event) {
  uint64_t ts = event->timestamp_ns;
  if (event->what == PROC_EVENT_FORK) {
    const struct fork_proc_event *fork = &event->event_data.fork;
    struct process *owner;
    if (fork->child_pid == fork->child_tgid) on_fork(fork->child_tgid, fork->parent_tgid, ts);
    else if ((owner = table_find(&tier.table, fork->child_tgid))) owner->threaded = true;
  } else if (event->what == PROC_EVENT_EXEC) {
    on_exec(event->event_data.exec.process_tgid, ts);
  } else if (event->what == PROC_EVENT_EXIT) {
    on_exit(&event->event_data.exit, ts);
  } else if (event->what == PROC_EVENT_UID) {
    const struct id_proc_event *id = &event->event_data.id;
    if (id->process_pid == id->process_tgid) on_user(id->process_tgid, id->e.euid);
  }
}

static void read_messages(void) {
  const struct proc_event *event;
  for (int i = 0; i < MESSAGES_MAX; i++) {
    enum connector_result result = connector_read(&tier.connector, &event);
    if (result == CONNECTOR_EMPTY) return;
    if (result == CONNECTOR_EVENT) on_event(event);
  }
}

static void scan_process(pid_t pid) {
  struct proc_stat stat;
  if (!proc_stat_read(pid, &stat) || (stat.flags & FLAG_KERNEL_THREAD)) return;
  if (proc_stat_is_over(&stat) && stat.threads <= 1) return;
  struct process *process = table_find(&tier.table, pid);
  if (process && !process_matches(process, &stat)) {
    vanish(process);
    process = NULL;
  }
  struct process untracked = {.pid = pid, .fd = -1};
  if (!process) process = table_add(&tier.table, pid);
  if (!process) process = &untracked;
  process_settle_start(process, &stat, 0);
  process->generation = tier.scan.generation;
  process->reported = true;
  if (stat.threads > 1) process->threaded = true;
  process_learn_uid(process);
  report_snap(tier.session, process, &stat);
  tier.scan.snaps++;
  tier.unflushed++;
}

static void sweep_process(void *context, struct process *process) {
  struct proc_stat stat;
  (void)context;
  if (!scan_has_missed(&tier.scan, process) || process->unfinished > 0) return;
  if (proc_stat_read(process->pid, &stat) && process_matches(process, &stat)) return;
  vanish(process);
}

static void ended(struct process *process) { enqueue_exit(process, process->ended, process->status); }

/* Nothing waits to be read or reported: time for what is less urgent. */
static void when_idle(void) {
  scan_mind_losses(&tier.scan, tier.session, "netlink", connector_take_lost(&tier.connector));
  endings_check(&tier.endings, &tier.table, ended);
  if (scan_is_time_to_sweep(&tier.scan)) table_each(&tier.table, sweep_process, NULL);
  session_flush(tier.session);
  tier.unflushed = 0;
}

static int timeout_ms(void) {
  if (!queue_is_empty(&tier.queue)) return 0;
  int scan = scan_timeout_ms(&tier.scan, tier.session), endings = endings_timeout_ms(&tier.endings);
  return scan < 0 || (endings >= 0 && endings < scan) ? endings : scan;
}

/* One process of the scan at a time, so that no message waits for the whole of it. */
static void scan_step(void) {
  pid_t pid = scan_next(&tier.scan);
  if (pid) scan_process(pid);
  else scan_end(&tier.scan, tier.session);
}

bool netlink_open(char *why, size_t capacity) { return connector_open(&tier.connector, why, capacity); }

void netlink_run(struct session *session) {
  struct epoll_event ready[4];
  tier.session = session;
  wait_watch(tier.connector.fd, EPOLLIN, 0);
  scan_begin(&tier.scan);
  while (!session->over) {
    bool busy = !queue_is_empty(&tier.queue) && ++tier.turn % TURNS_MAX != 0;
    if (busy || wait_for_events(session, timeout_ms(), ready, 4) > 0) read_messages();
    if (!queue_is_empty(&tier.queue)) finish_oldest();
    else if (scan_may_go_on(&tier.scan, session)) scan_step();
    else session_flush(session);
    if (queue_is_empty(&tier.queue) && !tier.scan.directory) when_idle();
  }
  close(tier.connector.fd);
}
