/* What a process tells about itself through a handle. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <windows.h>

/* Opens a process to ask and to wait for it; memory tells whether its memory can be read, too. NULL when refused. */
HANDLE process_open(uint32_t pid, bool *memory);

/* File times of its creation and end (0 while it lives). */
bool process_times(HANDLE process, uint64_t *created, uint64_t *ended);

/* True once it has ended. */
bool process_is_over(HANDLE process);

/* Its command line, COMMAND_LINE_UNITS_MAX at most; false when it cannot be told. */
bool process_command_line(HANDLE process, bool memory, WCHAR *text, size_t *length);

/* Its current directory, without the backslash at the end; capacity units at most. */
bool process_directory(HANDLE process, WCHAR *text, size_t capacity, size_t *length);

/* The path of its program; length is the capacity first. */
bool process_program(HANDLE process, WCHAR *text, DWORD *length);
