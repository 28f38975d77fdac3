import { constants } from 'node:fs';
import { appendFile, mkdir, open, readdir, realpath, rm } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { watch } from 'chokidar';
import { fail, messageOf, ok, type Result } from '../../shared/result';
import type { Scope } from '../../shared/scope';
import type { FileBox, FileBoxes, FileBoxFailure } from '../ports';
import { putText } from './write-text';

const largestBytes = 16 * 1024 * 1024;

export function createFileBoxes(): FileBoxes {
  return { open: openBox };
}

function openBox(folders: readonly [string, ...string[]]): FileBox {
  /** The path without links, if it lies in one of the folders. The file itself need not be there. */
  async function place(path: string): Promise<Result<string, FileBoxFailure>> {
    if (path.includes('\0')) return fail('outside', 'A path has no zero bytes.');
    const asked = resolve(folders[0], path);
    const real = await realPlace(asked);
    for (const folder of folders) if (lies(real, await realPlace(folder))) return ok(real);
    return fail('outside', `${path} lies outside of ${folders.join(' and ')}, which is all that may be used here.`);
  }

  const within = async <T>(path: string, use: (real: string) => Promise<T>): Promise<Result<T, FileBoxFailure>> => {
    const placed = await place(path);
    if (!placed.ok) return placed;
    try {
      return ok(await use(placed.value));
    } catch (error) {
      return fail('failed', messageOf(error));
    }
  };

  return {
    read: (path, mostBytes = largestBytes) =>
      within(path, (real) => readWhole(real, Math.min(mostBytes, largestBytes))),
    write: (path, data) =>
      within(path, async (real) => {
        await mkdir(dirname(real), { recursive: true, mode: 0o700 });
        await putText(real, data, 0o600);
      }),
    append: (path, line) =>
      within(path, async (real) => {
        await mkdir(dirname(real), { recursive: true, mode: 0o700 });
        await appendFile(real, `${line}\n`, { mode: 0o600 });
      }),
    list: (path) =>
      within(path, async (real) => {
        const entries = await unlessMissing(readdir(real, { withFileTypes: true }), []);
        return entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort();
      }),
    watch: (path, onChange, scope) =>
      within(path, async (real) => {
        await mkdir(real, { recursive: true, mode: 0o700 });
        await watchFolder(real, onChange, scope);
      }),
    async remove(path) {
      // A link itself is removed, not what it points to.
      const parent = await place(dirname(resolve(folders[0], path)));
      if (!parent.ok) return parent;
      const target = join(parent.value, basename(resolve(folders[0], path)));
      const roots = await Promise.all(folders.map(realPlace));
      if (roots.includes(target)) return fail('outside', `${path} is the folder itself; it stays.`);
      try {
        await rm(target, { recursive: true });
        return ok(true);
      } catch (error) {
        return isMissing(error) ? ok(false) : fail('failed', messageOf(error));
      }
    },
  };
}

const watchedDepth = 4;
const whatOf = {
  add: 'created',
  addDir: 'created',
  change: 'modified',
  unlink: 'removed',
  unlinkDir: 'removed',
} as const;

/** Resolves when what happens from now on is seen. */
function watchFolder(folder: string, onChange: Parameters<FileBox['watch']>[1], scope: Scope): Promise<void> {
  const isHidden = (seen: string) =>
    relative(folder, seen)
      .split(sep)
      .some((name) => name.startsWith('.'));
  // A link may lead out of the box.
  const options = { ignoreInitial: true, followSymlinks: false, depth: watchedDepth, ignored: isHidden };
  const watcher = watch(folder, options);
  scope.defer(() => watcher.close());
  watcher.on('all', (event, seen) => {
    if (event in whatOf) onChange(seen, whatOf[event as keyof typeof whatOf]);
  });
  return new Promise((resolve) => {
    watcher.on('ready', resolve);
    watcher.on('error', () => resolve());
    scope.defer(() => resolve());
  });
}

async function readWhole(path: string, mostBytes: number): Promise<Uint8Array | undefined> {
  // Otherwise to open a FIFO waits until somebody writes to it.
  const file = await unlessMissing(open(path, constants.O_RDONLY | constants.O_NONBLOCK), undefined);
  if (!file) return undefined;
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw new Error(`${path} is not a regular file`);
    if (stats.size > mostBytes) throw new Error(`${path} is larger than ${mostBytes / 1024 / 1024} MB`);
    return new Uint8Array(await file.readFile());
  } finally {
    await file.close();
  }
}

/** The path with all links of the part that exists resolved. */
async function realPlace(path: string): Promise<string> {
  const missing: string[] = [];
  for (let at = path; ; at = dirname(at)) {
    const real = await unlessMissing(realpath(at), undefined);
    if (real !== undefined) return join(real, ...missing);
    missing.unshift(basename(at));
    if (dirname(at) === at) return path;
  }
}

function lies(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || !(isAbsolute(way) || way === '..' || way.startsWith('../') || way.startsWith('..\\'));
}

async function unlessMissing<T, U>(promise: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await promise;
  } catch (error) {
    if (isMissing(error)) return otherwise;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
