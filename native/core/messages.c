#include "messages.h"
#include "../protocol.h"
#include "clock.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* The same instant on both clocks. */
static void add_clock(struct line *line) {
  char json[96];
  uint64_t mono = clock_mono_ns(), real = clock_real_ms();
  snprintf(json, sizeof json, ",\"clock\":{\"mono\":%" PRIu64 ",\"real\":%" PRIu64 "}", mono, real);
  line_raw(line, json);
}

static void add_text(struct line *line, const char *key, const char *text) { line_text(line, key, text, strlen(text)); }

void message_hello(struct line *line, const struct introduction *introduction) {
  line_begin(line, "hello");
  line_unsigned(line, "v", PROTOCOL_VERSION);
  add_text(line, "src", introduction->src);
  line_unsigned(line, "pid", introduction->pid);
  add_text(line, "os", introduction->os);
  if (introduction->token) add_text(line, "token", introduction->token);
  add_clock(line);
  line_raw(line, ",\"can\":");
  line_raw(line, introduction->can);
  add_text(line, "why", introduction->why);
  line_raw(line, ",\"build\":\"" PROBE_VERSION "\"");
}

void message_counters(struct line *line, const char *type, const struct counters *counters) {
  line_begin(line, type);
  add_clock(line);
  line_unsigned(line, "events", counters->events);
  line_unsigned(line, "lost", counters->lost);
  line_unsigned(line, "dropped", counters->dropped);
}

void message_drop(struct line *line, const char *where, uint64_t count) {
  line_begin(line, "drop");
  add_text(line, "where", where);
  line_unsigned(line, "n", count);
}

void message_resync(struct line *line) { line_begin(line, "resync"); }

void message_snapend(struct line *line, uint64_t count) {
  line_begin(line, "snapend");
  line_unsigned(line, "n", count);
}
