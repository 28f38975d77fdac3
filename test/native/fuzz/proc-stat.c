/* sources: native/linux/proc.c native/linux/pidfd.c native/posix/clock.c */
#include "../../../native/linux/proc.h"
#include "fuzz.h"

/* Whatever /proc/PID/stat says: nothing beyond the text is read, and the name is part of it. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *text = text_of(data, size), name[24];
  struct proc_stat stat;
  if (proc_stat_parse(text, &stat)) {
    expect(strlen(stat.comm) < COMM_BYTES);
    expect(strstr(text, stat.comm));
    expect(!tty_name(stat.tty, name, sizeof name) || strlen(name) > 0);
  }
  free(text);
  return 0;
}
