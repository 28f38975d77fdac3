#define _GNU_SOURCE /* for recvmmsg */
#include "connector.h"
#include "proc.h"
#include <errno.h>
#include <linux/connector.h>
#include <linux/netlink.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { RECEIVE_BYTES = 4 << 20, ACK_TIMEOUT_MS = 500, MESSAGE_BYTES = 256 };

static bool fail(struct connector *connector, const char *what, const char *because, char *why, size_t capacity) {
  snprintf(why, capacity, "%s (%s)%s", what, strerror(errno), because);
  if (connector->fd >= 0) close(connector->fd);
  return false;
}

static const char *because_of(int error) {
  switch (error) {
    case ECONNREFUSED: return ": not in the initial network namespace";
    case EPERM: return ": before Linux 6.6 only root may listen";
    case EPROTONOSUPPORT: return ": this kernel was built without the proc connector";
    default: return "";
  }
}

/*
 * Sends the subscription as four bytes, the form that all kernels know and that asks for every kind of event. A choice
 * of kinds would leave holes in the numbering, which then could not be told from losses.
 */
static bool subscribe(struct connector *connector) {
  static const uint32_t operation = PROC_CN_MCAST_LISTEN;
  _Alignas(struct nlmsghdr) char request[NLMSG_LENGTH(sizeof(struct cn_msg) + sizeof operation)];
  struct nlmsghdr *header = (struct nlmsghdr *)request;
  struct cn_msg *message = NLMSG_DATA(header);
  *header = (struct nlmsghdr){.nlmsg_len = sizeof request, .nlmsg_type = NLMSG_DONE};
  *message = (struct cn_msg){
      .id = {CN_IDX_PROC, CN_VAL_PROC}, .ack = (uint32_t)getpid(), .len = sizeof operation};
  memcpy(message->data, &operation, sizeof operation);
  return send(connector->fd, request, sizeof request, 0) == sizeof request;
}

/* A gap in the numbers of one CPU is exactly what was lost on it. */
static void count_gap(struct connector *connector, uint32_t cpu, uint32_t number) {
  if (cpu >= CONNECTOR_CPUS_MAX) return;
  uint32_t gap = number - (uint32_t)connector->next[cpu];
  bool known = connector->next[cpu] != 0;
  connector->next[cpu] = (UINT64_C(1) << 32) | (uint32_t)(number + 1);
  if (!known || gap > INT32_MAX) return;
  uint64_t assumed = gap < connector->assumed ? gap : connector->assumed;
  connector->assumed -= assumed;
  connector->lost += gap - assumed;
}

/* Copies the event of a message, which is not aligned there, and counts what was lost before it. */
static const struct proc_event *event_of(struct connector *connector, const struct cn_msg *message) {
  static struct proc_event event;
  memcpy(&event, message->data, sizeof event);
  count_gap(connector, event.cpu, message->seq);
  return &event;
}

const struct cn_msg *connector_message(const void *bytes, size_t length) {
  const struct nlmsghdr *header = bytes;
  if (!NLMSG_OK(header, length)) return NULL;
  const struct cn_msg *message = NLMSG_DATA(header);
  bool whole = NLMSG_PAYLOAD(header, 0) >= sizeof *message + sizeof(struct proc_event);
  return whole && message->id.idx == CN_IDX_PROC ? message : NULL;
}

/* The messages that one call has read. */
static struct {
  _Alignas(struct nlmsghdr) char bytes[CONNECTOR_BATCH][MESSAGE_BYTES];
  struct sockaddr_nl senders[CONNECTOR_BATCH];
  struct mmsghdr headers[CONNECTOR_BATCH];
} batch;

