#include "process_list.h"
#include "nt.h"
#include <stdlib.h>

/* Room for what starts until the next try, and more than any machine's list takes. */
enum { SPARE_BYTES = 64 << 10, LIST_BYTES_MAX = 64 << 20 };

static bool grow(struct process_list *list, ULONG needed) {
  ULONG capacity = needed + SPARE_BYTES;
  if (needed > LIST_BYTES_MAX) return false;
  free(list->data);
  list->data = malloc(capacity);
  list->capacity = list->data ? capacity : 0;
  return list->data != NULL;
}

bool process_list_read(struct process_list *list) {
  ULONG needed = 0;
  NTSTATUS status;
  list->has_next = false;
  if (!list->data && !grow(list, 0)) return false;
  for (;;) {
    status = NtQuerySystemInformation(NT_PROCESS_LIST, list->data, list->capacity, &needed);
    if (status != NT_BUFFER_TOO_SMALL) break;
    if (!grow(list, needed > list->capacity ? needed : 2 * list->capacity)) return false;
  }
  if (!NT_SUCCESS(status)) return false;
  list->length = needed < list->capacity ? needed : list->capacity;
  list->next = 0;
  list->has_next = true;
  return true;
}

/* The entry at list->next, after which list->next is the one behind it; NULL at the end. */
static const struct nt_process *take_entry(struct process_list *list) {
  if (!list->has_next || list->length - list->next < sizeof(struct nt_process)) return NULL;
  const struct nt_process *entry = (const struct nt_process *)(list->data + list->next);
  list->has_next = entry->next_offset >= sizeof *entry && entry->next_offset < list->length - list->next;
  if (list->has_next) list->next += entry->next_offset;
  return entry;
}

bool process_list_next(struct process_list *list, struct sighting *sighting) {
  const struct nt_process *entry;
  /* Pid 0 is what the processors do when they have nothing to do. */
  while ((entry = take_entry(list)) && !entry->pid) continue;
  if (!entry) return false;
  *sighting = (struct sighting){.pid = (uint32_t)(uintptr_t)entry->pid,
                                .ppid = (uint32_t)(uintptr_t)entry->ppid,
                                .created = (uint64_t)entry->created.QuadPart,
                                .name = entry->name.Buffer,
                                .name_length = entry->name.Buffer ? entry->name.Length / sizeof(WCHAR) : 0};
  return true;
}
