/* Arguments in a command line. Windows hands a program one string; each program splits it by itself. */
#pragma once
#include <stddef.h>
#include <stdint.h>

/*
 * Splits a command line by the rules of CommandLineToArgvW (Microsoft, shellapi.h), which most programs follow. Each
 * argument is followed by a NUL in block, which needs room for length + 1 units. Returns the length of the block.
 * Unlike CommandLineToArgvW, finds no argument in an empty command line.
 */
size_t command_line_split(const uint16_t *text, size_t length, uint16_t *block);
