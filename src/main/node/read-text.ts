import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { fail, messageOf, ok } from '../../shared/result';
import type { FileContent } from '../ports';

export const largestMB = 2;

/** Reads a whole file as UTF-8. What is no regular file, or larger than 2 MB, is unreadable; this never waits for it. */
export async function readText(path: string): Promise<FileContent> {
  let file: FileHandle | undefined;
  try {
    // Otherwise to open a FIFO waits until somebody writes to it.
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const info = await file.stat();
    if (!info.isFile()) return fail('unreadable', `${path} is not a regular file`);
    if (info.size > largestMB * 1e6) return fail('unreadable', `${path} is larger than ${largestMB} MB`);
    return ok(await file.readFile('utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return fail('not-found', `${path} does not exist`);
    return fail('unreadable', messageOf(error));
  } finally {
    await file?.close();
  }
}
