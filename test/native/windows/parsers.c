/*
 * Runs the probe's own parsers on what is given to it. They need nothing of Windows, so this compiles for any system.
 * Each line of stdin is "split HEX" (UTF-16 units, four digits each) or "event VERSION POINTER_BYTES HEX" (bytes).
 * Answers with a line of JSON each; on Windows with what CommandLineToArgvW says, for comparison.
 */
#include "../../../native/core/line.h"
#include "../../../native/windows/command_line.h"
#include "../../../native/windows/process_event.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef _WIN32
#include <windows.h>

#include <shellapi.h>
#endif

enum { LINE_BYTES = 1 << 20 };
static struct line out;

/* Memory of exactly the right size, so that a byte too far is noticed. */
static unsigned char *read_hex(const char *hex, size_t digits, size_t *count) {
  *count = strcspn(hex, "\r\n") / digits;
  unsigned char *data = malloc(*count * digits / 2);
  for (size_t i = 0; i < *count; i++) {
    char text[5] = "";
    memcpy(text, hex + i * digits, digits);
    unsigned value = (unsigned)strtoul(text, NULL, 16);
    if (digits == 2) data[i] = (unsigned char)value;
    else ((uint16_t *)data)[i] = (uint16_t)value;
  }
  return data;
}

#ifdef _WIN32
static size_t split_text(const uint16_t *text, size_t length, uint16_t *block) {
  int count;
  WCHAR *copy = calloc(length + 1, sizeof *copy), **arguments;
  uint16_t *out = block;
  memcpy(copy, text, length * sizeof *text);
  arguments = CommandLineToArgvW(copy, &count);
  for (int i = 0; i < count; i++) {
    size_t units = wcslen(arguments[i]) + 1;
    memcpy(out, arguments[i], units * sizeof *out);
    out += units;
  }
  LocalFree(arguments);
  free(copy);
  return (size_t)(out - block);
}
#else
static size_t split_text(const uint16_t *text, size_t length, uint16_t *block) {
  return command_line_split(text, length, block);
}
#endif

static void split(const char *hex) {
  size_t length;
  uint16_t *text = (uint16_t *)read_hex(hex, 4, &length), *block = malloc((length + 1) * sizeof *block);
  line_begin(&out, "split");
  line_utf16(&out, "cmdline", text, length);
  line_argv_utf16(&out, block, split_text(text, length, block));
  free(text);
  free(block);
}

static void parse_event(unsigned version, unsigned pointer_bytes, const char *hex) {
  size_t length;
  struct process_event event;
  unsigned char *payload = read_hex(hex, 2, &length);
  bool ok = process_event_parse(&event, version, pointer_bytes, payload, length);
  line_begin(&out, ok ? "event" : "refused");
  if (ok) {
    line_unsigned(&out, "pid", event.pid);
    line_unsigned(&out, "ppid", event.ppid);
    line_unsigned(&out, "status", event.status);
    line_text(&out, "name", event.name, event.name_length);
    uint16_t *units = malloc(event.command_line_length * 2);
    if (event.command_line) memcpy(units, event.command_line, event.command_line_length * 2);
    if (event.command_line) line_utf16(&out, "cmdline", units, event.command_line_length);
    free(units);
  }
  free(payload);
}

int main(void) {
  static char input[LINE_BYTES];
  while (fgets(input, sizeof input, stdin)) {
    unsigned version, pointer_bytes;
    int at = 0;
    if (sscanf(input, "event %u %u %n", &version, &pointer_bytes, &at) == 2 && at > 0)
      parse_event(version, pointer_bytes, input + at);
    else split(input + strlen("split "));
    line_end(&out);
    fwrite(out.data, 1, out.length, stdout);
  }
  free(out.data);
  return 0;
}
