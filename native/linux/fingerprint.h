/* What polling remembers of a program, so that a later exec in the same process can be seen. */
#pragma once
#include "proc.h"

/* Number for the arguments of a process. */
uint32_t fingerprint_of_argv(const char *argv, size_t length);

/* Remembers the program that a process runs now. */
void fingerprint_take(struct process *process, const struct proc_stat *stat, uint32_t args_hash);

/* True when the process may have exec'ed since; its arguments then decide. */
bool fingerprint_differs(const struct process *process, const struct proc_stat *stat);
