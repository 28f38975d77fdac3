/* What the program in the kernel (capture.bpf.c) writes into the ring, and ring.c reads. */
#pragma once

enum { CAPTURE_EXEC = 1, CAPTURE_EXIT = 2 };

enum {
  CAPTURE_RING_BYTES = 4 << 20,
  /* Arguments beyond that are completed from /proc. A power of two. */
  CAPTURE_ARGV_MAX = 16 << 10,
  /* The names on the way to the working directory and to the program, together. A power of two. */
  CAPTURE_PATHS_MAX = 4 << 10,
  /* One name with its NUL: NAME_MAX + 1. */
  CAPTURE_NAME_MAX = 256,
  /* Names and mounts on the way from a file to the root. */
  CAPTURE_LEVELS_MAX = 256,
  CAPTURE_COMM_BYTES = 16,
};

/* Bits of capture_path.flags. */
enum {
  CAPTURE_PATH_WHOLE = 1,   /* without it, the path has to be read elsewhere */
  CAPTURE_PATH_DELETED = 2, /* the file has no name any more */
};

/* One value for nobody's user: -1 as uid_t. */
#define CAPTURE_ALL_USERS 0xffffffffu

struct capture_head {
  unsigned int type;
  unsigned int pid;             /* of the process, not the thread */
  unsigned long long ts;        /* monotonic ns */
  unsigned long long boot_time; /* of its start, in ns since boot */
};

struct capture_exit {
  struct capture_head head;
  int status; /* as wait(2) gives it */
  unsigned int unused;
};

/* The names of a path, the last one first, each with a NUL. */
struct capture_path {
  unsigned short length;
  unsigned short flags;
};

struct capture_exec {
  struct capture_head head;
  unsigned int ppid, uid, sid, pgid;
  unsigned int tty; /* encoded as in /proc/PID/stat, 0 when there is none */
  struct capture_path cwd, exe;
  unsigned int argv_length;      /* bytes that are here */
  unsigned long long argv_total; /* bytes that there are */
  char comm[CAPTURE_COMM_BYTES];
  char data[CAPTURE_PATHS_MAX + CAPTURE_ARGV_MAX]; /* the names of cwd, those of exe, the arguments */
};

#define CAPTURE_EXEC_HEAD __builtin_offsetof(struct capture_exec, data)
