/*
 * What kqueue tells has gaps: an event about a fork does not name the child, which may have exec'ed or ended before we
 * attach to it, and whose parent may be gone before we ask for its children; several events of one process come as
 * one. So whoever is met is attached to first and looked at then, and a scan of all processes finds what was missed.
 */
#include "capture.h"
#include "../core/clock.h"
#include "../protocol.h"
#include "fingerprint.h"
#include "report.h"
#include "wait.h"
#include <string.h>

enum {
  /* Events that are handled before what they came to is sent. */
  EVENTS_MAX = 32,
  CHILDREN_MAX = 1024,
  PARENTS_MAX = 1024,
  /* Whoever forks faster than we attach does not keep us from everything else. */
  FAMILIES_MAX = 256,
  /* Scans that must miss a process: for a moment before it is a zombie, it is not listed. */
  MISSES = 2,
  /* It is remembered so much longer when only that told of its end, lest it comes up as a zombie and is met again. */
  MISSES_CONCLUDED = 32,
  /* Scans may take a fiftieth of the time of one CPU. */
  SCAN_SHARE = 50,
};
#define SCAN_IDLE_NS (2 * NS_PER_S)   /* between scans that only make sure */
#define SCAN_SOON_NS (20 * NS_PER_MS) /* between those that have to find something */

static struct {
  struct session *session;
  struct table table;
  struct proc_list list;      /* of the snapshot that is being written, or of a scan */
  size_t unlisted;            /* entries of it that still have to be written */
  bool listing;               /* a snapshot is being written */
  uint32_t snaps;             /* what it has so far */
  bool attaches;              /* tier b */
  bool scan_soon;             /* something was missed for certain */
  uint32_t generation;        /* number of the last scan */
  uint64_t scan_ended;        /* when that was */
  uint64_t scan_cost;         /* how long it took */
  uint32_t drains;            /* how often the queue has been emptied */
  pid_t parents[PARENTS_MAX]; /* processes whose children have to be met */
  size_t parent_count;
} tier;

static void forget(struct process *process) {
  if (process->attached) events_detach(process->pid);
  table_remove(&tier.table, process);
}

/* Reports the end of a process; status is NULL when nobody can tell how. */
static void end(struct process *process, const int *status) {
  if (process->reported && !process->ended) report_exit(tier.session, process, clock_mono_ns(), status);
  process->ended = true;
}

/* The process in the table that stat speaks of. One that had its pid before is over. */
static struct process *find_current(const struct proc_stat *stat) {
  struct process *process = table_find(&tier.table, stat->pid);
  if (!process || process->start == stat->start) return process;
  end(process, process->over ? &process->status : NULL);
  forget(process);
  return NULL;
}

static void remember_program(struct process *process, const struct proc_stat *stat, const struct procargs *args) {
  fingerprint_take(process, stat, args);
  process->reported = true;
  process->drains = tier.drains;
}

/*
 * True when the exec that kqueue tells of has been reported: its event was already waiting when the process was looked
 * at. Whatever waited then has come once the queue was empty.
 */
static bool is_echo(const struct process *process, const struct proc_stat *stat, const struct procargs *args) {
  bool may_have_waited = process->reported && tier.drains - process->drains <= 1;
  return may_have_waited && fingerprint_matches(process, stat, args);
}

/* Reports the program of a process, of which kqueue has told, or which was found: then known is what was seen of it. */
static void look(struct process *process, const struct proc_stat *known) {
  struct procargs read_args;
  struct proc_stat read_stat;
  /* The arguments are gone the soonest. */
  const struct procargs *args = proc_args_read(process->pid, &read_args) ? &read_args : NULL;
  bool same = proc_stat_read(process->pid, &read_stat) && read_stat.start == process->start;
  const struct proc_stat *stat = same ? &read_stat : known;
  if (!known && is_echo(process, stat, args)) return;
  remember_program(process, stat, args);
  report_exec(tier.session,
              &(struct portrait){.process = process, .stat = stat, .args = args, .ts = clock_mono_ns()});
}

