/* Understands the records that capture.bpf.c writes. */
#pragma once
#include "../proc.h"
#include "capture.h"
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

/* A path as readlink on /proc gives it: the kernel marks what was deleted. */
struct captured_path {
  bool known;
  char text[PATH_MAX + sizeof " (deleted)"];
};

/* True when a record of this length is one of an exec and all that it says to have is there. */
bool captured_is_exec(const struct capture_exec *exec, size_t length);

/* True when a record of this length is one of an exit. */
bool captured_is_exit(const struct capture_exit *exit, size_t length);

/* The start field of the process, as in /proc/PID/stat. */
uint64_t captured_start(const struct capture_head *head);

/* What /proc/PID/stat would have said at the exec. */
struct proc_stat captured_stat(const struct capture_exec *exec);

/* The working directory. */
void captured_cwd(const struct capture_exec *exec, struct captured_path *path);

/* The program's file. */
void captured_exe(const struct capture_exec *exec, struct captured_path *path);

/* The arguments, argv_length bytes. */
const char *captured_argv(const struct capture_exec *exec);
