/* Tells whether a process still runs the program that was reported last. */
#pragma once
#include "proc.h"
#include "table.h"
#include <stdbool.h>

/* Notes what is reported of a process; stat and args are NULL when they were missed. */
void fingerprint_take(struct process *process, const struct proc_stat *stat, const struct procargs *args);

/* True when this may be what was reported last; stat and args are NULL when they were missed. */
bool fingerprint_matches(const struct process *process, const struct proc_stat *stat, const struct procargs *args);
