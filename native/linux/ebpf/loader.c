#include "loader.h"
#include "../proc.h"
#include "capture.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

/* The program is stored as little-endian instructions that take pointers for 64 bits long. */
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ && __SIZEOF_POINTER__ == 8

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#include "capture.lskel.h"
#pragma GCC diagnostic pop

enum {
  LOG_BYTES = 64 << 10,
  LOG_LEVEL = 1,
  LOG_TAIL_BYTES = 96,
  /* Where struct bpf_prog_info has recursion_misses. */
  INFO_MISSES_AT = 208,
};

/* The inodes that the kernel gives to its first namespaces (enum init_ns_ino in linux/nsfs.h). */
#define FIRST_PID_NAMESPACE 0xeffffffcu
#define FIRST_TIME_NAMESPACE 0xeffffffau

static bool in_namespace(const char *path, ino_t inode) {
  struct stat info;
  return stat(path, &info) != 0 || info.st_ino == inode;
}

static bool kernel_is_older(unsigned major, unsigned minor) {
  struct utsname name;
  unsigned its_major = 0, its_minor = 0;
  uname(&name);
  sscanf(name.release, "%u.%u", &its_major, &its_minor);
  return its_major < major || (its_major == major && its_minor < minor);
}

static bool is_locked_down(void) {
  char text[128];
  return read_file("/sys/kernel/security/lockdown", text, sizeof text) > 0 && strstr(text, "[confidentiality]");
}

const char *loader_obstacle(void) {
  if (kernel_is_older(5, 17)) return "needs Linux 5.17 or later";
  if (access("/sys/kernel/btf/vmlinux", F_OK) != 0) return "this kernel does not describe its types (CONFIG_DEBUG_INFO_BTF)";
  if (is_locked_down()) return "kernel lockdown (confidentiality) forbids it";
  /* The kernel speaks of process ids and start times as its first namespaces know them. */
  if (!in_namespace("/proc/self/ns/pid", FIRST_PID_NAMESPACE)) return "not in the initial pid namespace";
  if (!in_namespace("/proc/self/ns/time", FIRST_TIME_NAMESPACE)) return "not in the initial time namespace";
  return NULL;
}

static struct capture *load(uid_t only_user, bool with_paths, char *log, size_t log_bytes) {
  struct capture *program = capture__open();
  if (!program) return NULL;
  program->rodata->only_user = only_user;
  program->rodata->with_paths = with_paths;
  program->ctx.log_level = log ? LOG_LEVEL : 0;
  program->ctx.log_size = (uint32_t)log_bytes;
  program->ctx.log_buf = (uintptr_t)log;
  int error = capture__load(program);
  if (error == 0) error = capture__attach(program) < 0 ? -errno : 0;
  if (error == 0) return program;
  capture__destroy(program);
  errno = -error;
  return NULL;
}

/* The last line of the verifier that says something: behind it come only statistics. */
static const char *last_complaint(char *log) {
  const char *last = "";
  for (char *line = strtok(log, "\n"); line; line = strtok(NULL, "\n"))
    if (*line && strncmp(line, "processed ", 10) != 0) last = line;
  return last;
}

static void explain(uid_t only_user, char *why, size_t capacity) {
  static char log[LOG_BYTES];
  int reason = errno;
  if (reason == EPERM) {
    snprintf(why, capacity, "the kernel refused it (%s): not in the initial user namespace, or a security policy",
             strerror(reason));
    return;
  }
  struct capture *program = load(only_user, false, log, sizeof log);
  if (program) capture__destroy(program);
  const char *complaint = last_complaint(log);
  snprintf(why, capacity, "the kernel refused it (%s)%s%.*s", strerror(reason), *complaint ? ": " : "", LOG_TAIL_BYTES,
           complaint);
}

bool loader_open(struct loader *loader, uid_t only_user, char *why, size_t capacity) {
  loader->program = load(only_user, true, NULL, 0);
  /* Other versions of the verifier may find the paths too much. */
  if (!loader->program && errno != EPERM) loader->program = load(only_user, false, NULL, 0);
  if (!loader->program) {
    explain(only_user, why, capacity);
    return false;
  }
  if (ring_open(&loader->ring, loader->program->maps.ring.map_fd, CAPTURE_RING_BYTES)) {
    loader->program->maps.ring.map_fd = -1;
    return true;
  }
  snprintf(why, capacity, "cannot read its ring buffer (%s)", strerror(errno));
  capture__destroy(loader->program);
  return false;
}

/* How often the kernel left a program out because it was running on that CPU already. */
static uint64_t misses_of(int prog_fd) {
  uint64_t info[INFO_MISSES_AT / sizeof(uint64_t) + 1] = {0};
  union bpf_attr attr = {.info = {.bpf_fd = (uint32_t)prog_fd, .info_len = sizeof info, .info = (uintptr_t)info}};
  if (skel_sys_bpf(BPF_OBJ_GET_INFO_BY_FD, &attr, sizeof attr.info) != 0) return 0;
  return info[INFO_MISSES_AT / sizeof(uint64_t)];
}

uint64_t loader_take_lost(struct loader *loader) {
  const struct capture *program = loader->program;
  uint64_t now = clock_mono_ns();
  if (now >= loader->next_look) {
    loader->misses = misses_of(program->progs.on_exec.prog_fd) + misses_of(program->progs.on_exit.prog_fd);
    loader->next_look = now + NS_PER_S;
  }
  uint64_t lost = __atomic_load_n(&program->bss->dropped, __ATOMIC_RELAXED) + loader->misses;
  uint64_t new = lost - loader->lost;
  loader->lost = lost;
  return new;
}

void loader_close(struct loader *loader) {
  ring_close(&loader->ring);
  capture__destroy(loader->program);
}

#else

const char *loader_obstacle(void) { return "not made for this kind of processor"; }

bool loader_open(struct loader *loader, uid_t only_user, char *why, size_t capacity) {
  (void)loader, (void)only_user, (void)why, (void)capacity;
  return false;
}

uint64_t loader_take_lost(struct loader *loader) { return loader->lost; }

void loader_close(struct loader *loader) { (void)loader; }

#endif
