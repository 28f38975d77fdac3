/* Loads capture.bpf.c into the kernel and attaches it to every exec and exit. */
#pragma once
#include "ring.h"
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct capture;

struct loader {
  struct ring ring;
  struct capture *program;
  uint64_t lost;       /* what loader_take_lost has returned so far */
  uint64_t misses;     /* what was found at the last look */
  uint64_t next_look;
};

/* Why it cannot work here, whatever our privileges; NULL when it may. */
const char *loader_obstacle(void);

/*
 * Needs cap_bpf and cap_perfmon, from here only. With only_user, processes of other real users are not captured (-1: all
 * are). On failure returns false and writes the reason, half a sentence, into why.
 */
bool loader_open(struct loader *loader, uid_t only_user, char *why, size_t capacity);

/* The number of records lost since the last call. */
uint64_t loader_take_lost(struct loader *loader);

/* Takes the program out of the kernel. */
void loader_close(struct loader *loader);
