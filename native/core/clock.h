/* The two clocks that the protocol's times refer to; each system brings its own. */
#pragma once
#include <stdint.h>

#define NS_PER_S UINT64_C(1000000000)
#define NS_PER_MS UINT64_C(1000000)

/* Monotonic time in nanoseconds. */
uint64_t clock_mono_ns(void);

/* Wall clock in milliseconds since 1970. */
uint64_t clock_real_ms(void);