/* Reads as many messages as there are; false when there are none. */
static bool receive_batch(struct connector *connector) {
  static struct iovec vectors[CONNECTOR_BATCH];
  for (int i = 0; i < CONNECTOR_BATCH; i++) {
    vectors[i] = (struct iovec){.iov_base = batch.bytes[i], .iov_len = MESSAGE_BYTES};
    batch.headers[i].msg_hdr = (struct msghdr){
        .msg_name = &batch.senders[i], .msg_namelen = sizeof batch.senders[i], .msg_iov = &vectors[i], .msg_iovlen = 1};
  }
  int count = recvmmsg(connector->fd, batch.headers, CONNECTOR_BATCH, MSG_DONTWAIT, NULL);
  if (count < 0 && errno == ENOBUFS && connector->lost == 0) {
    /* How many is known when the next message of that CPU comes, which may take long. */
    connector->lost = 1;
    connector->assumed++;
  }
  connector->taken = 0;
  connector->batch = count > 0 ? count : 0;
  return count > 0 || errno == ENOBUFS || errno == EINTR;
}

/* The next message; NULL when there is none yet, or one of another kind. */
static const struct cn_msg *receive(struct connector *connector, bool *empty) {
  /* A call that did not fill the batch has read all there was: the next one can wait for epoll. */
  bool read_all = connector->batch > 0 && connector->batch < CONNECTOR_BATCH;
  if (connector->taken == connector->batch) {
    connector->batch = connector->taken = 0;
    *empty = read_all || !receive_batch(connector);
    if (connector->batch == 0) return NULL;
  }
  *empty = false;
  int i = connector->taken++;
  bool from_kernel = batch.senders[i].nl_pid == 0;
  return from_kernel ? connector_message(batch.bytes[i], batch.headers[i].msg_len) : NULL;
}

enum connector_result connector_read(struct connector *connector, const struct proc_event **event) {
  bool empty;
  const struct cn_msg *message = receive(connector, &empty);
  if (!message) return empty ? CONNECTOR_EMPTY : CONNECTOR_SKIPPED;
  *event = event_of(connector, message);
  return CONNECTOR_EVENT;
}

/* Outside the initial pid and user namespaces the kernel takes the subscription and ignores it. */
static bool wait_for_ack(struct connector *connector) {
  uint64_t deadline = clock_mono_ns() + ACK_TIMEOUT_MS * NS_PER_MS;
  while (clock_mono_ns() < deadline) {
    bool empty;
    const struct cn_msg *message = receive(connector, &empty);
    if (message) {
      const struct proc_event *event = event_of(connector, message);
      if (event->what == PROC_EVENT_NONE && message->ack == (uint32_t)getpid() + 1) {
        errno = (int)event->event_data.ack.err;
        return errno == 0;
      }
    } else if (empty) {
      poll(&(struct pollfd){.fd = connector->fd, .events = POLLIN}, 1, ACK_TIMEOUT_MS / 10);
    }
  }
  errno = ETIMEDOUT;
  return false;
}

bool connector_open(struct connector *connector, char *why, size_t capacity) {
  connector->fd = socket(PF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_CONNECTOR);
  if (connector->fd < 0) return fail(connector, "netlink unavailable", because_of(errno), why, capacity);
  int bytes = RECEIVE_BYTES;
  if (setsockopt(connector->fd, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof bytes) != 0)
    setsockopt(connector->fd, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
  struct sockaddr_nl address = {.nl_family = AF_NETLINK, .nl_groups = CN_IDX_PROC};
  if (bind(connector->fd, (struct sockaddr *)&address, sizeof address) != 0 || !subscribe(connector))
    return fail(connector, "netlink refused", because_of(errno), why, capacity);
  if (wait_for_ack(connector)) return true;
  const char *because = errno == ETIMEDOUT ? ": not in the initial pid and user namespaces" : because_of(errno);
  return fail(connector, errno == ETIMEDOUT ? "netlink silent" : "netlink refused", because, why, capacity);
}

uint64_t connector_take_lost(struct connector *connector) {
  uint64_t lost = connector->lost;
  connector->lost = 0;
  return lost;
}
