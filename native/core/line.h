/* Writes one line of the protocol: a JSON object, field by field. */
#pragma once
#include <stddef.h>
#include <stdint.h>

/* A growing buffer that is used again for every line. Start with all zero. */
struct line {
  char *data;
  size_t length;
  size_t capacity;
};

/* Starts a line: {"t":"type" */
void line_begin(struct line *line, const char *type);

/* Adds ,"key":value for a number that cannot be negative. */
void line_unsigned(struct line *line, const char *key, uint64_t value);

/* Adds ,"key":value for a number that may be negative. */
void line_signed(struct line *line, const char *key, int64_t value);

/* Adds ,"key":"text" for any bytes; those that are not UTF-8 become \udcXX. */
void line_text(struct line *line, const char *key, const char *bytes, size_t length);

/* Adds ,"argv":[…] from the NUL-separated block of /proc/PID/cmdline. */
void line_argv(struct line *line, const char *block, size_t length);

/* Adds ,"key":"text" for UTF-16, as Windows has it; a lone surrogate goes out as its \uXXXX. */
void line_utf16(struct line *line, const char *key, const uint16_t *units, size_t length);

/* Adds ,"argv":[…] from UTF-16 arguments that are each followed by a NUL. */
void line_argv_utf16(struct line *line, const uint16_t *block, size_t length);

/* Adds text as it is, for constant JSON. */
void line_raw(struct line *line, const char *json);

/* Closes the object and the line. */
void line_end(struct line *line);

/* Gives memory back after an unusually long line. */
void line_trim(struct line *line);
