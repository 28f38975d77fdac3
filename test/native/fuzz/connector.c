/* sources: native/linux/connector.c native/posix/clock.c */
#include "../../../native/linux/connector.h"
#include "fuzz.h"
#include <linux/connector.h>

/* Whatever comes over netlink: a message is taken for an event only when it is one and is whole. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  uint8_t *bytes = copy_of(data, size);
  const struct cn_msg *message = connector_message(bytes, size);
  if (message) {
    expect((const uint8_t *)message->data + sizeof(struct proc_event) <= bytes + size);
    expect(message->id.idx == CN_IDX_PROC);
  }
  free(bytes);
  return 0;
}
