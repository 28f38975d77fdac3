/* What the probe does first. */
#pragma once
#include <stddef.h>
#include <windows.h>

/* Says on stderr what does not work and why, and ends. */
__attribute__((noreturn)) void fail(const char *what, const char *reason);

/* Writes what an error code of Windows means, in English. */
void describe_error(DWORD error, char *text, size_t capacity);

/* Reads the first line of stdin, which is the token, or fails. */
void read_token(char *token, size_t capacity);
