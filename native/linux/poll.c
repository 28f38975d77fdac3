/*
 * A new pid is met within 20 ms while all is quiet and within 1 ms while it is not. A process is looked at until it
 * has exec'ed: a fork still shows the arguments of its parent. Young processes are looked at more often, because a
 * shell tends to exec its last command in its own place.
 */
#include "poll.h"
#include "../protocol.h"
#include "fingerprint.h"
#include "last_pid.h"
#include "pidfd.h"
#include "report.h"
#include "wait.h"
#include "watches.h"
#include <dirent.h>
#include <errno.h>
#include <sys/resource.h>
#include <sys/timerfd.h>
#include <unistd.h>

enum {
  PIDFDS_MAX = 16384,
  PIDFDS_SPARE = 64,
  READY_MAX = 64,
  IDLE_MS = 20,
  BUSY_MS = 1,
  TIMER = 0, /* what epoll reports for the timer; everything else is a pid */
};
#define BUSY_NS (20 * NS_PER_MS)       /* stays at 1 ms so long after a new pid */
#define EMPTY_NS (50 * NS_PER_MS)      /* an empty cmdline is believed after this time */
#define ZOMBIE_NS NS_PER_S             /* a zombie that nobody waits for is reported after this time */
#define FULL_SCAN_NS (2 * NS_PER_S)

static struct {
  struct session *session;
  struct table table;
  struct last_pid last_pid;
  struct watches watches;
  DIR *snapshot;  /* the list of all processes that is being written */
  uint32_t snaps; /* what it has so far */
  int pidfds;
  int pidfds_max;
  bool keeps_status;
  uint32_t generation;
  uint64_t busy_until;
  uint64_t next_scan;
  uint64_t now;
} tier;

static void close_pidfd(int fd) {
  if (fd >= 0 && close(fd) == 0) tier.pidfds--;
}

static void forget(struct process *process) {
  close_pidfd(process->fd);
  table_remove(&tier.table, process);
}

static void report_end(struct process *process) {
  int status;
  uint64_t ts = process->ended ? process->ended : tier.now;
  if (process->reported && pidfd_exit_status(process->fd, &status)) report_exit(tier.session, process, ts, status);
  else if (process->reported) report_vanished(tier.session, process, ts);
  forget(process);
}

/* Reports the exec that is seen in stat, unless its arguments are not there yet. */
static void report_program(struct process *process, const struct proc_stat *stat) {
  static char argv[ARGV_BYTES_MAX + 1];
  size_t length = proc_cmdline(process->pid, argv, sizeof argv);
  bool over = length == 0 && proc_stat_is_over(stat);
  /* The kernel shows no arguments while it is loading the program. */
  if (length == 0 && !over && tier.now - process->born < EMPTY_NS) return;
  uint32_t args_hash = fingerprint_of_argv(argv, length);
  if (process->reported && (over || args_hash == process->args_hash)) {
    if (!over) fingerprint_take(process, stat, args_hash);
    return;
  }
  if (!process->reported) watches_add(&tier.watches, process->pid, tier.now);
  fingerprint_take(process, stat, args_hash);
  process->reported = true;
  process->uid_known = false; /* A program may run as another user than the one before it. */
  process_learn_uid(process);
  report_exec(tier.session, &(struct portrait){.process = process,
                                               .stat = stat,
                                               .ts = tier.now,
                                               .argv = over ? NULL : argv,
                                               .argv_length = length});
}

/* Looks at a process that is in the table. */
static void look(struct process *process) {
  struct proc_stat stat;
  if (process->kernel_thread || !proc_stat_read(process->pid, &stat) || !process_matches(process, &stat)) return;
  if (stat.flags & FLAG_FORKED_NO_EXEC) return;
  if (!process->reported || fingerprint_differs(process, &stat)) report_program(process, &stat);
}

