#include "scan.h"
#include "../protocol.h"
#include "proc.h"

enum {
  /* A scan costs more than a few losses, so it comes no more often than this. */
  INTERVAL_MS = 500,
  /* The kernel reports an end a moment after a scan can notice it; only then it was lost. */
  SWEEP_DELAY_MS = 50,
};

void scan_begin(struct scan *scan) {
  scan->directory = opendir("/proc");
  scan->generation++;
  scan->snaps = 0;
  scan->began = clock_mono_ns();
}

bool scan_may_go_on(const struct scan *scan, const struct session *session) {
  return scan->directory && session->sink.outbox.used < QUEUE_BYTES_RESUME;
}

pid_t scan_next(struct scan *scan) { return proc_next(scan->directory); }

void scan_end(struct scan *scan, struct session *session) {
  closedir(scan->directory);
  scan->directory = NULL;
  scan->sweep_at = clock_mono_ns() + SWEEP_DELAY_MS * NS_PER_MS;
  session_snapend(session, scan->snaps);
}

void scan_mind_losses(struct scan *scan, struct session *session, const char *where, uint64_t lost) {
  if (lost > 0) session_drop(session, where, lost);
  if (lost > 0 || session->sink.outbox.recovered) scan->wanted = true;
  session->sink.outbox.recovered = false;
  bool soon = clock_mono_ns() < scan->began + INTERVAL_MS * NS_PER_MS;
  if (!scan->wanted || scan->directory || soon || session->sink.outbox.used > QUEUE_BYTES_RESUME) return;
  scan->wanted = false;
  session_resync(session);
  scan_begin(scan);
}

bool scan_is_time_to_sweep(struct scan *scan) {
  if (scan->sweep_at == 0 || clock_mono_ns() < scan->sweep_at) return false;
  scan->sweep_at = 0;
  return true;
}

bool scan_has_missed(const struct scan *scan, const struct process *process) {
  return process->generation != scan->generation && process->born <= scan->began;
}

int scan_timeout_ms(const struct scan *scan, const struct session *session) {
  if (scan_may_go_on(scan, session)) return 0;
  if (scan->sweep_at) return SWEEP_DELAY_MS;
  return scan->wanted ? INTERVAL_MS : -1;
}
