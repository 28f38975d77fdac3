/* Tier a: Windows reports every start and end by itself, to administrators (Event Tracing for Windows). */
#pragma once
#include "session.h"
#include <stdbool.h>
#include <stddef.h>

/* What it means that a trace was refused, for people. */
void trace_refusal(unsigned long error, char *why, size_t capacity);

/* Starts a trace of our own; says why when that is not possible. */
bool trace_open(char *why, size_t capacity);

/* Reports until the session is over, then stops the trace. */
void trace_run(struct session *session);
