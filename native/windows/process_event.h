/* Reads the events of Windows about processes (class Process_TypeGroup1 of MSNT_SystemTrace, version 2 and later). */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PROCESS_STARTED = 1, PROCESS_ENDED = 2 }; /* the opcodes that matter */

struct process_event {
  uint32_t pid;
  uint32_t ppid;
  uint32_t status;  /* exit code, of PROCESS_ENDED */
  const char *name; /* file name of the program, in the system's code page */
  size_t name_length;
  const unsigned char *command_line; /* UTF-16, at any address; NULL when there is none */
  size_t command_line_length;        /* in units */
};

/* Reads the payload of an event; pointer_bytes is 4 or 8. False when it is not one or is cut. */
bool process_event_parse(struct process_event *event, unsigned version, size_t pointer_bytes, const void *payload,
                         size_t length);
