import { basename, dirname } from 'node:path';
import { pino } from 'pino';
import { createStream } from 'rotating-file-stream';
import type { Scope } from '../../shared/scope';
import { maskText } from '../../shared/vocabulary';
import type { Log, LogFields } from '../ports';
import { redactFields } from './redaction';

const maxBytes = '5M';
const keptFiles = 5;

/**
 * A log in `file`: one JSON line per entry, mode 0600, begun anew at 5 MB with five older files kept beside it.
 * A disk that is full or a directory that went away costs log lines, never the hub; it is said once on stderr.
 */
export function createLog(file: string, scope: Scope): Log {
  const stream = createStream(basename(file), {
    path: dirname(file),
    size: maxBytes,
    maxFiles: keptFiles,
    mode: 0o600,
  });
  let complained = false;
  stream.on('error', (error: Error) => {
    if (complained) return;
    complained = true;
    process.stderr.write(`VibeRot cannot write its log ${file}: ${error.message}\n`);
  });
  const logger = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      level: process.env.VIBEROT_LOG_LEVEL ?? 'info',
      formatters: { level: (label) => ({ level: label }) },
    },
    stream,
  );
  scope.defer(() => new Promise<void>((resolve) => stream.end(resolve)));
  return wrap(logger);
}

function wrap(logger: pino.Logger): Log {
  const write = (level: 'debug' | 'info' | 'warn' | 'error') => (message: string, fields?: LogFields) => {
    if (logger.isLevelEnabled(level)) logger[level](redactFields(fields ?? {}) as object, maskText(message));
  };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: (fields) => wrap(logger.child(redactFields(fields) as pino.Bindings)),
  };
}
