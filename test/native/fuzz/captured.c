/* sources: native/linux/ebpf/captured.c native/linux/proc.c native/linux/pidfd.c native/posix/clock.c */
#include "../../../native/linux/ebpf/captured.h"
#include "fuzz.h"

static void check_path(const struct captured_path *path) {
  expect(!path->known || strlen(path->text) < sizeof path->text);
}

/* Whatever is in the ring: a record that is taken for one of an exec holds all that is read of it. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static struct captured_path cwd, exe;
  if (size < sizeof(struct capture_head)) return 0;
  struct capture_exec *exec = copy_of(data, size);
  if (captured_is_exec(exec, size)) {
    const char *argv = captured_argv(exec);
    expect(argv >= (char *)exec && argv + exec->argv_length <= (char *)exec + size);
    captured_cwd(exec, &cwd);
    captured_exe(exec, &exe);
    check_path(&cwd);
    check_path(&exe);
    expect(captured_stat(exec).comm[COMM_BYTES - 1] == 0);
  }
  free(exec);
  return 0;
}
