#include "watches.h"
#include "proc.h"

#define NEWBORN_NS (5 * NS_PER_MS) /* looked at each time we wake until that age */
#define YOUNG_NS NS_PER_S          /* no longer watched from that age */

void watches_add(struct watches *watches, pid_t pid, uint64_t now) {
  if (watches->count == WATCHES_MAX) return;
  watches->list[watches->count++] = (struct watch){.pid = pid, .since = now, .next = now};
}

static uint64_t next_look(enum watch_result result, uint64_t age, uint64_t now) {
  if (result == WATCH_RUNS) return now + NS_PER_MS + age / 2;
  return age > NEWBORN_NS ? now + age / 4 : now;
}

uint64_t watches_visit(struct watches *watches, uint64_t now, enum watch_result (*look)(pid_t pid)) {
  uint64_t soonest = UINT64_MAX;
  size_t count = watches->count, kept = 0;
  for (size_t i = 0; i < watches->count; i++) {
    /* A copy, as its place may be taken below. Those that look has added wait for the next visit. */
    struct watch watch = watches->list[i];
    uint64_t age = now - watch.since;
    if (age > YOUNG_NS) continue;
    if (watch.next <= now && i < count) {
      enum watch_result result = look(watch.pid);
      if (result == WATCH_DONE) continue;
      watch.next = next_look(result, age, now);
    }
    if (watch.next < soonest) soonest = watch.next;
    watches->list[kept++] = watch;
  }
  watches->count = kept;
  return soonest;
}
