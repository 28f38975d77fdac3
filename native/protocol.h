/*
 * The wire protocol between a native probe and the app, shared by the probes of all systems.
 *
 * The probe connects to the app and writes one JSON object per line (UTF-8). Field "t" is the type:
 *   hello    who the probe is, what it can see and why it chose this way of looking
 *   snap     a process that exists already; snapend closes the list
 *   exec     a process started a program ("lost": its arguments could not be read in time)
 *   exit     a process reported by snap or exec has ended ("code": null when nobody can tell how)
 *   drop     n messages were lost between kernel and probe ("netlink") or n lines between probe and app ("socket")
 *   resync   follows a drop: snaps and a snapend come next, with exec and exit lines in between as they happen.
 *            A process that neither snap nor exec mentioned between resync and snapend is over.
 *   hb       a sign of life with counters: events = exec and exit lines, lost = execs without arguments,
 *            dropped = everything counted by drop lines
 *   bye      the last line, with the same counters and what the probe has cost
 *
 * A process is identified by (pid, start). The unit of start is the system's own (Linux: ticks since boot; macOS and
 * Windows: microseconds since 1970) and its value below 2^53: it is only ever compared. Bytes that are not UTF-8 travel
 * as lone surrogates \udc80 to \udcff; on Windows, where text is UTF-16, a lone surrogate is just that.
 * Unknown fields are left out rather than null.
 *
 * Windows has no exec without a new process, hands each program one string ("cmdline"), of which "argv" is what
 * CommandLineToArgvW makes, and knows no uid, sid, pgid, tty or sig: a crash is a code such as 3221225477 (0xC0000005).
 */
#pragma once

/* Version of the lines described above; the app refuses another one. */
#define PROTOCOL_VERSION 1

/* Version of the probe itself; the build script passes the one of package.json. */
#ifndef PROBE_VERSION
#define PROBE_VERSION "0.1.0"
#endif

enum {
  /* Longer command lines are cut here and marked "trunc". */
  ARGV_BYTES_MAX = 256 << 10,
  /* Lines that the app has not read yet; beyond that whole new lines are dropped and counted. A power of two. */
  QUEUE_BYTES_MAX = 8 << 20,
  /* After a drop, lines are taken again as soon as this much of the queue is free. */
  QUEUE_BYTES_RESUME = 2 << 20,
  HEARTBEAT_MS = 5000,
  TOKEN_BYTES_MAX = 4096,
};
