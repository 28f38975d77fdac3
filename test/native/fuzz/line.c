/* sources: native/core/line.c */
#include "../../../native/core/line.h"
#include "fuzz.h"
#include <stdbool.h>

static bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

/* Reads a JSON string (RFC 8259) back into bytes; each \udcXX becomes the byte XX. Returns what follows it. */
static const char *read_string(const char *json, const char *end, uint8_t *bytes, size_t *length) {
  expect(json < end && *json++ == '"');
  *length = 0;
  while (json < end && *json != '"') {
    expect((unsigned char)*json >= 0x20);
    if (*json != '\\') {
      bytes[(*length)++] = (uint8_t)*json++;
      continue;
    }
    expect(end - json >= 2);
    if (json[1] != 'u') {
      expect(json[1] == '"' || json[1] == '\\');
      bytes[(*length)++] = (uint8_t)json[1];
      json += 2;
      continue;
    }
    expect(end - json >= 6 && is_hex(json[2]) && is_hex(json[3]) && is_hex(json[4]) && is_hex(json[5]));
    char digits[3] = {json[4], json[5], 0};
    bool surrogate = json[2] == 'd' && json[3] == 'c';
    expect(surrogate || (json[2] == '0' && json[3] == '0'));
    uint8_t byte = (uint8_t)strtoul(digits, NULL, 16);
    expect(surrogate ? byte >= 0x80 : byte < 0x20 || byte == 0x7f);
    bytes[(*length)++] = byte;
    json += 6;
  }
  expect(json < end);
  return json + 1;
}

static void check_text(const uint8_t *data, size_t size, uint8_t *bytes) {
  struct line line = {0};
  size_t length;
  line_begin(&line, "x");
  size_t before = line.length + strlen(",\"k\":");
  line_text(&line, "k", (const char *)data, size);
  const char *end = line.data + line.length;
  expect(read_string(line.data + before, end, bytes, &length) == end);
  expect(length == size && memcmp(bytes, data, size) == 0);
  free(line.data);
}

static void check_argv(const uint8_t *data, size_t size, uint8_t *bytes) {
  struct line line = {0};
  line_begin(&line, "x");
  size_t before = line.length + strlen(",\"argv\":");
  line_argv(&line, (const char *)data, size);
  const char *json = line.data + before, *end = line.data + line.length;
  size_t at = 0;
  expect(*json++ == '[');
  while (*json != ']') {
    size_t length;
    if (at > 0) expect(*json++ == ',');
    json = read_string(json, end, bytes, &length);
    expect(at + length <= size && memcmp(bytes, data + at, length) == 0);
    at += length;
    expect(at == size || data[at] == 0);
    at++;
  }
  expect(json + 1 == end && at >= size);
  free(line.data);
}

/* Any bytes come back from the JSON as they went in; arguments are cut exactly at their NULs. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  uint8_t *copy = copy_of(data, size), *bytes = malloc(size + 1);
  check_text(copy, size, bytes);
  check_argv(copy, size, bytes);
  free(bytes);
  free(copy);
  return 0;
}