static void attach(struct process *process) {
  if (tier.attaches && !process->attached) process->attached = events_attach(process->pid) == ATTACH_DONE;
}

/* Adds a process that is not in the table, attaches to it and only then looks at it; NULL when it has gone. */
static struct process *admit(pid_t pid, struct proc_stat *stat) {
  struct process *process = table_add(&tier.table, pid);
  if (!process) return NULL;
  attach(process);
  if (!proc_stat_read(pid, stat) || stat->system) {
    forget(process);
    return NULL;
  }
  process->start = stat->start;
  process->generation = tier.generation;
  return process;
}

/* Meets a process that is new. One that has ended already is reported all the same, as far as it can be told. */
static void meet(pid_t pid) {
  struct proc_stat stat;
  struct process *process = admit(pid, &stat);
  if (!process) return;
  if (stat.execed) look(process, &stat);
  if (!process->attached) {
    if (stat.over) end(process, &stat.status);
    else tier.scan_soon = true;
    return;
  }
  /* It may have forked before we attached to it. */
  if (tier.parent_count < PARENTS_MAX) tier.parents[tier.parent_count++] = pid;
  else tier.scan_soon = true;
}

static void meet_child(pid_t pid) {
  struct process *known = table_find(&tier.table, pid);
  struct proc_stat stat;
  if (known && !known->ended) return;
  /* A zombie, unless its pid has passed on. */
  if (known && (!proc_stat_read(pid, &stat) || find_current(&stat))) return;
  meet(pid);
}

/* Meets the children of a process, then theirs. */
static void meet_children(pid_t parent) {
  tier.parents[tier.parent_count++] = parent;
  for (int i = 0; i < FAMILIES_MAX && tier.parent_count > 0; i++) {
    pid_t children[CHILDREN_MAX];
    size_t count = proc_children(tier.parents[--tier.parent_count], children, CHILDREN_MAX);
    if (count == CHILDREN_MAX) tier.scan_soon = true;
    /* Oldest first, as they were started. */
    while (count > 0) meet_child(children[--count]);
  }
  if (tier.parent_count > 0) tier.scan_soon = true;
  tier.parent_count = 0;
}

static void on_exit(struct process *process, const struct event *event) {
  struct proc_stat stat;
  process->attached = false;
  if (event->status_known) {
    end(process, &event->status);
    return;
  }
  /* Until somebody has waited for it, the system still tells how a process of another user ended. */
  bool found = proc_stat_read(process->pid, &stat) && stat.start == process->start && (stat.ending || stat.over);
  end(process, found ? &stat.status : NULL);
}

static void on_event(const struct event *event) {
  struct process *process = table_find(&tier.table, event->pid);
  if (!process || process->ended) return;
  if (event->execed) look(process, NULL);
  if (event->forked) meet_children(event->pid);
  if (!event->exited) return;
  /* Its children are launchd's by now. */
  if (event->forked) tier.scan_soon = true;
  on_exit(process, event);
}

static void scan_process(const struct proc_stat *stat) {
  if (stat->system) return;
  struct process *process = find_current(stat);
  if (!process) {
    meet(stat->pid);
    return;
  }
  process->generation = tier.generation;
  if (process->ended) return;
  if (stat->over) {
    /* Its event is told before it can be seen as a zombie, but while a debugger holds it. */
    if (!process->attached || process->over) end(process, &stat->status);
    process->over = true;
    process->status = stat->status;
    return;
  }
  attach(process);
  bool another = !tier.attaches && strcmp(stat->comm, process->comm) != 0;
  if (stat->execed && (!process->reported || another)) look(process, stat);
}

