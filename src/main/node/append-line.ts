import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { fail, messageOf, ok } from '../../shared/result';
import type { Files } from '../ports';

type Written = Awaited<ReturnType<Files['appendLine']>>;

/** Lines that are written together. */
interface Batch {
  readonly lines: string[];
  length: number;
  readonly written: Promise<Written>;
}

/** Characters that may wait for a disk that is slow. */
const mostWaiting = 16_000_000;

/**
 * Adds lines to files, in the order in which they come. A storm of lines for a file is written in a few large parts, by
 * one writer. What is no regular file is refused: to write to a FIFO may wait for ever, and all other files with it.
 */
export function createLineAppender(): Files['appendLine'] {
  const waiting = new Map<string, Batch>();
  const last = new Map<string, Promise<Written>>();

  function begin(path: string): Batch {
    const lines: string[] = [];
    const written = (last.get(path) ?? Promise.resolve()).then(() => {
      waiting.delete(path);
      return appendText(path, `${lines.join('\n')}\n`);
    });
    last.set(path, written);
    void written.then(() => {
      if (last.get(path) === written) last.delete(path);
    });
    const batch = { lines, length: 0, written };
    waiting.set(path, batch);
    return batch;
  }

  return async (path, line) => {
    const batch = waiting.get(path) ?? begin(path);
    if (batch.length > mostWaiting) return fail('not-writable', 'more lines come than the disk can take');
    batch.lines.push(line);
    batch.length += line.length;
    return batch.written;
  };
}

async function appendText(path: string, text: string): Promise<Written> {
  const { O_WRONLY, O_APPEND, O_CREAT } = constants;
  try {
    // Windows has no O_NONBLOCK.
    const file = await open(path, O_WRONLY | O_APPEND | O_CREAT | (constants.O_NONBLOCK ?? 0), 0o600);
    try {
      if (!(await file.stat()).isFile()) return fail('not-writable', `${path} is not a regular file`);
      await file.writeFile(text);
      return ok(undefined);
    } finally {
      await file.close();
    }
  } catch (error) {
    return fail('not-writable', messageOf(error));
  }
}
