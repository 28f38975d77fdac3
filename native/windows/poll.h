/* Tier c: looks at the list of all processes again and again, for users who may not trace. */
#pragma once
#include "session.h"

/* Reports until the session is over. */
void poll_run(struct session *session);
