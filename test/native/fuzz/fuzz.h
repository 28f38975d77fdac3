/* What the fuzz targets share. Each is a libFuzzer target: https://llvm.org/docs/LibFuzzer.html */
#pragma once
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the run with a report unless the condition holds. */
#define expect(condition)                                                                   \
  do {                                                                                      \
    if (!(condition)) {                                                                     \
      fprintf(stderr, "%s:%d: expected %s\n", __FILE__, __LINE__, #condition);              \
      abort();                                                                              \
    }                                                                                       \
  } while (0)

/* A copy that is exactly as long as the input, so that every step beyond it is noticed. */
static inline void *copy_of(const void *data, size_t size) {
  void *copy = malloc(size ? size : 1);
  if (!copy) abort();
  memcpy(copy, data, size);
  return copy;
}

/* The same with a NUL at the end. */
static inline char *text_of(const void *data, size_t size) {
  char *text = malloc(size + 1);
  if (!text) abort();
  memcpy(text, data, size);
  text[size] = 0;
  return text;
}
