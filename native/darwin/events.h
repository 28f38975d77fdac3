/* The kqueue: what the processes we attach to do, and what concerns the session. */
#pragma once
#include <stdbool.h>
#include <sys/types.h>

enum event_kind {
  EVENT_PROCESS,
  EVENT_SIGNAL,       /* TERM, INT or HUP */
  EVENT_STDIN,        /* has something to read, or has ended */
  EVENT_READER_READY, /* the sink takes more */
  EVENT_READER_GONE,
};

/* Of one process, several things that happened since the last event may come as one. Their order is not known. */
struct event {
  enum event_kind kind;
  pid_t pid;
  bool forked;
  bool execed;
  bool exited; /* nothing follows */
  bool status_known;
  int status; /* wait status, when known */
};

enum attach_result {
  ATTACH_DONE,
  ATTACH_GONE,   /* there is no such process (any more) */
  ATTACH_FAILED, /* with errno set */
};

/* Opens the queue. Returns false with errno set. */
bool events_open(void);

/* Tells of signals from now on, which no longer end us. Returns false with errno set. */
bool events_watch_signals(void);

/* Tells of stdin; false when it cannot be watched. */
bool events_watch_stdin(void);

/* Tells when the reader of the sink goes away, as far as this kind of file allows. */
void events_watch_reader(int fd, bool is_socket);

/* Starts or stops telling when the sink takes more. */
void events_await_reader(int fd, bool is_socket, bool wanted);

/* Tells what the process does from now on; what it did before has to be found out by looking at it. */
enum attach_result events_attach(pid_t pid);

/* Stops telling, and drops what has not been read. */
void events_detach(pid_t pid);

/* Waits at most timeout_ms; returns how many events there are, fewer than capacity when the queue is empty. */
int events_wait(int timeout_ms, struct event *events, int capacity);
