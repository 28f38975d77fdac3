/* What Linux's tiers wait for: their own files, signals, the end of the app, and the time of a heartbeat. */
#pragma once
#include "../posix/session.h"
#include <stdbool.h>
#include <stdint.h>
#include <sys/epoll.h>

/* Sets up signals and epoll around an open sink. */
bool wait_open(struct session *session, bool watches_stdin);

/* Watches a file for the tier; data must be below 2^32, so that it is told from the session's own. */
bool wait_watch(int fd, uint32_t events, uint64_t data);

/* Changes what is waited for on a file that is watched; its end is told in any case. */
void wait_change(int fd, uint32_t events, uint64_t data);

/*
 * Waits for the tier's files, at most timeout_ms (-1: as long as it takes), and minds everything else on the way.
 * Returns how many entries of ready are the tier's.
 */
int wait_for_events(struct session *session, int timeout_ms, struct epoll_event *ready, int capacity);
