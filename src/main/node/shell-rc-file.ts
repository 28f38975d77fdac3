import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { fail, messageOf, ok, type Result } from '../../shared/result';

/** The whole file is taken into memory, and the hub waits for it. */
const largestMB = 10;

/** A small file of settings, as text with one character for each byte; undefined when there is none. */
export function readRcFile(path: string): Result<string | undefined, 'not-writable'> {
  try {
    const info = lstatSync(path, { throwIfNoEntry: false });
    if (!info) return ok(undefined);
    const target = statSync(path, { throwIfNoEntry: false });
    if (!target)
      return fail(
        'not-writable',
        `${path} is a link to a file that does not exist. Remove the link, or make the file.`,
      );
    if (process.getuid?.() === 0 && target.uid !== 0)
      return fail('not-writable', `${path} belongs to another user. Run this as that user, without sudo.`);
    if (!target.isFile()) return fail('not-writable', `${path} is not a file.`);
    if (target.size > largestMB * 1e6)
      return fail('not-writable', `${path} is larger than ${largestMB} MB, which no file of settings should be.`);
    return ok(readFileSync(path, 'latin1'));
  } catch (error) {
    return fail('not-writable', `${path} cannot be read: ${messageOf(error)}`);
  }
}

/**
 * Replaces the file in one step, with its owner and permissions; `text` undefined removes it. A linked file is written
 * where it is.
 */
export function writeRcFile(path: string, text: string | undefined): Result<void, 'not-writable'> {
  try {
    const before = statSync(path, { throwIfNoEntry: false });
    const real = before ? realpathSync(path) : path;
    // Root may write it all the same, but whoever took the permission away meant it.
    if (before && (before.mode & 0o222) === 0) {
      return fail('not-writable', `${real} is read-only. Make it writable (chmod u+w), then try again.`);
    }
    if (text === undefined) rmSync(real, { force: true });
    // A file with several names stays one file.
    else if (before && before.nlink > 1) writeFileSync(real, text, 'latin1');
    else replace(real, text, before);
    return ok(undefined);
  } catch (error) {
    return fail('not-writable', `${path} cannot be written: ${messageOf(error)}`);
  }
}

/** Writes a whole file beside the one in place, then puts it there. */
export function replace(path: string, text: string, like?: { mode: number; uid: number; gid: number }): void {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const fd = openSync(draft, 'wx', like ? 0o600 : 0o644);
  try {
    writeFileSync(fd, text, 'latin1');
    fsyncSync(fd);
    if (like) {
      const { uid, gid } = statSync(draft);
      if (uid !== like.uid || gid !== like.gid) chownSync(draft, like.uid, like.gid);
      chmodSync(draft, like.mode & 0o7777);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  } finally {
    closeSync(fd);
  }
}
