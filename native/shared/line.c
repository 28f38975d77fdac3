#include "line.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A byte grows to six at most: \u001f or \udcff. */
enum { ESCAPED_MAX = 6, KEEP_BYTES = 64 << 10 };

static void reserve(struct line *line, size_t extra) {
  if (line->length + extra <= line->capacity) return;
  line->capacity = (line->length + extra) * 2;
  line->data = realloc(line->data, line->capacity);
  if (!line->data) abort();
}

static void append(struct line *line, const char *bytes, size_t length) {
  reserve(line, length);
  memcpy(line->data + line->length, bytes, length);
  line->length += length;
}

void line_raw(struct line *line, const char *json) { append(line, json, strlen(json)); }

static void append_key(struct line *line, const char *key) {
  line_raw(line, ",\"");
  line_raw(line, key);
  line_raw(line, "\":");
}

void line_begin(struct line *line, const char *type) {
  line->length = 0;
  line_raw(line, "{\"t\":\"");
  line_raw(line, type);
  line_raw(line, "\"");
}

void line_unsigned(struct line *line, const char *key, uint64_t value) {
  char digits[24];
  append_key(line, key);
  append(line, digits, (size_t)snprintf(digits, sizeof digits, "%" PRIu64, value));
}

void line_signed(struct line *line, const char *key, int64_t value) {
  char digits[24];
  append_key(line, key);
  append(line, digits, (size_t)snprintf(digits, sizeof digits, "%" PRId64, value));
}

/* Length of the valid UTF-8 sequence at the start of bytes, 0 when there is none. */
static size_t utf8_length(const unsigned char *bytes, size_t available) {
  unsigned char first = bytes[0];
  size_t length = 0;
  if (first >= 0xc2 && first <= 0xdf) length = 2;
  else if ((first & 0xf0) == 0xe0) length = 3;
  else if (first >= 0xf0 && first <= 0xf4) length = 4;
  if (length == 0 || length > available) return 0;
  for (size_t i = 1; i < length; i++)
    if ((bytes[i] & 0xc0) != 0x80) return 0;
  unsigned char second = bytes[1];
  /* Overlong forms, surrogates and what lies beyond U+10FFFF. */
  if ((first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f)) return 0;
  if ((first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f)) return 0;
  return length;
}

static char *escape(char *out, const char *prefix, unsigned char byte) {
  static const char hex[] = "0123456789abcdef";
  memcpy(out, prefix, 4);
  out[4] = hex[byte >> 4];
  out[5] = hex[byte & 15];
  return out + ESCAPED_MAX;
}

static void append_string(struct line *line, const char *text, size_t length) {
  const unsigned char *bytes = (const unsigned char *)text;
  reserve(line, length * ESCAPED_MAX + 2);
  char *out = line->data + line->length;
  *out++ = '"';
  for (size_t i = 0; i < length;) {
    unsigned char byte = bytes[i];
    size_t sequence = byte < 0x80 ? 1 : utf8_length(bytes + i, length - i);
    if (byte == '"' || byte == '\\') {
      *out++ = '\\';
      *out++ = (char)byte;
    } else if (byte < 0x20 || byte == 0x7f) {
      out = escape(out, "\\u00", byte);
    } else if (sequence == 0) {
      out = escape(out, "\\udc", byte);
    } else {
      memcpy(out, bytes + i, sequence);
      out += sequence;
    }
    i += sequence ? sequence : 1;
  }
  *out++ = '"';
  line->length = (size_t)(out - line->data);
}

void line_text(struct line *line, const char *key, const char *bytes, size_t length) {
  append_key(line, key);
  append_string(line, bytes, length);
}

void line_argv(struct line *line, const char *block, size_t length) {
  append_key(line, "argv");
  line_raw(line, "[");
  for (size_t i = 0; i < length;) {
    size_t argument = strnlen(block + i, length - i);
    if (i > 0) line_raw(line, ",");
    append_string(line, block + i, argument);
    i += argument + 1;
  }
  line_raw(line, "]");
}

void line_end(struct line *line) { line_raw(line, "}\n"); }

void line_trim(struct line *line) {
  if (line->capacity <= KEEP_BYTES) return;
  free(line->data);
  *line = (struct line){0};
}
