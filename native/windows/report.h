/* The lines about processes: snap, exec and exit. */
#pragma once
#include "process_list.h"
#include "session.h"
#include "table.h"

/* Writes an exec line and counts it. Without a command line in the sighting, its arguments are lost. */
void report_exec(struct session *session, const struct process *process, const struct sighting *sighting);

/* Writes a snap line for a process that exists. */
void report_snap(struct session *session, const struct process *process, const struct sighting *sighting);

/* Writes an exit line. */
void report_exit(struct session *session, const struct process *process, uint64_t ts, uint32_t code);

/* Writes an exit line for a process that ended in a way nobody can tell any more. */
void report_vanished(struct session *session, const struct process *process, uint64_t ts);
