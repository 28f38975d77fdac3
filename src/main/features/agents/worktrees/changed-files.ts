import type { DiffFile } from '../../../../shared/vocabulary';

/** A file of a diff without what has changed in it. */
export type ChangedFile = Pick<DiffFile, 'path' | 'from' | 'change' | 'added' | 'removed' | 'binary'>;

/** What `git diff --raw --numstat -z` prints (git-diff(1), "Raw output format"): first all of the one, then of the other. */
export function readChangedFiles(text: string): ChangedFile[] {
  const fields = text.split('\0');
  const files = new Map<string, ChangedFile>();
  let at = 0;
  const next = () => fields[at++] ?? '';
  while (at < fields.length) {
    const field = next();
    const letter = /^:[^\n]* ([A-Z])\d*$/.exec(field)?.[1];
    const counts = /^(\d+|-)\t(\d+|-)\t([\s\S]*)$/.exec(field);
    if (letter !== undefined) {
      const first = next();
      const path = letter === 'R' ? next() : first;
      const from = letter === 'R' ? { from: first } : {};
      files.set(path, { path, ...from, change: changeOf(letter), added: 0, removed: 0, binary: false });
    } else if (counts) {
      const [, added, removed, only] = counts;
      if (only === '') next();
      const path = only || next();
      const file = files.get(path);
      const binary = added === '-';
      if (file) files.set(path, { ...file, binary, added: Number(added) || 0, removed: Number(removed) || 0 });
    }
  }
  return [...files.values()];
}

function changeOf(letter: string): ChangedFile['change'] {
  if (letter === 'A') return 'added';
  if (letter === 'D') return 'deleted';
  return letter === 'R' ? 'renamed' : 'modified';
}
