/** Fields of a log line. Secrets in known places (token, password, authorization…) are redacted by the adapter. */
export type LogFields = Readonly<Record<string, unknown>>;

/** The hub's log: one JSON line per entry, in a file that rotates. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A log whose lines all carry these fields. */
  child(fields: LogFields): Log;
}
