#include "process_event.h"
#include <string.h>

enum { SID_AUTHORITIES_MAX = 15, SID_REVISION_1 = 1 };

/* What is left of a payload. */
struct rest {
  const unsigned char *at;
  size_t length;
};

static bool skip(struct rest *rest, size_t length) {
  if (length > rest->length) return false;
  rest->at += length;
  rest->length -= length;
  return true;
}

static bool take_u32(struct rest *rest, uint32_t *value) {
  if (rest->length < sizeof *value) return false;
  memcpy(value, rest->at, sizeof *value);
  return skip(rest, sizeof *value);
}

/* No user is a zero. Otherwise a TOKEN_USER comes first, whose two pointers mean nothing here. */
static bool skip_user(struct rest *rest, size_t pointer_bytes) {
  struct rest ahead = *rest;
  uint32_t user;
  if (!take_u32(&ahead, &user)) return false;
  if (user == 0) return skip(rest, sizeof user);
  if (!skip(rest, 2 * pointer_bytes) || rest->length < 8) return false;
  unsigned revision = rest->at[0], authorities = rest->at[1];
  return revision == SID_REVISION_1 && authorities <= SID_AUTHORITIES_MAX && skip(rest, 8 + 4 * authorities);
}

static bool take_name(struct rest *rest, struct process_event *event) {
  const unsigned char *end = memchr(rest->at, 0, rest->length);
  if (!end) return false;
  event->name = (const char *)rest->at;
  event->name_length = (size_t)(end - rest->at);
  return skip(rest, event->name_length + 1);
}

/* Windows cuts a command line that would make the event too long, so its NUL may be missing. */
static void take_command_line(struct rest *rest, struct process_event *event) {
  size_t units = rest->length / 2, length = 0;
  while (length < units && (rest->at[2 * length] || rest->at[2 * length + 1])) length++;
  if (length == 0) return;
  event->command_line = rest->at;
  event->command_line_length = length;
}

bool process_event_parse(struct process_event *event, unsigned version, size_t pointer_bytes, const void *payload,
                         size_t length) {
  struct rest rest = {.at = payload, .length = length};
  uint32_t session;
  *event = (struct process_event){0};
  /* Older ones have no command line; later ones have had more fields at the end, so far. */
  if (version < 2 || (pointer_bytes != 4 && pointer_bytes != 8)) return false;
  if (!skip(&rest, pointer_bytes)) return false;
  if (!take_u32(&rest, &event->pid) || !take_u32(&rest, &event->ppid)) return false;
  if (!take_u32(&rest, &session) || !take_u32(&rest, &event->status)) return false;
  size_t page_directory = version >= 3 ? pointer_bytes : 0, flags = version >= 4 ? sizeof(uint32_t) : 0;
  if (!skip(&rest, page_directory + flags) || !skip_user(&rest, pointer_bytes)) return false;
  if (!take_name(&rest, event)) return false;
  take_command_line(&rest, event);
  return true;
}
