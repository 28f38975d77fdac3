/*
 * The kernel's types, as far as capture.bpf.c reads them. Where each field really lies is found out when the program is
 * loaded (BPF CO-RE), so order and what is left out do not matter.
 */
#pragma once

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

typedef struct {
  int counter;
} atomic_t;

typedef struct {
  unsigned int val;
} kuid_t;

struct hlist_bl_node {
  struct hlist_bl_node **pprev;
};

struct qstr {
  const unsigned char *name;
};

struct dentry {
  struct hlist_bl_node d_hash;
  struct dentry *d_parent;
  struct qstr d_name;
};

struct vfsmount {
  struct dentry *mnt_root;
};

struct mount {
  struct mount *mnt_parent;
  struct dentry *mnt_mountpoint;
  struct vfsmount mnt;
};

struct path {
  struct vfsmount *mnt;
  struct dentry *dentry;
};

struct file {
  struct path f_path;
};

struct fs_struct {
  struct path pwd;
};

struct mm_struct {
  unsigned long arg_start, arg_end;
  struct file *exe_file;
};

struct cred {
  kuid_t uid, euid;
};

struct upid {
  int nr;
};

struct pid {
  struct upid numbers[1];
};

struct tty_driver {
  int major, minor_start;
};

struct tty_struct {
  struct tty_driver *driver;
  int index;
};

struct signal_struct {
  atomic_t live;
  int group_exit_code;
  unsigned int flags;
  struct tty_struct *tty;
  struct pid *pids[4];
};

struct task_struct {
  int tgid, exit_code;
  struct task_struct *real_parent, *group_leader;
  struct mm_struct *mm;
  const struct cred *real_cred;
  struct fs_struct *fs;
  struct signal_struct *signal;
  unsigned long long start_boottime;
  char comm[16];
};

#pragma clang attribute pop

/* Places in signal_struct.pids. */
enum { PIDTYPE_PGID = 2, PIDTYPE_SID = 3 };

/* A bit of signal_struct.flags: group_exit_code is that of the whole process. */
enum { SIGNAL_GROUP_EXIT = 4 };
