import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Log, LogFields } from '../ports';

const longestFile = 1024 * 1024;

/**
 * A log for a process that must stay small: JSON lines in a file of this user (0600), which begins anew at 1 MB, with
 * the one before it beside it. A line that can't be written is lost. What it is given must hold no secrets.
 */
export function createSmallLog(file: string, fixed: LogFields = {}): Log {
  const write = (level: string) => (message: string, fields?: LogFields) => {
    const line = { level, time: new Date().toISOString(), ...fixed, ...fields, msg: message };
    try {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > longestFile) renameSync(file, `${file}.1`);
      appendFileSync(file, `${JSON.stringify(line, errorsAsText)}\n`, { mode: 0o600 });
    } catch {
      // Nobody could be told.
    }
  };
  return {
    ...{ debug: () => {}, info: write('info'), warn: write('warn'), error: write('error') },
    child: (fields) => createSmallLog(file, { ...fixed, ...fields }),
  };
}

function errorsAsText(_key: string, value: unknown): unknown {
  return value instanceof Error ? { message: value.message, stack: value.stack } : value;
}
