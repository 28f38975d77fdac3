/* Tier a: a program in the kernel captures every exec with its arguments, and every exit. */
#pragma once
#include "../posix/session.h"
#include <stdbool.h>
#include <stddef.h>

/*
 * Starts to capture, then gives up all capabilities. On failure returns false and writes the reason, half a sentence,
 * into why.
 */
bool ebpf_open(char *why, size_t capacity);

/* True when only the processes of our own user are reported, as our capabilities are borrowed. */
bool ebpf_is_limited(void);

/* Reports until the session is over. */
void ebpf_run(struct session *session);
