/*
 * Stands in for libbpf's bpf.h, which skel_internal.h includes: the part of the bpf system call that is used, with the
 * layouts of include/uapi/linux/bpf.h. Our own, because the headers of older systems do not know all of it.
 */
#pragma once
#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <linux/types.h>

enum bpf_cmd {
  BPF_MAP_CREATE = 0,
  BPF_MAP_UPDATE_ELEM = 2,
  BPF_MAP_DELETE_ELEM = 3,
  BPF_PROG_LOAD = 5,
  BPF_PROG_RUN = 10,
  BPF_MAP_GET_FD_BY_ID = 14,
  BPF_OBJ_GET_INFO_BY_FD = 15,
  BPF_RAW_TRACEPOINT_OPEN = 17,
  BPF_LINK_CREATE = 28,
};

enum bpf_map_type { BPF_MAP_TYPE_ARRAY = 2 };
enum bpf_attach_type { BPF_CGROUP_INET_INGRESS = 0 };
enum { BPF_PROG_TYPE_SYSCALL = 31, BPF_F_SLEEPABLE = 1 << 4, BPF_OBJ_NAME_LEN = 16 };

struct bpf_insn {
  __u8 code;
  __u8 registers;
  __s16 off;
  __s32 imm;
};

union bpf_attr {
  struct {
    __u32 map_type, key_size, value_size, max_entries, map_flags, inner_map_fd, numa_node;
    char map_name[BPF_OBJ_NAME_LEN];
    __u32 map_ifindex, btf_fd, btf_key_type_id, btf_value_type_id, btf_vmlinux_value_type_id;
    __aligned_u64 map_extra;
  };
  struct {
    __u32 map_fd;
    __aligned_u64 key, value, flags;
  };
  struct {
    __u32 prog_type, insn_cnt;
    __aligned_u64 insns, license;
    __u32 log_level, log_size;
    __aligned_u64 log_buf;
    __u32 kern_version, prog_flags;
    char prog_name[BPF_OBJ_NAME_LEN];
    __u32 prog_ifindex, expected_attach_type, prog_btf_fd, func_info_rec_size;
    __aligned_u64 func_info;
    __u32 func_info_cnt, line_info_rec_size;
    __aligned_u64 line_info;
    __u32 line_info_cnt, attach_btf_id, attach_prog_fd, core_relo_cnt;
    __aligned_u64 fd_array;
  };
  struct {
    __u32 prog_fd, retval, data_size_in, data_size_out;
    __aligned_u64 data_in, data_out;
    __u32 repeat, duration, ctx_size_in, ctx_size_out;
    __aligned_u64 ctx_in, ctx_out;
    __u32 flags, cpu, batch_size;
  } test;
  __u32 map_id;
  struct {
    __u32 bpf_fd, info_len;
    __aligned_u64 info;
  } info;
  struct {
    __aligned_u64 name;
    __u32 prog_fd;
  } raw_tracepoint;
  struct {
    __u32 prog_fd, target_fd, attach_type, flags;
    __aligned_u64 iter_info;
    __u32 iter_info_len;
  } link_create;
};
