#include "fingerprint.h"
#include <string.h>

/* FNV-1a: tells two command lines apart, nothing more. */
static uint32_t hash_args(const struct procargs *args) {
  uint32_t hash = 2166136261u;
  for (size_t i = 0; args && i < args->argv_length; i++) hash = (hash ^ (unsigned char)args->argv[i]) * 16777619u;
  return hash;
}

void fingerprint_take(struct process *process, const struct proc_stat *stat, const struct procargs *args) {
  process->args_hash = hash_args(args);
  if (stat) memcpy(process->comm, stat->comm, sizeof process->comm);
  else process->comm[0] = 0;
}

bool fingerprint_matches(const struct process *process, const struct proc_stat *stat, const struct procargs *args) {
  bool same_name = !stat || strcmp(stat->comm, process->comm) == 0;
  return same_name && (!args || hash_args(args) == process->args_hash);
}
