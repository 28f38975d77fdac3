/*
 * Lines on their way to the app: a bounded ring of bytes.
 *
 * Whoever waits for the app does not read from the system and loses events there, so nothing here waits. When the ring
 * is full, whole new lines are dropped and counted; a drop line tells the app as soon as there is room.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct outbox {
  char *ring;             /* QUEUE_BYTES_MAX bytes */
  size_t head;            /* where the oldest byte is */
  size_t used;            /* how many bytes wait */
  bool dropping;          /* no line is taken until enough room is there */
  bool recovered;         /* a drop was reported since the owner last cleared this */
  uint64_t dropped_now;   /* lines dropped and not reported yet */
  uint64_t dropped_total; /* lines dropped since the start */
};

/* Starts empty, with memory of QUEUE_BYTES_MAX bytes. */
void outbox_open(struct outbox *outbox, char *ring);

/* Takes one whole line, or drops and counts it. */
void outbox_put(struct outbox *outbox, const char *line, size_t length);

/* The oldest bytes that lie together; returns how many, 0 when nothing waits. */
size_t outbox_peek(const struct outbox *outbox, const char **bytes);

/* Removes so many of the oldest bytes, which the reader has taken. */
void outbox_taken(struct outbox *outbox, size_t length);
