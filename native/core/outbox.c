#include "outbox.h"
#include "../protocol.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { DROP_LINE_BYTES = 96 };

void outbox_open(struct outbox *outbox, char *ring) { *outbox = (struct outbox){.ring = ring}; }

static void append(struct outbox *outbox, const char *bytes, size_t length) {
  size_t tail = (outbox->head + outbox->used) & (QUEUE_BYTES_MAX - 1);
  size_t until_end = QUEUE_BYTES_MAX - tail;
  size_t first = length < until_end ? length : until_end;
  memcpy(outbox->ring + tail, bytes, first);
  memcpy(outbox->ring, bytes + first, length - first);
  outbox->used += length;
}

/* Once lines were dropped, waits for real room, so that a full ring is not a stream of drop lines. */
static void report_drop(struct outbox *outbox) {
  if (!outbox->dropping || QUEUE_BYTES_MAX - outbox->used < QUEUE_BYTES_RESUME) return;
  char line[DROP_LINE_BYTES];
  int length =
      snprintf(line, sizeof line, "{\"t\":\"drop\",\"where\":\"socket\",\"n\":%" PRIu64 "}\n", outbox->dropped_now);
  append(outbox, line, (size_t)length);
  outbox->dropped_now = 0;
  outbox->dropping = false;
  outbox->recovered = true;
}

void outbox_put(struct outbox *outbox, const char *line, size_t length) {
  report_drop(outbox);
  if (!outbox->dropping && outbox->used + length <= QUEUE_BYTES_MAX) {
    append(outbox, line, length);
    return;
  }
  outbox->dropping = true;
  outbox->dropped_now++;
  outbox->dropped_total++;
}

size_t outbox_peek(const struct outbox *outbox, const char **bytes) {
  size_t until_end = QUEUE_BYTES_MAX - outbox->head;
  *bytes = outbox->ring + outbox->head;
  return outbox->used < until_end ? outbox->used : until_end;
}

void outbox_taken(struct outbox *outbox, size_t length) {
  outbox->head = (outbox->head + length) & (QUEUE_BYTES_MAX - 1);
  outbox->used -= length;
  report_drop(outbox);
  if (outbox->used == 0) outbox->head = 0;
}
