/*
 * The block that sysctl KERN_PROCARGS2 returns: argc as an int, the path of the program, zeros up to a multiple of the
 * size of a pointer, the arguments, the environment. The process can write over it, so nothing in it is trusted.
 * See sysctl_procargsx in bsd/kern/kern_sysctl.c and exec_extract_strings in bsd/kern/kern_exec.c of XNU.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* Where the arguments lie in the block. */
struct procargs {
  const char *argv; /* each ends with a NUL, but for the last one of a block that was cut */
  size_t argv_length;
};

/* Finds the arguments in a block of so many bytes; false when it cannot be such a block. */
bool procargs_parse(const char *block, size_t length, struct procargs *args);
