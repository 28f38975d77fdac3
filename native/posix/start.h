/* What every probe does first. */
#pragma once
#include <stddef.h>

/* Says on stderr what does not work and why, and ends. */
__attribute__((noreturn)) void fail(const char *what, const char *reason);

/* Reads the first line of stdin, which is the token, or fails. */
void read_token(char *token, size_t capacity);

/* Allows as many open files as we may have. */
void raise_file_limit(void);