/* A pidfd for a process; false when there is no process with this id. */
static bool open_pidfd(pid_t pid, int *fd) {
  *fd = tier.pidfds < tier.pidfds_max ? pidfd_open_process(pid) : -1;
  if (*fd >= 0) {
    tier.pidfds++;
    return true;
  }
  bool unknown = tier.pidfds >= tier.pidfds_max || (errno != ESRCH && errno != EINVAL && errno != ENOENT);
  return unknown && proc_tgid(pid) == pid;
}

/* Adds the process with this id to the table; NULL when there is none, or it is known, or just a thread. */
static struct process *meet(pid_t pid, struct proc_stat *stat) {
  int fd;
  if (table_find(&tier.table, pid) || !open_pidfd(pid, &fd)) return NULL;
  struct process *process = proc_stat_read(pid, stat) ? table_add(&tier.table, pid) : NULL;
  if (!process) {
    close_pidfd(fd);
    return NULL;
  }
  process->fd = fd;
  process->born = tier.now;
  process->ppid = stat->ppid;
  process->start = stat->start;
  process->start_known = true;
  process->generation = tier.generation;
  process->kernel_thread = stat->flags & FLAG_KERNEL_THREAD;
  if (fd >= 0) wait_watch(fd, EPOLLIN, (uint64_t)pid);
  return process;
}

static void meet_new(pid_t pid) {
  struct proc_stat stat;
  struct process *process = meet(pid, &stat);
  if (!process || process->kernel_thread) return;
  if (!(stat.flags & FLAG_FORKED_NO_EXEC)) report_program(process, &stat);
  if (!process->reported) watches_add(&tier.watches, pid, tier.now);
}

static enum watch_result look_at_young(pid_t pid) {
  struct process *process = table_find(&tier.table, pid);
  if (!process) return WATCH_DONE;
  bool was_reported = process->reported;
  look(process);
  /* Once reported, it is in the list anew. */
  if (!was_reported && process->reported) return WATCH_DONE;
  return process->reported ? WATCH_RUNS : WATCH_FORKED;
}

static void on_pidfd(pid_t pid, uint32_t events) {
  struct process *process = table_find(&tier.table, pid);
  if (!process) return;
  if (!process->ended) process->ended = tier.now;
  /* A zombie still tells its name, and whether it ever exec'ed. */
  if (!process->reported) look(process);
  if ((events & EPOLLHUP) || !tier.keeps_status) {
    report_end(process);
    return;
  }
  /* The status is there only once the parent has waited for it: EPOLLHUP comes then, without being asked for. */
  process->ending = true;
  wait_change(process->fd, 0, (uint64_t)pid);
}

static void sweep_process(void *context, struct process *process) {
  (void)context;
  bool unseen = process->generation != tier.generation && process->fd < 0;
  bool left_lying = process->ending && tier.now - process->ended > ZOMBIE_NS;
  if (unseen || (left_lying && process->reported)) report_end(process);
}

/* Walks through /proc for what was missed. */
static void full_scan(void) {
  DIR *directory = opendir("/proc");
  if (!directory) return;
  pid_t pid;
  tier.generation++;
  while ((pid = proc_next(directory))) {
    struct process *process = table_find(&tier.table, pid);
    struct proc_stat stat;
    bool replaced = process && process->fd < 0 && proc_stat_read(pid, &stat) && !process_matches(process, &stat);
    if (replaced) report_end(process);
    if (process && !replaced) {
      process->generation = tier.generation;
      if (!process->ending) look(process);
    } else {
      meet_new(pid);
    }
  }
  closedir(directory);
  table_each(&tier.table, sweep_process, NULL);
  tier.next_scan = tier.now + FULL_SCAN_NS;
}

