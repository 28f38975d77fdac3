#include "endings.h"
#include "proc.h"

/* The last threads mostly follow within a millisecond; a process without its main thread may also stay for long. */
#define DELAY_MIN NS_PER_MS
#define DELAY_MAX NS_PER_S
/* The kernel reports the end of a thread a moment after everybody else can see it, and the last one brings the code. */
#define GRACE (20 * NS_PER_MS)

bool endings_expect(struct endings *endings, struct process *process) {
  if (!process->ending) {
    if (endings->count == ENDINGS_MAX) return false;
    endings->over_since[endings->count] = 0;
    endings->pids[endings->count++] = process->pid;
    process->ending = true;
  }
  endings->delay = DELAY_MIN;
  endings->next_check = 0;
  return true;
}

int endings_timeout_ms(const struct endings *endings) {
  if (endings->count == 0) return -1;
  uint64_t now = clock_mono_ns();
  return now >= endings->next_check ? 0 : (int)((endings->next_check - now) / NS_PER_MS) + 1;
}

enum verdict { VERDICT_ALIVE, VERDICT_WAIT, VERDICT_OVER };

static enum verdict judge(const struct process *process) {
  struct proc_stat stat;
  if (!proc_stat_read(process->pid, &stat)) return VERDICT_OVER;
  if (process->start_known && !process->start_derived && stat.start != process->start) return VERDICT_OVER;
  if (!proc_stat_is_over(&stat)) return VERDICT_ALIVE;
  bool dead = stat.state == 'Z' || stat.state == 'X';
  return dead && stat.threads <= 1 ? VERDICT_OVER : VERDICT_WAIT;
}

/* A main thread that ended by itself brings 0, so only another code is sure to be that of the process. */
static bool is_certain(const struct process *process, uint64_t *over_since) {
  uint64_t now = clock_mono_ns();
  if (*over_since == 0) *over_since = now;
  return process->status != 0 || now - *over_since >= GRACE;
}

void endings_check(struct endings *endings, struct table *table, void (*ended)(struct process *process)) {
  if (endings->count == 0 || clock_mono_ns() < endings->next_check) return;
  size_t kept = 0;
  for (size_t i = 0; i < endings->count; i++) {
    struct process *process = table_find(table, endings->pids[i]);
    if (!process || !process->ending) continue;
    uint64_t over_since = endings->over_since[i];
    enum verdict verdict = judge(process);
    if (verdict == VERDICT_OVER && !is_certain(process, &over_since)) verdict = VERDICT_WAIT;
    if (verdict == VERDICT_WAIT) {
      endings->over_since[kept] = over_since;
      endings->pids[kept++] = process->pid;
      if (over_since) endings->delay = DELAY_MIN;
      continue;
    }
    process->ending = false;
    if (verdict == VERDICT_OVER) ended(process);
  }
  endings->count = kept;
  endings->next_check = clock_mono_ns() + endings->delay;
  if (endings->delay < DELAY_MAX) endings->delay *= 2;
}
