#include "../core/clock.h"
#include <time.h>

static uint64_t read_clock_ns(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (uint64_t)time.tv_sec * NS_PER_S + (uint64_t)time.tv_nsec;
}

uint64_t clock_mono_ns(void) { return read_clock_ns(CLOCK_MONOTONIC); }

uint64_t clock_real_ms(void) { return read_clock_ns(CLOCK_REALTIME) / NS_PER_MS; }
