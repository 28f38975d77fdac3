/*
 * Runs in the kernel at each exec and each end of a process, and writes a record into a ring. Compiled by
 * scripts/build-bpf.mjs into capture.lskel.h.
 *
 * Paths come before arguments: the verifier follows every possible length of what was written so far, and it copes with
 * many lengths of a name far better than with those of the arguments.
 */
#include <linux/types.h>
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_tracing.h>
#include "capture.h"
#include "kernel_types.h"

char LICENSE[] SEC("license") = "Dual MIT/GPL";

/* Only processes of this real user, or CAPTURE_ALL_USERS. */
const volatile unsigned int only_user = CAPTURE_ALL_USERS;
/* Left out where the verifier does not like it. */
const volatile int with_paths = 1;

/* Records for which the ring had no room. */
unsigned long long dropped = 0;

struct {
  __uint(type, BPF_MAP_TYPE_RINGBUF);
  __uint(max_entries, CAPTURE_RING_BYTES);
} ring SEC(".maps");

/* A record is too large for the stack; nothing else runs on this CPU meanwhile. */
struct {
  __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
  __uint(max_entries, 1);
  __type(key, unsigned int);
  __type(value, struct capture_exec);
} scratch SEC(".maps");

static __always_inline void fill_head(struct capture_head *head, struct task_struct *task, unsigned int type) {
  head->type = type;
  head->pid = BPF_CORE_READ(task, tgid);
  head->ts = bpf_ktime_get_ns();
  head->boot_time = BPF_CORE_READ(task, group_leader, start_boottime);
}

/* A file, and how many bytes of names the record has already. */
struct walk {
  struct dentry *dentry;
  struct vfsmount *mnt;
  unsigned long long length;
};

/*
 * Appends the names on the way from a file up to the root of its mounts, as the kernel's d_path does it. Returns the
 * flags in the upper and the new length in the lower half. Not static, so that it is verified only once.
 */
__noinline int append_path(struct capture_exec *exec, const struct walk *walk) {
  if (!exec || !walk) return 0;
  struct dentry *dentry = walk->dentry;
  struct vfsmount *mnt = walk->mnt;
  unsigned long long length = walk->length;
  unsigned int flags = 0;
  for (int i = 0; i < CAPTURE_LEVELS_MAX; i++) {
    struct dentry *parent = BPF_CORE_READ(dentry, d_parent);
    if (dentry == BPF_CORE_READ(mnt, mnt_root)) {
      struct mount *mount = (void *)mnt - bpf_core_field_offset(struct mount, mnt);
      struct mount *above = BPF_CORE_READ(mount, mnt_parent);
      if (above == mount) return (int)((flags | CAPTURE_PATH_WHOLE) << 16 | length);
      dentry = BPF_CORE_READ(mount, mnt_mountpoint);
      mnt = (void *)above + bpf_core_field_offset(struct mount, mnt);
      continue;
    }
    if (length > CAPTURE_PATHS_MAX - CAPTURE_NAME_MAX) break;
    long added = bpf_probe_read_kernel_str(&exec->data[length], CAPTURE_NAME_MAX, BPF_CORE_READ(dentry, d_name.name));
    if (added <= 0 || added > CAPTURE_NAME_MAX) break;
    /* Before the first step up: without a place in the directory it was deleted. */
    if (i == 0 && !BPF_CORE_READ(dentry, d_hash.pprev)) flags |= CAPTURE_PATH_DELETED;
    length += added;
    /* A file that never had a directory, such as that of memfd_create. */
    if (dentry == parent) return (int)((CAPTURE_PATH_WHOLE | CAPTURE_PATH_DELETED) << 16 | length);
    dentry = parent;
  }
  return (int)(flags << 16 | length);
}

