#include "report.h"
#include "../protocol.h"
#include "command_line.h"
#include "inspect.h"
#include "nt.h"

/* The longest path of Windows. */
enum { PATH_UNITS_MAX = 32768 };

static void add_command_line(struct session *session, const WCHAR *text, size_t length) {
  static uint16_t block[COMMAND_LINE_UNITS_MAX + 1];
  line_utf16(&session->line, "cmdline", text, length);
  line_argv_utf16(&session->line, block, command_line_split(text, length, block));
}

static void add_paths(struct session *session, const struct process *process) {
  static WCHAR path[PATH_UNITS_MAX];
  DWORD program_length = PATH_UNITS_MAX;
  size_t length;
  if (process_program(process->handle, path, &program_length)) line_utf16(&session->line, "exe", path, program_length);
  if (process->memory && process_directory(process->handle, path, PATH_UNITS_MAX, &length))
    line_utf16(&session->line, "cwd", path, length);
}

static void send_portrait(struct session *session, const char *type, const struct process *process,
                          const struct sighting *sighting) {
  struct line *line = &session->line;
  line_begin(line, type);
  line_unsigned(line, "pid", process->pid);
  if (process->ppid) line_unsigned(line, "ppid", process->ppid);
  line_unsigned(line, "start", process->start);
  line_unsigned(line, "ts", process->ts);
  if (sighting->name_length > 0) line_utf16(line, "comm", sighting->name, sighting->name_length);
  if (sighting->command_line) add_command_line(session, sighting->command_line, sighting->command_line_length);
  else line_raw(line, ",\"lost\":1");
  if (process->handle) add_paths(session, process);
  session_send(session);
}

void report_exec(struct session *session, const struct process *process, const struct sighting *sighting) {
  session->counters.events++;
  if (!sighting->command_line) session->counters.lost++;
  send_portrait(session, "exec", process, sighting);
}

void report_snap(struct session *session, const struct process *process, const struct sighting *sighting) {
  send_portrait(session, "snap", process, sighting);
}

static void begin_exit(struct session *session, const struct process *process, uint64_t ts) {
  session->counters.events++;
  line_begin(&session->line, "exit");
  line_unsigned(&session->line, "pid", process->pid);
  line_unsigned(&session->line, "start", process->start);
  line_unsigned(&session->line, "ts", ts > process->ts ? ts : process->ts);
}

void report_exit(struct session *session, const struct process *process, uint64_t ts, uint32_t code) {
  begin_exit(session, process, ts);
  line_unsigned(&session->line, "code", code);
  session_send(session);
}

void report_vanished(struct session *session, const struct process *process, uint64_t ts) {
  begin_exit(session, process, ts);
  line_raw(&session->line, ",\"code\":null");
  session_send(session);
}
