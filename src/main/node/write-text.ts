import { constants } from 'node:fs';
import { access, open, rm, writeFile } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import { fail, messageOf, ok } from '../../shared/result';
import type { Files } from '../ports';
import { largestMB } from './read-text';

export async function createText(path: string, text: string): ReturnType<Files['createText']> {
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(text);
    } catch (error) {
      // A full disk: half of it is worse than nothing.
      await rm(path, { force: true });
      return fail('not-writable', `${path} could not be written: ${messageOf(error)}`);
    } finally {
      await file.close();
    }
    return ok(true);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return ok(false);
    return fail('not-writable', messageOf(error));
  }
}

export async function replaceText(path: string, text: string): ReturnType<Files['replaceText']> {
  if (Buffer.byteLength(text) > largestMB * 1e6)
    return fail('not-writable', `${path} would be larger than ${largestMB} MB`);
  try {
    // A rename needs no permission for the file itself, but who took it away did not want the file to change.
    await access(path, constants.W_OK);
    await putText(path, text);
    return ok(undefined);
  } catch (error) {
    return fail('not-writable', messageOf(error));
  }
}

/**
 * The file holds the old text or the new one, whole, whatever happens meanwhile. Throws what the system says.
 * @param mode of a file that is new
 */
export async function putText(path: string, text: string | Uint8Array, mode?: number): Promise<void> {
  // The library takes no notice of how much it has written, so that on a full disk it would cut the file off.
  // Node's own writeFile does: so that one fills the new file, and the library does the rest.
  const tmpfileCreated = (created: string) => writeFile(created, text);
  await writeFileAtomic(path, '', { tmpfileCreated, ...(mode === undefined ? {} : { mode }) });
}
