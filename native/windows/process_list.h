/* The list of all processes, as Windows gives it out. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <windows.h>

/* What is known of a process at first sight. */
struct sighting {
  uint32_t pid;
  uint32_t ppid;
  uint64_t created; /* file time */
  bool estimated;   /* created is the time of an event shortly after */
  const WCHAR *name;
  size_t name_length;
  const WCHAR *command_line; /* NULL when not known; COMMAND_LINE_UNITS_MAX at most */
  size_t command_line_length;
};

/* Start with all zero. */
struct process_list {
  char *data;
  ULONG capacity;
  ULONG length;
  ULONG next;    /* where the next entry is */
  bool has_next; /* there is one */
};

/* Fetches the list anew; false when Windows refuses. */
bool process_list_read(struct process_list *list);

/* The next process; its name belongs to the list. False at the end. */
bool process_list_next(struct process_list *list, struct sighting *sighting);
