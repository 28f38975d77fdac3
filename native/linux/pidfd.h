/* Process file descriptors: they tell when a process ends and, on kernels that can, how. */
#pragma once
#include <stdbool.h>
#include <sys/types.h>

/* Opens a process. -1 with errno ESRCH: there is none; EINVAL or ENOENT: the id is that of a thread. */
int pidfd_open_process(pid_t pid);

/* Reads the wait status of a process that its parent has waited for; works for other users' processes, too. */
bool pidfd_exit_status(int fd, int *status);

/* Reads the effective user of a process on kernels that can (6.13 and later), at a tenth of the cost of /proc. */
bool pidfd_uid(pid_t pid, uid_t *uid);

/* Finds out with a child of our own whether this kernel (6.15 and later) keeps the status. */
bool pidfd_keeps_status(void);
