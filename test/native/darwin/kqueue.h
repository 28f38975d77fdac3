/* The notes of the make-believe kernel, as XNU keeps them: one per pid, gathering what happens until it is read. */
#pragma once
#include "world.h"

enum { NOTED_FORK = 1, NOTED_EXEC = 2, NOTED_EXIT = 4 };

/* Something happened to a process. */
void kqueue_note(const struct being *being, unsigned what);

/* Forgets the process without telling. */
void kqueue_deafen(const struct being *being);
