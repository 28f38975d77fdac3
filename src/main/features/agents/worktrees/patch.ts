import type { DiffHunk, DiffLine } from '../../../../shared/vocabulary';

/** What changed in one file. */
export interface FilePatch {
  /** Where it is now; where it was if it has gone. */
  readonly path: string;
  readonly hunks: readonly DiffHunk[];
  readonly added: number;
  readonly removed: number;
  /** False when the text ended before the hunk did. */
  readonly complete: boolean;
  readonly characters: number;
}

/**
 * Reads what `git diff --patch` prints with the prefixes a/ and b/ (git-diff(1), "Generating patch text with -p"). Files
 * without hunks are left out: binary ones, empty ones, those of which only the mode or the name changed. When the text
 * was cut off somewhere, its last file may be incomplete.
 */
export function parsePatch(text: string): FilePatch[] {
  const lines = text.split('\n');
  const patches: FilePatch[] = [];
  let at = 0;
  let before: string | undefined;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (line.startsWith('--- ')) before = pathIn(line);
    if (line.startsWith('+++ ')) {
      const patch = readHunks(lines, at + 1);
      const path = pathIn(line) ?? before;
      if (path !== undefined) patches.push({ ...patch, path });
      at = patch.end;
    } else at++;
  }
  return patches;
}

/** The path behind "--- " or "+++ "; undefined for /dev/null. */
function pathIn(line: string): string | undefined {
  // git ends a name that holds a space with a tab.
  const written = line.slice(4).replace(/\t$/, '');
  if (written === '/dev/null') return undefined;
  const path = written.startsWith('"') ? unquoted(written) : written;
  return path.slice(2);
}

const escapes: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };

/** A name with special characters is quoted as in C, byte by byte (git-config(1), core.quotePath). */
function unquoted(written: string): string {
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  for (const [part, octal, letter] of written.slice(1, -1).matchAll(/\\([0-7]{3})|\\([\s\S])|[^\\]+/g)) {
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8));
    else if (letter !== undefined) bytes.push(escapes[letter] ?? letter.charCodeAt(0));
    else bytes.push(...encoder.encode(part));
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}

type Hunks = Omit<FilePatch, 'path'> & { readonly end: number };

function readHunks(lines: readonly string[], start: number): Hunks {
  const hunks: DiffHunk[] = [];
  const counts = { added: 0, removed: 0, characters: 0 };
  let complete = true;
  let at = start;
  for (;;) {
    const header = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(lines[at] ?? '');
    if (!header) return { hunks, ...counts, complete, end: at };
    const hunk: DiffHunk = { header: lines[at] ?? '', lines: [] };
    const [before, beforeCount = 1, after, afterCount = 1] = header
      .slice(1)
      .map((text) => (text ? Number(text) : undefined));
    const position = { before: before ?? 0, after: after ?? 0 };
    const ends = { before: position.before + beforeCount, after: position.after + afterCount };
    at++;
    // Lines are told apart by the numbers in the header alone: what follows a hunk may look like one of its lines.
    while (position.before < ends.before || position.after < ends.after || lines[at]?.startsWith('\\')) {
      const line = lines[at];
      if (line === undefined || (line === '' && at === lines.length - 1)) {
        complete = false;
        break;
      }
      hunk.lines.push(readLine(line, position));
      if (line.startsWith('+')) counts.added++;
      if (line.startsWith('-')) counts.removed++;
      counts.characters += line.length;
      at++;
    }
    hunks.push(hunk);
  }
}

/** Moves the position on. */
function readLine(line: string, position: { before: number; after: number }): DiffLine {
  const text = line.slice(1);
  if (line.startsWith('+')) return { kind: 'added', text, after: position.after++ };
  if (line.startsWith('-')) return { kind: 'removed', text, before: position.before++ };
  // "\ No newline at end of file"
  if (line.startsWith('\\')) return { kind: 'context', text: line };
  return { kind: 'context', text, before: position.before++, after: position.after++ };
}
