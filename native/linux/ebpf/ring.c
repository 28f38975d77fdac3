#include "ring.h"
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* The first half of a record's header: its length, and these two bits. */
#define RECORD_BUSY (UINT32_C(1) << 31)
#define RECORD_DISCARDED (UINT32_C(1) << 30)
enum { HEADER_BYTES = 8, ALIGNMENT = 8 };

static size_t page_bytes(void) { return (size_t)sysconf(_SC_PAGESIZE); }

bool ring_open(struct ring *ring, int fd, size_t size) {
  size_t page = page_bytes();
  /* The kernel would show the data a second time behind its end, but every page that is shown counts as our memory. */
  void *consumer = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  char *producer = mmap(NULL, page + size, PROT_READ, MAP_SHARED, fd, (off_t)page);
  if (consumer == MAP_FAILED || producer == MAP_FAILED) return false;
  *ring = (struct ring){.fd = fd, .consumer = consumer, .producer = (unsigned long *)producer, .size = size};
  ring->data = producer + page;
  return true;
}

void ring_close(struct ring *ring) {
  munmap(ring->consumer, page_bytes());
  munmap((void *)ring->producer, page_bytes() + ring->size);
  close(ring->fd);
}

/* Copies what lies at a position, the end of the ring and its beginning being next to each other. */
static void copy(const struct ring *ring, unsigned long position, char *buffer, size_t length) {
  size_t offset = position & (ring->size - 1), until_end = ring->size - offset;
  size_t first = length < until_end ? length : until_end;
  memcpy(buffer, ring->data + offset, first);
  memcpy(buffer + first, ring->data, length - first);
}

size_t ring_take(struct ring *ring, void *buffer, size_t capacity) {
  unsigned long position = *ring->consumer;
  while (position != __atomic_load_n(ring->producer, __ATOMIC_ACQUIRE)) {
    const uint32_t *header = (const uint32_t *)(ring->data + (position & (ring->size - 1)));
    uint32_t state = __atomic_load_n(header, __ATOMIC_ACQUIRE);
    if (state & RECORD_BUSY) return 0;
    size_t length = state & ~(RECORD_BUSY | RECORD_DISCARDED);
    size_t taken = state & RECORD_DISCARDED ? 0 : length < capacity ? length : capacity;
    copy(ring, position + HEADER_BYTES, buffer, taken);
    position += (length + HEADER_BYTES + ALIGNMENT - 1) & ~(unsigned long)(ALIGNMENT - 1);
    __atomic_store_n(ring->consumer, position, __ATOMIC_RELEASE);
    if (taken > 0) return taken;
  }
  return 0;
}
