#include "line.h"
#include <inttypes.h>
#include <stdbool.h>
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

static bool is_pair(const uint16_t *units, size_t available) {
  return available > 1 && (units[0] & 0xfc00) == 0xd800 && (units[1] & 0xfc00) == 0xdc00;
}

/* Writes an ordinary character, of one or two units, as UTF-8. */
static char *put_utf8(char *out, uint32_t character) {
  static const unsigned char leads[] = {0, 0, 0xc0, 0xe0, 0xf0};
  int length = character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
  for (int i = length - 1; i > 0; i--, character >>= 6) out[i] = (char)(0x80 | (character & 0x3f));
  out[0] = (char)(leads[length] | character);
  return out + length;
}

static void append_utf16(struct line *line, const uint16_t *units, size_t length) {
  /* Two quotes, and the NUL that sprintf sets. */
  reserve(line, length * ESCAPED_MAX + 3);
  char *out = line->data + line->length;
  *out++ = '"';
  for (size_t i = 0; i < length; i++) {
    uint16_t unit = units[i];
    if (is_pair(units + i, length - i)) {
      out = put_utf8(out, 0x10000 + ((unit & 0x3ffu) << 10) + (units[++i] & 0x3ffu));
    } else if (unit == '"' || unit == '\\') {
      *out++ = '\\';
      *out++ = (char)unit;
    } else if (unit < 0x20 || unit == 0x7f || (unit & 0xf800) == 0xd800) {
      out += sprintf(out, "\\u%04x", unit);
    } else {
      out = put_utf8(out, unit);
    }
  }
  *out++ = '"';
  line->length = (size_t)(out - line->data);
}

void line_utf16(struct line *line, const char *key, const uint16_t *units, size_t length) {
  append_key(line, key);
  append_utf16(line, units, length);
}

void line_argv_utf16(struct line *line, const uint16_t *block, size_t length) {
  append_key(line, "argv");
  line_raw(line, "[");
  for (size_t i = 0, end = 0; i < length; i = ++end) {
    while (end < length && block[end]) end++;
    if (i > 0) line_raw(line, ",");
    append_utf16(line, block + i, end - i);
  }
  line_raw(line, "]");
}

void line_end(struct line *line) { line_raw(line, "}\n"); }

void line_trim(struct line *line) {
  if (line->capacity <= KEEP_BYTES) return;
  free(line->data);
  *line = (struct line){0};
}
