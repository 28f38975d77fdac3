/* Both ways of looking: scans of all processes (tier c), and between them what kqueue tells (tier b). */
#pragma once
#include "../posix/session.h"
#include <stdbool.h>

/* Reads the first list. Returns false with errno set. */
bool capture_open(void);

/* Reports until the session is over; attaches: kqueue tells of processes here. */
void capture_run(struct session *session, bool attaches);
