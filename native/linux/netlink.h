/* Tier b: the kernel reports every fork, exec and exit through netlink; arguments are read from /proc in time. */
#pragma once
#include "../posix/session.h"
#include <stdbool.h>
#include <stddef.h>

/* Subscribes at the kernel; on failure returns false and writes the reason, half a sentence, into why. */
bool netlink_open(char *why, size_t capacity);

/* Reports until the session is over. */
void netlink_run(struct session *session);
