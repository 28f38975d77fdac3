import { mkdirSync, type Stats } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { watch } from 'chokidar';
import { fail, messageOf } from '../../shared/result';
import type { Scope } from '../../shared/scope';
import type { FileContent, TextChange, TextTrees, WatchedTree } from '../ports';
import { readText } from './read-text';

/** A file is at rest when two readings this far apart are the same. */
const restMs = 20;
/** A file that is empty or gone is most often one that is just being replaced; it gets this long to come back. */
const absentMs = 120;
/** A file that changes all the time counts as being at rest after this long. */
const unrestMs = 1_000;
/** A file that is empty for so long is meant to be. */
const emptyMs = 2_000;
const mostFiles = 1_000;
const mostDepth = 8;

/** @param meantMs how long a file has to be empty to be told so */
export function createTextTrees(meantMs = emptyMs): TextTrees {
  return { prepare, watch: (...tree) => watchTree(meantMs, ...tree) };
}

function prepare(directory: string): string | undefined {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

async function watchTree(
  meantMs: number,
  directory: string,
  ending: string,
  onChanges: (changes: readonly TextChange[]) => void,
  scope: Scope,
): Promise<WatchedTree> {
  /** What was told last of each file. */
  const told = new Map<string, { readonly text: string | undefined; readonly atRest: boolean }>();
  const settling = new Map<string, { again: boolean }>();
  const gathered = new Map<string, TextChange>();
  const empties = new Map<string, ReturnType<typeof setTimeout>>();
  scope.defer(() => empties.forEach(clearTimeout));
  let gathering = false;

  function tell(path: string, content: FileContent, atRest: boolean, isMeant = false): void {
    if (isEmpty(content) && !isMeant) {
      lookAgain(path);
      return;
    }
    const text = content.ok ? content.value : undefined;
    const before = told.get(path);
    if (before ? before.text === text && (before.atRest || !atRest) : text === undefined) return;
    if (content.ok || content.error !== 'not-found') told.set(path, { text, atRest });
    else told.delete(path);
    gathered.set(path, { path, content, atRest });
    if (gathering) return;
    gathering = true;
    // Files that are saved together are told together.
    setImmediate(flush);
  }
  /** It is empty: most often because it is about to be written. */
  function lookAgain(path: string): void {
    if (empties.has(path) || told.get(path)?.text === '' || scope.closed) return;
    const look = async () => {
      const now = await readText(join(directory, path));
      empties.delete(path);
      if (!scope.closed && isEmpty(now)) tell(path, now, true, true);
    };
    empties.set(
      path,
      setTimeout(() => void look(), meantMs),
    );
  }
  function flush(): void {
    gathering = false;
    const changes = [...gathered.values()];
    gathered.clear();
    if (!scope.closed && changes.length > 0) onChanges(changes);
  }

  async function settle(path: string): Promise<void> {
    const known = settling.get(path);
    if (known) {
      known.again = true;
      return;
    }
    const own = { again: false };
    settling.set(path, own);
    try {
      do {
        own.again = false;
        await readAtRest(path);
      } while (own.again && !scope.closed);
    } finally {
      settling.delete(path);
    }
  }

  async function readAtRest(path: string): Promise<void> {
    const began = performance.now();
    let before = await readText(join(directory, path));
    for (;;) {
      if (scope.closed) return;
      if (!isAbsent(before)) tell(path, before, false);
      await new Promise((resolve) => setTimeout(resolve, restMs));
      const now = await readText(join(directory, path));
      const waited = performance.now() - began;
      const isResting = sameContent(now, before) && !(isAbsent(now) && waited < absentMs);
      if (isResting || waited > unrestMs) return tell(path, now, true);
      before = now;
    }
  }

  /** What chokidar names, if it is a file of ours. */
  function touch(seen: string): void {
    const path = relative(directory, seen).split(sep).join('/');
    if (!path.endsWith(ending) || isHidden(path) || path.startsWith('..')) return;
    if (!told.has(path) && told.size >= mostFiles) return;
    void settle(path);
  }

  async function rescan(): Promise<void> {
    const found = new Set(await filesIn(directory, ending));
    const paths = new Set([...found, ...told.keys()]);
    await Promise.all(
      [...paths].map(async (path) => {
        const gone = fail('not-found', `${path} does not exist`);
        tell(path, found.has(path) ? await readText(join(directory, path)) : gone, true);
      }),
    );
    flush();
  }

  const watcher = watch(directory, {
    ...{ ignoreInitial: true, atomic: false, depth: mostDepth },
    ignored: (seen, stats?: Stats) =>
      isHidden(relative(directory, seen)) || (stats?.isFile() === true && !seen.endsWith(ending)),
  });
  scope.defer(() => watcher.close());
  // 'all' alone is throttled and may keep the last write of a slow writer to itself; 'raw' is not.
  watcher.on('all', (_event, path) => touch(path));
  watcher.on('raw', (_event, path, details: unknown) => touch(rawPath(directory, path, details)));
  watcher.on('error', () => void rescan());
  // What comes between the first reading and the watcher's is not lost: it is read again.
  watcher.on('ready', () => void rescan());
  await rescan();
  return { rescan };
}

/** 'raw' gives a name, and beside it the folder or file that was watched. */
function rawPath(directory: string, name: string, details: unknown): string {
  const watched =
    typeof details === 'object' && details !== null && 'watchedPath' in details
      ? String(details.watchedPath)
      : directory;
  return watched.endsWith(sep + name) ? watched : join(watched, name);
}

async function filesIn(directory: string, ending: string): Promise<string[]> {
  const found: string[] = [];
  async function look(folder: string, depth: number): Promise<void> {
    const entries = await readdir(join(directory, folder), { withFileTypes: true }).catch(() => []);
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.') || found.length >= mostFiles) continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (depth < mostDepth) await look(path, depth + 1);
      } else if (entry.name.endsWith(ending)) found.push(path);
    }
  }
  await look('', 0);
  return found;
}

function isHidden(path: string): boolean {
  return path.split(/[/\\]/).some((part) => part.startsWith('.') && part !== '..' && part !== '.');
}

function isEmpty(content: FileContent): boolean {
  return content.ok && content.value === '';
}

function isAbsent(content: FileContent): boolean {
  return isEmpty(content) || (!content.ok && content.error === 'not-found');
}

function sameContent(a: FileContent, b: FileContent): boolean {
  if (a.ok && b.ok) return a.value === b.value;
  return !a.ok && !b.ok && a.error === b.error;
}