static void snap_process(pid_t pid) {
  struct proc_stat stat;
  struct process *process = table_find(&tier.table, pid);
  if (process && !proc_stat_read(pid, &stat)) return;
  if (!process) process = meet(pid, &stat);
  if (!process || process->kernel_thread || process->ending || !process_matches(process, &stat)) return;
  if (proc_stat_is_over(&stat) && stat.threads <= 1) return;
  if (!process->reported) fingerprint_take(process, &stat, 0);
  process->reported = true;
  process->generation = tier.generation;
  process_learn_uid(process);
  report_snap(tier.session, process, &stat);
  tier.snaps++;
}

static void begin_snapshot(void) {
  tier.session->sink.outbox.recovered = false;
  tier.snapshot = opendir("/proc");
  tier.snaps = 0;
}

/* Goes on with the list as far as the app keeps up: a list that overflows the queue would never be complete. */
static void continue_snapshot(void) {
  while (tier.snapshot && tier.session->sink.outbox.used < QUEUE_BYTES_RESUME) {
    pid_t pid = proc_next(tier.snapshot);
    if (pid) {
      snap_process(pid);
      continue;
    }
    closedir(tier.snapshot);
    tier.snapshot = NULL;
    session_snapend(tier.session, tier.snaps);
  }
}

/* After lines were dropped, the app learns from another list what it has missed. */
static void resync_if_needed(void) {
  if (!tier.session->sink.outbox.recovered || tier.snapshot || tier.session->sink.outbox.used >= QUEUE_BYTES_RESUME) return;
  session_resync(tier.session);
  begin_snapshot();
}

/*
 * A timer that ticks by itself: a timeout that starts anew after each wait would keep step with a shell that runs one
 * command after the other, and always come when the command has just ended.
 */
static void set_ticks(int timer, uint64_t next_look) {
  static int ticks_ms;
  bool busy = tier.now < tier.busy_until || next_look <= tier.now + 2 * BUSY_MS * NS_PER_MS;
  int wanted = busy ? BUSY_MS : IDLE_MS;
  if (wanted == ticks_ms) return;
  ticks_ms = wanted;
  struct timespec pause = {.tv_nsec = (long)(wanted * NS_PER_MS)};
  timerfd_settime(timer, 0, &(struct itimerspec){.it_interval = pause, .it_value = pause}, NULL);
}

static void on_ready(int timer, const struct epoll_event *event) {
  uint64_t ticks;
  if (event->data.u64 != TIMER) on_pidfd((pid_t)event->data.u64, event->events);
  else if (read(timer, &ticks, sizeof ticks) < 0) tier.session->over = errno != EAGAIN;
}

bool poll_open(void) {
  struct rlimit limit;
  tier.keeps_status = pidfd_keeps_status();
  getrlimit(RLIMIT_NOFILE, &limit);
  tier.pidfds_max = limit.rlim_cur > PIDFDS_MAX ? PIDFDS_MAX : (int)limit.rlim_cur - PIDFDS_SPARE;
  return tier.keeps_status;
}

void poll_run(struct session *session) {
  tier.session = session;
  tier.now = clock_mono_ns();
  int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  wait_watch(timer, EPOLLIN, TIMER);
  bool knows_last_pid = last_pid_open(&tier.last_pid);
  begin_snapshot();
  tier.next_scan = tier.now + FULL_SCAN_NS;
  while (!session->over) {
    struct epoll_event ready[READY_MAX];
    bool too_many = false;
    continue_snapshot();
    session_flush(session);
    if (session->over) break;
    set_ticks(timer, watches_visit(&tier.watches, tier.now, look_at_young));
    int count = wait_for_events(session, -1, ready, READY_MAX);
    tier.now = clock_mono_ns();
    watches_visit(&tier.watches, tier.now, look_at_young);
    if (knows_last_pid && last_pid_visit(&tier.last_pid, meet_new, &too_many)) tier.busy_until = tier.now + BUSY_NS;
    for (int i = 0; i < count; i++) on_ready(timer, &ready[i]);
    /* Before the list is complete, a scan would take what is on it for new. */
    if (!tier.snapshot && (too_many || tier.now >= tier.next_scan)) full_scan();
    resync_if_needed();
  }
}
