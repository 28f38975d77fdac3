/* sources: native/windows/process_event.c */
#include "../../../native/windows/process_event.h"
#include "fuzz.h"

/* Whatever an event of Windows holds: its parts lie within the payload. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 2) return 0;
  size_t length = size - 2;
  unsigned char *payload = copy_of(data + 2, length), *end = payload + length;
  struct process_event event;
  if (process_event_parse(&event, data[0] % 8, data[1] & 1 ? 8 : 4, payload, length)) {
    expect((unsigned char *)event.name >= payload && (unsigned char *)event.name + event.name_length <= end);
    expect(!event.command_line || (event.command_line >= payload && event.command_line + 2 * event.command_line_length <= end));
  }
  free(payload);
  return 0;
}
