#include "command_line.h"
#include <stdbool.h>

struct splitter {
  const uint16_t *at;
  const uint16_t *end;
  uint16_t *out;
};

static bool ends_argument(const struct splitter *splitter) { return *splitter->at == ' ' || *splitter->at == '\t'; }

static void skip_blanks(struct splitter *splitter) {
  while (splitter->at < splitter->end && ends_argument(splitter)) splitter->at++;
}

/* The program's name cannot contain quotes, so backslashes mean themselves. */
static void take_program(struct splitter *splitter) {
  bool quoted = *splitter->at == '"';
  if (quoted) splitter->at++;
  for (; splitter->at < splitter->end; splitter->at++) {
    if (quoted ? *splitter->at == '"' : ends_argument(splitter)) break;
    *splitter->out++ = *splitter->at;
  }
  if (quoted && splitter->at < splitter->end) splitter->at++;
  *splitter->out++ = 0;
}

static size_t count(const struct splitter *splitter, uint16_t unit) {
  size_t length = 0;
  while (splitter->at + length < splitter->end && splitter->at[length] == unit) length++;
  return length;
}

static void put(struct splitter *splitter, uint16_t unit, size_t times) {
  while (times-- > 0) *splitter->out++ = unit;
}

/* Backslashes mean themselves, but before a quote two stand for one, and an odd one takes the quote along. */
static void take_backslashes(struct splitter *splitter) {
  size_t length = count(splitter, '\\');
  splitter->at += length;
  bool before_quote = splitter->at < splitter->end && *splitter->at == '"';
  put(splitter, '\\', before_quote ? length / 2 : length);
  if (!before_quote || length % 2 == 0) return;
  put(splitter, '"', 1);
  splitter->at++;
}

/* The first quote of a row opens, the second closes, the third is itself; the last one or two decide what follows. */
static bool take_quotes(struct splitter *splitter, bool quoted) {
  size_t quotes = count(splitter, '"'), row = quotes + (quoted ? 1 : 0);
  splitter->at += quotes;
  put(splitter, '"', row / 3);
  return row % 3 == 1;
}

static void take_argument(struct splitter *splitter) {
  bool quoted = false;
  while (splitter->at < splitter->end && (quoted || !ends_argument(splitter))) {
    if (*splitter->at == '\\') take_backslashes(splitter);
    else if (*splitter->at == '"') quoted = take_quotes(splitter, quoted);
    else *splitter->out++ = *splitter->at++;
  }
  *splitter->out++ = 0;
}

size_t command_line_split(const uint16_t *text, size_t length, uint16_t *block) {
  struct splitter splitter = {.at = text, .end = text, .out = block};
  while (splitter.end < text + length && *splitter.end) splitter.end++;
  if (splitter.at == splitter.end) return 0;
  take_program(&splitter);
  for (skip_blanks(&splitter); splitter.at < splitter.end; skip_blanks(&splitter)) take_argument(&splitter);
  return (size_t)(splitter.out - block);
}
