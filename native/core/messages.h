/* The lines of the protocol that are not about one process, whole but for their end. See ../protocol.h. */
#pragma once
#include "line.h"
#include <stdint.h>

/* What hello says about the probe and the way of looking that was chosen. */
struct introduction {
  const char *os;    /* linux, darwin, windows */
  const char *src;   /* how it captures */
  const char *why;   /* why this way and not a better one */
  const char *can;   /* what it can tell: a JSON array */
  const char *token; /* NULL for stdout */
  uint64_t pid;
};

/* What hb and bye tell. */
struct counters {
  uint64_t events;  /* exec and exit lines */
  uint64_t lost;    /* execs whose arguments were missed */
  uint64_t dropped; /* everything counted by drop lines */
};

/* Writes the first line. */
void message_hello(struct line *line, const struct introduction *introduction);

/* Writes a heartbeat, or the last line, which may get more fields: type is "hb" or "bye". */
void message_counters(struct line *line, const char *type, const struct counters *counters);

/* Writes that so many messages were lost between the system and the probe; where is "netlink", "ring", … */
void message_drop(struct line *line, const char *where, uint64_t count);

/* Announces another list of all processes. */
void message_resync(struct line *line);

/* Closes a list of so many processes. */
void message_snapend(struct line *line, uint64_t count);
