#include "open_files.h"
#include "proc.h"
#include <unistd.h>

void open_files_close(struct open_files *files, struct process *process) {
  if (process->fd < 0) return;
  close(process->fd);
  process->fd = -1;
  files->pids[process->slot] = 0;
}

void open_files_open(struct open_files *files, struct table *table, struct process *process) {
  open_files_close(files, process);
  uint32_t slot = files->next++ % OPEN_FILES_MAX;
  struct process *oldest = files->pids[slot] ? table_find(table, files->pids[slot]) : NULL;
  if (oldest) open_files_close(files, oldest);
  process->fd = proc_cmdline_open(process->pid);
  process->slot = slot;
  files->pids[slot] = process->fd >= 0 ? process->pid : 0;
}
