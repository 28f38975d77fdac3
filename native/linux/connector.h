/* The kernel's proc connector: a netlink socket that tells of every fork, exec and exit, and of its own losses. */
#pragma once
#include <linux/cn_proc.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CONNECTOR_CPUS_MAX = 4096, CONNECTOR_BATCH = 16 };

/* What reading one message came to. */
enum connector_result { CONNECTOR_EMPTY, CONNECTOR_EVENT, CONNECTOR_SKIPPED };

struct cn_msg;

/* Start with all zero. */
struct connector {
  int fd;
  int batch;                         /* how many messages were read at once */
  int taken;                         /* how many of them were handed out */
  uint64_t lost;                     /* messages lost and not reported yet */
  uint64_t assumed;                  /* of those, reported before their number was known */
  uint64_t next[CONNECTOR_CPUS_MAX]; /* per CPU: 2^32 + the number its next message should have, or 0 */
};

/* Subscribes; on failure returns false and writes the reason, half a sentence, into why. */
bool connector_open(struct connector *connector, char *why, size_t capacity);

/* Reads one message without waiting. An event stays valid until the next call. */
enum connector_result connector_read(struct connector *connector, const struct proc_event **event);

/* The message in so many bytes from netlink, if it is a whole one of the proc connector; else NULL. */
const struct cn_msg *connector_message(const void *bytes, size_t length);

/* Returns the number of messages lost since the last call; at least 1 when the kernel only says "some". */
uint64_t connector_take_lost(struct connector *connector);
