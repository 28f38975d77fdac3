import { constants, type Dirent, type Stats } from 'node:fs';
import { copyFile, lstat, mkdir, open, readdir, readlink, realpath, rm } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fail, messageOf, ok, type Result } from '../../shared/result';
import type { CopyLimits, FileStart, Folders } from '../ports';

/** stat(2) counts blocks of 512 bytes, whatever the file system's own are. */
const blockBytes = 512;
/** Files looked at side by side; more would only wait for Node's four threads. */
const atOnce = 16;

/** Folders of this machine's file system. */
export function createFolders(): Folders {
  return { real, foldersIn, measure, readStart, copy, remove };
}

async function real(path: string): Promise<string | undefined> {
  return realpath(path).catch(() => undefined);
}

async function foldersIn(path: string): Promise<readonly string[]> {
  const entries = await list(path);
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

async function measure(path: string, signal: AbortSignal): Promise<{ bytes: number; modifiedAt: number }> {
  const seen = new Set<string>();
  const folders = [path];
  const top = await stats(path);
  let bytes = count(top);
  let modifiedAt = top?.mtimeMs ?? 0;

  function count(found: Stats | undefined): number {
    if (!found) return 0;
    if (found.nlink > 1 && !found.isDirectory()) {
      const id = `${found.dev}:${found.ino}`;
      if (seen.has(id)) return 0;
      seen.add(id);
    }
    // Windows does not tell blocks.
    return found.blocks === undefined ? found.size : found.blocks * blockBytes;
  }
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = await list(folder);
    for (let at = 0; at < entries.length; at += atOnce) {
      if (signal.aborted) return { bytes, modifiedAt };
      const parent = folder;
      const some = entries.slice(at, at + atOnce).map(({ name }) => join(parent, name));
      for (const [index, found] of (await Promise.all(some.map(stats))).entries()) {
        bytes += count(found);
        if (parent === path) modifiedAt = Math.max(modifiedAt, found?.mtimeMs ?? 0);
        // What is mounted there is not part of it.
        if (found?.isDirectory() && found.dev === top?.dev) folders.push(some[index] ?? parent);
      }
    }
  }
  return { bytes, modifiedAt };
}

async function readStart(path: string, mostBytes: number): Promise<FileStart | undefined> {
  try {
    const found = await lstat(path);
    if (found.isSymbolicLink()) return { kind: 'link', target: await readlink(path) };
    if (!found.isFile()) return { kind: 'other' };
    // It may have been replaced by a link or a pipe meanwhile, which must neither be followed nor waited for.
    const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    try {
      const { size } = await handle.stat();
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(size, mostBytes)), 0, undefined, 0);
      return { kind: 'file', start: buffer.subarray(0, bytesRead), bytes: size };
    } finally {
      await handle.close();
    }
  } catch {
    return undefined;
  }
}

async function copy(
  from: string,
  to: string,
  paths: readonly string[],
  limits: CopyLimits,
): Promise<Result<number, 'too-much' | 'not-copied'>> {
  const [realFrom, realTo] = [await real(from), await real(to)];
  if (realFrom === undefined || realTo === undefined) return fail('not-copied', `${from} or ${to} is not there.`);
  const files: { source: string; target: string }[] = [];
  let bytes = 0;
  for (const path of paths) {
    const [source, target] = [join(realFrom, path), join(realTo, path)];
    const found = await stats(source);
    if (!found?.isFile() || !(await liesIn(realFrom, dirname(source)))) continue;
    bytes += found.size;
    files.push({ source, target });
    if (files.length > limits.files || bytes > limits.bytes) {
      return fail('too-much', `More than ${limits.files} files or ${limits.bytes / 1e6} MB match.`);
    }
  }
  let copied = 0;
  for (const { source, target } of files) {
    try {
      if (await copyInto(realTo, source, target)) copied++;
    } catch (error) {
      return fail('not-copied', messageOf(error));
    }
  }
  return ok(copied);
}

async function copyInto(root: string, source: string, target: string): Promise<boolean> {
  const folder = dirname(target);
  // A folder on the way may be a link that leads elsewhere, so it is looked at before anything is made there.
  if (!(await liesIn(root, await nearest(folder)))) return false;
  await mkdir(folder, { recursive: true });
  try {
    await copyFile(source, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** The folder, or the nearest above it that is there. */
async function nearest(folder: string): Promise<string> {
  let at = folder;
  while ((await stats(at)) === undefined && dirname(at) !== at) at = dirname(at);
  return at;
}

async function liesIn(realRoot: string, path: string): Promise<boolean> {
  const found = await real(path);
  if (found === undefined) return false;
  const way = relative(realRoot, found);
  return way !== '..' && !way.startsWith(`..${sep}`) && way !== found;
}

async function remove(path: string): Promise<Result<void, 'not-removed'>> {
  try {
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
    return ok(undefined);
  } catch (error) {
    return fail('not-removed', messageOf(error));
  }
}

async function list(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}

async function stats(path: string): Promise<Stats | undefined> {
  return lstat(path).catch(() => undefined);
}
