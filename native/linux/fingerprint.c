#include "fingerprint.h"
#include <string.h>

uint32_t fingerprint_of_argv(const char *argv, size_t length) {
  /* FNV-1a */
  uint32_t value = 2166136261u;
  for (size_t i = 0; i < length; i++) value = (value ^ (unsigned char)argv[i]) * 16777619u;
  return value;
}

void fingerprint_take(struct process *process, const struct proc_stat *stat, uint32_t args_hash) {
  process->args_hash = args_hash;
  process->stack = stat->stack;
  memcpy(process->comm, stat->comm, sizeof process->comm);
}

/*
 * Each exec puts the stack elsewhere, but only the stack of our own user's processes is shown. For others, name and
 * arguments must both have changed; either alone is often a process that renames itself.
 */
bool fingerprint_differs(const struct process *process, const struct proc_stat *stat) {
  if (process->stack && stat->stack) return process->stack != stat->stack;
  return memcmp(process->comm, stat->comm, sizeof process->comm) != 0;
}
