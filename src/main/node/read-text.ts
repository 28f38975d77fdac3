import { readFile } from 'node:fs/promises';
import { fail, messageOf, ok } from '../../shared/result';
import type { FileContent } from '../ports';

/** Reads a whole file as UTF-8. */
export async function readText(path: string): Promise<FileContent> {
  try {
    return ok(await readFile(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return fail('not-found', `${path} does not exist`);
    return fail('unreadable', messageOf(error));
  }
}
