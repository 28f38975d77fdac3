#include "queue.h"
#include <stdlib.h>
#include <string.h>

bool queue_is_full(const struct queue *queue) {
  return queue->end - queue->first >= QUEUE_EVENTS_MAX || queue->argv_bytes >= QUEUE_ARGV_BYTES_MAX;
}

bool queue_is_empty(const struct queue *queue) { return queue->end == queue->first; }

struct queued *queue_add(struct queue *queue, const char *argv, size_t argv_length) {
  struct queued *event = &queue->events[queue->end++ % QUEUE_EVENTS_MAX];
  *event = (struct queued){0};
  if (argv_length == 0) return event;
  event->argv = malloc(argv_length);
  if (!event->argv) return event;
  memcpy(event->argv, argv, argv_length);
  event->argv_length = argv_length;
  event->argv_read = true;
  queue->argv_bytes += argv_length;
  return event;
}

struct queued *queue_find(struct queue *queue, uint32_t number) {
  if (number - queue->first >= queue->end - queue->first) return NULL;
  return &queue->events[number % QUEUE_EVENTS_MAX];
}

struct queued *queue_oldest(struct queue *queue) { return queue_find(queue, queue->first); }

void queue_remove_oldest(struct queue *queue) {
  struct queued *event = queue_oldest(queue);
  queue->argv_bytes -= event->argv_length;
  free(event->argv);
  queue->first++;
}
