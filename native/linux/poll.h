/* Tier c: looks again and again, for machines where the kernel does not report processes to us. */
#pragma once
#include "../posix/session.h"
#include <stdbool.h>

/* Prepares; returns whether exit codes can be told. */
bool poll_open(void);

/* Reports until the session is over. */
void poll_run(struct session *session);
