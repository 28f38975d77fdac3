#include "times.h"
#include <windows.h>

enum { NS_PER_FILETIME = 100, FILETIMES_PER_US = 10, FILETIMES_PER_MS = 10000 };
#define FILETIME_OF_1970 UINT64_C(116444736000000000)

uint64_t mono_from_counter(uint64_t ticks) {
  static uint64_t frequency;
  if (frequency == 0) {
    LARGE_INTEGER value;
    QueryPerformanceFrequency(&value);
    frequency = (uint64_t)value.QuadPart;
  }
  return ticks / frequency * NS_PER_S + ticks % frequency * NS_PER_S / frequency;
}

uint64_t clock_mono_ns(void) {
  LARGE_INTEGER ticks;
  QueryPerformanceCounter(&ticks);
  return mono_from_counter((uint64_t)ticks.QuadPart);
}

static uint64_t filetime_now(void) {
  FILETIME now;
  GetSystemTimePreciseAsFileTime(&now);
  return (uint64_t)now.dwHighDateTime << 32 | now.dwLowDateTime;
}

uint64_t clock_real_ms(void) { return (filetime_now() - FILETIME_OF_1970) / FILETIMES_PER_MS; }

uint64_t mono_from_filetime(uint64_t filetime) {
  uint64_t mono = clock_mono_ns(), now = filetime_now();
  if (filetime >= now) return mono;
  uint64_t age = now - filetime;
  /* What is older than the counter, like the system's own processes, began with it. */
  return age < mono / NS_PER_FILETIME ? mono - age * NS_PER_FILETIME : 0;
}

uint64_t filetime_from_mono(uint64_t mono_ns) {
  uint64_t mono = clock_mono_ns(), now = filetime_now();
  return mono_ns < mono ? now - (mono - mono_ns) / NS_PER_FILETIME : now;
}

uint64_t start_from_filetime(uint64_t filetime) {
  return filetime > FILETIME_OF_1970 ? (filetime - FILETIME_OF_1970) / FILETIMES_PER_US : 0;
}
