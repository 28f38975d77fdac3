import { realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { watch } from 'chokidar';
import type { Scope } from '../../shared/scope';
import type { FileContent, Files } from '../ports';
import { createLineAppender } from './append-line';
import { readText } from './read-text';
import { createText, replaceText } from './write-text';

/** A file is at rest when two readings this far apart are the same. */
const restMs = 15;
/** An empty file is most often one that is just being rewritten; it gets this long to be filled. */
const emptyMs = 150;
/** A file that changes all the time is reported as it is after this long, and again at its next rest. */
const unrestMs = 500;

export function createFiles(): Files {
  return { readText, createText, replaceText, appendLine: createLineAppender(), watchText };
}

function watchText(path: string, onContent: (content: FileContent) => void, scope: Scope): void {
  let reported: FileContent | undefined;
  let reading = false;
  let again = false;

  async function settle(): Promise<void> {
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    let deadline = performance.now() + unrestMs;
    do {
      again = false;
      const content = await readAtRest(deadline);
      if (scope.closed) return;
      const late = performance.now() >= deadline;
      if (late) deadline = performance.now() + unrestMs;
      if ((late || !again) && !sameContent(content, reported)) {
        reported = content;
        onContent(content);
      }
    } while (again);
    reading = false;
  }

  async function readAtRest(deadline: number): Promise<FileContent> {
    const filledBy = performance.now() + emptyMs;
    let before = await readText(path);
    // What has not changed since the last report needs no second look.
    if (sameContent(before, reported)) return before;
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, reported ? restMs : 0));
      const now = await readText(path);
      const mayBeUnfinished = !now.ok || now.value === '';
      const wait = reported && mayBeUnfinished && performance.now() < filledBy;
      if (sameContent(now, before) && !wait) return now;
      if (performance.now() >= deadline) return now;
      before = now;
    }
  }

  // The directory is watched, not the file: editors replace files. A linked file's own directory is watched as well.
  const name = basename(path);
  const places = new Map([[dirname(path), name]]);
  try {
    const real = realpathSync(path);
    places.set(dirname(real), basename(real));
  } catch {
    // Not there yet: its directory tells when it comes.
  }
  const watcher = watch([...places.keys()], {
    depth: 0,
    ignoreInitial: true,
    atomic: false,
    ignored: (seen) => !places.has(seen) && places.get(dirname(seen)) !== basename(seen),
  });
  // 'all' alone is throttled and may keep the last write of a slow writer to itself; 'raw' is not.
  watcher.on('all', () => void settle());
  watcher.on('raw', () => void settle());
  watcher.on('ready', () => void settle());
  watcher.on('error', () => void settle());
  scope.defer(() => watcher.close());
  void settle();
}

function sameContent(a: FileContent | undefined, b: FileContent | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.ok && b.ok) return a.value === b.value;
  return !a.ok && !b.ok && a.error === b.error;
}
