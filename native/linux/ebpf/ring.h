/* Reads the ring buffer that a BPF program writes to (Documentation/bpf/ringbuf.rst in the kernel). */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct ring {
  int fd;                        /* readable while a record waits */
  unsigned long *consumer;       /* bytes read so far, for the kernel to see */
  const unsigned long *producer; /* bytes written so far */
  const char *data;
  size_t size; /* a power of two */
};

/* Maps the ring buffer of this file descriptor. Returns false with errno set. */
bool ring_open(struct ring *ring, int fd, size_t size);

/* Unmaps it and closes the file descriptor. */
void ring_close(struct ring *ring);

/*
 * Takes the oldest record, copied to buffer. Returns its length, 0 when none is ready. A record that is larger than
 * capacity is cut.
 */
size_t ring_take(struct ring *ring, void *buffer, size_t capacity);
