/*
 * What we may do. A program file can carry capabilities, so that an ordinary user may load our one BPF program without
 * being root. Such capabilities are borrowed: they serve that alone, and show this user nothing of other users.
 */
#pragma once
#include <stdbool.h>

/* True when our capabilities come from the program file, not from the user who runs it. */
bool privileges_are_borrowed(void);

/*
 * Gets ready to load a BPF program; returns false when cap_bpf or cap_perfmon is missing. Of borrowed capabilities, the
 * others are given up.
 */
bool privileges_for_bpf(void);

/*
 * True when the program lies in a folder that is named by this user's id, and root has put a file "all-users" next to
 * it: then this user may see everybody's processes.
 */
bool privileges_cover_all_users(void);

/* Gives up all capabilities for good. Returns false with errno set. */
bool privileges_drop(void);
