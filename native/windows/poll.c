#include "poll.h"
#include "../core/clock.h"
#include "tracker.h"

/* A list costs a millisecond or two. The slower pace still meets whatever lasts 50 ms. */
enum { BUSY_MS = 15, IDLE_MS = 30 };
#define BUSY_NS (2 * NS_PER_S) /* stays busy so long after a new process */

void poll_run(struct session *session) {
  uint64_t busy_until = 0;
  tracker_open(session, 0);
  tracker_begin_snapshot();
  while (!session->over) {
    session_set_interval(session, clock_mono_ns() < busy_until ? BUSY_MS : IDLE_MS);
    bool tick = session_wait(session);
    tracker_work();
    if (tick && tracker_scan()) busy_until = clock_mono_ns() + BUSY_NS;
  }
}
