#include "table.h"
#include <stdlib.h>

/* Pids are multiples of four. */
static struct process **bucket_of(struct table *table, uint32_t pid) {
  return &table->buckets[pid / 4 % TABLE_BUCKETS];
}

struct process *table_find(struct table *table, uint32_t pid) {
  struct process *process = *bucket_of(table, pid);
  while (process && process->pid != pid) process = process->next;
  return process;
}

struct process *table_add(struct table *table, uint32_t pid) {
  if (table->count >= TABLE_PROCESSES_MAX) return NULL;
  struct process *process = calloc(1, sizeof *process);
  if (!process) return NULL;
  struct process **bucket = bucket_of(table, pid);
  process->pid = pid;
  process->next = *bucket;
  *bucket = process;
  table->count++;
  return process;
}

void table_remove(struct table *table, struct process *process) {
  struct process **link = bucket_of(table, process->pid);
  while (*link != process) link = &(*link)->next;
  *link = process->next;
  table->count--;
  free(process);
}

void table_each(struct table *table, void (*visit)(struct process *process)) {
  for (uint32_t i = 0; i < TABLE_BUCKETS; i++) {
    struct process *next;
    for (struct process *process = table->buckets[i]; process; process = next) {
      next = process->next;
      visit(process);
    }
  }
}
