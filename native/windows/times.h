/* How the times of Windows relate to those of the protocol. A file time counts 100 ns since 1601. */
#pragma once
#include "../core/clock.h"
#include <stdint.h>

/* Monotonic nanoseconds of a value of the performance counter. */
uint64_t mono_from_counter(uint64_t ticks);

/* The monotonic time of a file time, as the clocks are set now; never in the future. */
uint64_t mono_from_filetime(uint64_t filetime);

/* The file time of a monotonic time, as the clocks are set now. */
uint64_t filetime_from_mono(uint64_t mono_ns);

/* The start field of a process that was created at this file time: microseconds since 1970. */
uint64_t start_from_filetime(uint64_t filetime);