/* Returns how many bytes of names there are now. */
static __always_inline unsigned long long fill_path(struct capture_exec *exec, struct capture_path *path,
                                                    struct dentry *dentry, struct vfsmount *mnt,
                                                    unsigned long long length) {
  struct walk walk = {.dentry = dentry, .mnt = mnt, .length = length};
  unsigned int result = (unsigned int)append_path(exec, &walk);
  unsigned int end = result & 0xffff;
  path->length = end - length;
  path->flags = result >> 16;
  return end;
}

static __always_inline unsigned int terminal_of(struct task_struct *task) {
  struct tty_struct *tty = BPF_CORE_READ(task, signal, tty);
  if (!tty) return 0;
  unsigned int major = BPF_CORE_READ(tty, driver, major);
  unsigned int minor = BPF_CORE_READ(tty, driver, minor_start) + BPF_CORE_READ(tty, index);
  return (minor & 0xff) | major << 8 | (minor & ~0xffu) << 12;
}

SEC("tp_btf/sched_process_exec")
int BPF_PROG(on_exec, struct task_struct *task) {
  unsigned int zero = 0;
  if (only_user != CAPTURE_ALL_USERS && BPF_CORE_READ(task, real_cred, uid.val) != only_user) return 0;
  struct capture_exec *exec = bpf_map_lookup_elem(&scratch, &zero);
  if (!exec) return 0;
  struct mm_struct *mm = BPF_CORE_READ(task, mm);
  fill_head(&exec->head, task, CAPTURE_EXEC);
  exec->ppid = BPF_CORE_READ(task, real_parent, tgid);
  exec->uid = BPF_CORE_READ(task, real_cred, euid.val);
  exec->sid = BPF_CORE_READ(task, signal, pids[PIDTYPE_SID], numbers[0].nr);
  exec->pgid = BPF_CORE_READ(task, signal, pids[PIDTYPE_PGID], numbers[0].nr);
  exec->tty = terminal_of(task);
  BPF_CORE_READ_INTO(&exec->comm, task, comm);
  exec->cwd = exec->exe = (struct capture_path){};

  unsigned long long length = 0;
  if (with_paths) {
    struct path cwd = BPF_CORE_READ(task, fs, pwd), exe = BPF_CORE_READ(mm, exe_file, f_path);
    length = fill_path(exec, &exec->cwd, cwd.dentry, cwd.mnt, length);
    length = fill_path(exec, &exec->exe, exe.dentry, exe.mnt, length);
    if (length > CAPTURE_PATHS_MAX) return 0;
  }

  unsigned long first = BPF_CORE_READ(mm, arg_start);
  unsigned long long argv = exec->argv_total = BPF_CORE_READ(mm, arg_end) - first;
  if (argv > CAPTURE_ARGV_MAX) argv = CAPTURE_ARGV_MAX;
  if (argv > 0 && bpf_probe_read_user(&exec->data[length], argv, (void *)first)) argv = 0;
  exec->argv_length = argv;
  unsigned long long size = CAPTURE_EXEC_HEAD + length + argv;
  if (size > sizeof *exec) return 0;
  if (bpf_ringbuf_output(&ring, exec, size, 0)) __sync_fetch_and_add(&dropped, 1);
  return 0;
}

/* Called for each thread. When two threads end at the same time, both may be the last one: the reader takes the first. */
SEC("tp_btf/sched_process_exit")
int BPF_PROG(on_exit, struct task_struct *task) {
  if (BPF_CORE_READ(task, signal, live.counter) != 0) return 0;
  struct capture_exit *exit = bpf_ringbuf_reserve(&ring, sizeof *exit, 0);
  if (!exit) {
    __sync_fetch_and_add(&dropped, 1);
    return 0;
  }
  fill_head(&exit->head, task, CAPTURE_EXIT);
  if (BPF_CORE_READ(task, signal, flags) & SIGNAL_GROUP_EXIT) exit->status = BPF_CORE_READ(task, signal, group_exit_code);
  else exit->status = BPF_CORE_READ(task, group_leader, exit_code);
  exit->unused = 0;
  bpf_ringbuf_submit(exit, 0);
  return 0;
}