static void sweep_process(struct process *process) {
  uint32_t missed = tier.generation - process->generation;
  if (missed < MISSES) return;
  bool concluded = !process->ended || process->concluded;
  end(process, process->over ? &process->status : NULL);
  process->concluded = concluded && !process->over;
  if (!process->concluded || missed >= MISSES_CONCLUDED) forget(process);
}

static void scan(void) {
  uint64_t began = clock_mono_ns();
  tier.scan_soon = false;
  if (proc_list_read(&tier.list)) {
    tier.generation++;
    /* Oldest first, so that parents come before their children. */
    for (size_t i = tier.list.count; i > 0; i--) scan_process(&tier.list.entries[i - 1]);
    table_each(&tier.table, sweep_process);
  }
  if (tier.parent_count > 0) meet_children(tier.parents[--tier.parent_count]);
  tier.scan_ended = clock_mono_ns();
  tier.scan_cost = tier.scan_ended - began;
}

static void snap_process(pid_t pid) {
  struct proc_stat stat;
  struct procargs args;
  struct process *process = table_find(&tier.table, pid);
  if (process && (!proc_stat_read(pid, &stat) || stat.start != process->start)) return;
  if (!process) process = admit(pid, &stat);
  if (!process || process->ended) return;
  /* What ended before our time is not told of. */
  if (stat.over && !process->reported) process->ended = true;
  if (stat.over) return;
  bool known = proc_args_read(pid, &args);
  remember_program(process, &stat, known ? &args : NULL);
  report_snap(tier.session, process, &stat, known ? &args : NULL);
  tier.snaps++;
}

/* Begins to write the list that was just read. */
static void begin_snapshot(void) {
  tier.session->sink.outbox.recovered = false;
  tier.listing = true;
  tier.unlisted = tier.list.count;
  tier.snaps = 0;
}

/* Goes on with the list as far as the app keeps up: a list that overflows the queue would never be complete. */
static void continue_snapshot(void) {
  while (tier.listing && tier.session->sink.outbox.used < QUEUE_BYTES_RESUME) {
    if (tier.unlisted > 0) {
      snap_process(tier.list.entries[--tier.unlisted].pid);
      continue;
    }
    tier.listing = false;
    /* Who was started before we attached to its parent is not in the list. */
    tier.scan_soon = true;
    session_snapend(tier.session, tier.snaps);
  }
}

/* After lines were dropped, the app learns from another list what it has missed. */
static void resync_if_needed(void) {
  struct outbox *outbox = &tier.session->sink.outbox;
  if (!outbox->recovered || tier.listing || outbox->used >= QUEUE_BYTES_RESUME) return;
  if (!proc_list_read(&tier.list)) return;
  session_resync(tier.session);
  begin_snapshot();
}

static uint64_t next_scan(void) {
  uint64_t rest = tier.scan_cost * SCAN_SHARE;
  uint64_t pause = tier.attaches && !tier.scan_soon ? SCAN_IDLE_NS : SCAN_SOON_NS;
  return tier.scan_ended + (rest > pause ? rest : pause);
}

static int timeout_ms(void) {
  uint64_t now = clock_mono_ns(), next = next_scan();
  return next <= now ? 0 : (int)((next - now) / NS_PER_MS) + 1;
}

bool capture_open(void) { return proc_list_read(&tier.list); }

void capture_run(struct session *session, bool attaches) {
  struct event events[EVENTS_MAX];
  tier.session = session;
  tier.attaches = attaches;
  begin_snapshot();
  while (!session->over) {
    bool drained;
    continue_snapshot();
    session_flush(session);
    if (session->over) break;
    int count = wait_for_events(session, timeout_ms(), events, EVENTS_MAX, &drained);
    if (drained) tier.drains++;
    for (int i = 0; i < count; i++) on_event(&events[i]);
    /* Before the list is complete, a scan would take what is on it for new. */
    if (drained && !tier.listing && clock_mono_ns() >= next_scan()) scan();
    resync_if_needed();
  }
}
