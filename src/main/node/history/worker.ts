import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../../../shared/result';
import { codeOf } from './connection';
import { createDatabase } from './database';
import type { Answer, Call, ThreadData } from './thread';

/** A thread that does the calls of the history's database, in their order. */
const { file, readOnly } = workerData as ThreadData;
const database = createDatabase(file, readOnly);

parentPort?.on('message', ({ id, name, asked }: Call) => {
  try {
    if (name === 'close') {
      database.close();
      parentPort?.close();
      return;
    }
    const call = database[name] as (...asked: unknown[]) => unknown;
    answer({ id, value: call(...asked) });
  } catch (error) {
    answer({ id, problem: explain(error) });
  }
});

function answer(answer: Answer): void {
  parentPort?.postMessage(answer);
}

function explain(error: unknown): string {
  const message = messageOf(error);
  const code = codeOf(error);
  if (code.startsWith('SQLITE_FULL') || code === 'ENOSPC') return `The disk is full, so ${file} cannot be written.`;
  if (/^(SQLITE_(READONLY|CANTOPEN|IOERR)|EACCES|EISDIR|EROFS|EPERM)/.test(code))
    return `${file} cannot be used: ${message}.`;
  return message;
}
