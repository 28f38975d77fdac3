/*
 * Keeps track of processes: reports those it meets, waits for their ends, and finds with the list of all processes what
 * nobody told of. Everything here needs the session's lock.
 */
#pragma once
#include "process_list.h"
#include "session.h"
#include <stdbool.h>
#include <stdint.h>

/* What a list shows is believed when it is so old: until then somebody else may tell more about it. */
void tracker_open(struct session *session, uint64_t patience_ns);

/* Starts a list of snaps; the processes in it are no longer new. */
void tracker_begin_snapshot(void);

/* What has to be done each time session_wait returns: ends, and snapshots as far as the app keeps up. */
void tracker_work(void);

/* Has another snapshot taken as soon as possible, because something was lost. */
void tracker_resync(void);

/* Compares the list of all processes with what is known, unless a snapshot is under way. True when it has new ones. */
bool tracker_scan(void);

/* A process was created, as an event tells; completes the sighting. */
void tracker_started(struct sighting *sighting);

/* A process has ended at this time with this code, as an event tells. */
void tracker_ended(uint32_t pid, uint64_t ts, uint32_t code);
