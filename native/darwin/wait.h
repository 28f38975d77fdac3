/* What the probe waits for: events of processes, signals, the end of the app, and the time of a heartbeat. */
#pragma once
#include "../posix/session.h"
#include "events.h"
#include <stdbool.h>

/* Sets up signals and the queue around an open sink. Returns false with errno set. */
bool wait_open(struct session *session, bool watches_stdin);

/*
 * Waits for events of processes, at most timeout_ms, and minds everything else on the way. Returns how many there are,
 * and in drained whether no more were waiting.
 */
int wait_for_events(struct session *session, int timeout_ms, struct event *events, int capacity, bool *drained);
