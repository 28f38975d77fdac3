/* sources: native/core/outbox.c */
#include "../../../native/core/outbox.h"
#include "../../../native/protocol.h"
#include "fuzz.h"

/* Lines of this many bytes fill the ring within an input. */
enum { LINE_BYTES_MAX = 64 << 10 };

/* What comes out: whole lines in order, and drop lines that account for every other one. */
struct reader {
  char text[LINE_BYTES_MAX];
  size_t length;
  uint64_t next;    /* number of the line that should come next */
  uint64_t dropped; /* reported so far */
};

static void take_byte(struct reader *reader, char byte) {
  expect(reader->length < sizeof reader->text - 1);
  reader->text[reader->length++] = byte;
  if (byte != '\n') return;
  reader->text[reader->length] = 0;
  unsigned long long number;
  if (sscanf(reader->text, "{\"t\":\"drop\",\"where\":\"socket\",\"n\":%llu}\n", &number) == 1) {
    reader->dropped += number;
    reader->next += number;
  } else {
    expect(sscanf(reader->text, "%llu ", &number) == 1);
    expect(number >= reader->next);
    reader->next = number + 1;
  }
  reader->length = 0;
}

static void read_some(struct outbox *outbox, struct reader *reader, size_t most) {
  const char *bytes;
  size_t length = outbox_peek(outbox, &bytes);
  if (length > most) length = most;
  for (size_t i = 0; i < length; i++) take_byte(reader, bytes[i]);
  outbox_taken(outbox, length);
}

/* A line with its number at the beginning. */
static void put_line(struct outbox *outbox, uint64_t number, size_t length) {
  static char line[LINE_BYTES_MAX];
  size_t digits = (size_t)snprintf(line, sizeof line, "%llu ", (unsigned long long)number);
  if (length < digits + 1) length = digits + 1;
  memset(line + digits, 'x', length - digits - 1);
  line[length - 1] = '\n';
  outbox_put(outbox, line, length);
}

/* Any order of lines of any length and readers of any speed: nothing is cut, lost in silence or out of order. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static char ring[QUEUE_BYTES_MAX];
  static struct reader reader;
  struct outbox outbox;
  uint64_t lines = 0;
  outbox_open(&outbox, ring);
  reader = (struct reader){0};
  for (size_t i = 0; i + 1 < size; i += 2) {
    size_t kilobytes = data[i] >> 1;
    if (data[i] & 1) read_some(&outbox, &reader, (kilobytes << 14) + data[i + 1]);
    else put_line(&outbox, lines++, (kilobytes << 9) + data[i + 1] % 256);
    expect(outbox.used <= QUEUE_BYTES_MAX);
  }
  while (outbox.used > 0) read_some(&outbox, &reader, QUEUE_BYTES_MAX);
  expect(reader.length == 0);
  expect(reader.dropped + outbox.dropped_now == outbox.dropped_total);
  expect(reader.next + outbox.dropped_now == lines);
  return 0;
}
