/* The named pipe that the app reads from: made here, because only here its access can be restricted. */
#pragma once
#include <stddef.h>
#include <windows.h>

/*
 * Creates \\.\pipe\NAME for the current user and SYSTEM only, on this machine and for one client, and waits until the
 * process that started us has connected, at most 10 s. Returns NULL with the reason in why when that does not happen.
 */
HANDLE pipe_await_app(const char *name, char *why, size_t capacity);
