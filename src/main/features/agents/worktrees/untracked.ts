import { fail, ok, type Result } from '../../../../shared/result';
import type { DiffFile, DiffLine } from '../../../../shared/vocabulary';
import type { Folders, Git } from '../../../ports';
import { join } from './paths';

/** git looks for a zero byte in so many to tell what is no text (xdiff-interface.c, FIRST_FEW_BYTES). */
const sniffedBytes = 8_000;
const mostBytesOfFile = 1_000_000;
const mostBytes = 50_000_000;

export interface UntrackedLimits {
  readonly files: number;
  readonly linesOfFile: number;
  readonly charactersOfFile: number;
}

interface Reading {
  readonly git: Git;
  readonly folders: Folders;
  readonly root: string;
}

/** Files that git does not know yet and is not told to ignore, as if all of their lines had been added. */
export async function readUntracked(
  { git, folders, root }: Reading,
  limits: UntrackedLimits,
): Promise<Result<DiffFile[], 'failed'>> {
  const listed = await git.read(root, ['ls-files', '--others', '--exclude-standard', '-z']);
  if (!listed.ok) return fail('failed', listed.message);
  const paths = listed.value.split('\0').filter((path) => path !== '');
  const files: DiffFile[] = [];
  let bytes = 0;
  for (const path of paths) {
    const mayRead = files.length < limits.files && bytes < mostBytes;
    const found = mayRead ? await folders.readStart(join(root, path), mostBytesOfFile) : undefined;
    if (found?.kind === 'link') files.push(newFile(path, textFile(found.target, limits)));
    else if (found?.kind === 'file') {
      bytes += found.start.length;
      files.push(newFile(path, contentOf(found.start, found.bytes, limits)));
    } else files.push(newFile(path, { cut: !mayRead }));
  }
  return ok(files);
}

function contentOf(start: Uint8Array, bytes: number, limits: UntrackedLimits): Partial<DiffFile> {
  if (start.subarray(0, sniffedBytes).includes(0)) return { binary: true };
  const text = new TextDecoder().decode(start);
  return textFile(text, bytes > start.length ? { ...limits, charactersOfFile: 0 } : limits);
}

function textFile(text: string, limits: UntrackedLimits): Partial<DiffFile> {
  if (text === '') return {};
  const lines = text.split('\n');
  const ended = lines.at(-1) === '';
  if (ended) lines.pop();
  const added = lines.length;
  if (added > limits.linesOfFile || text.length > limits.charactersOfFile) return { added, cut: true };
  const shown: DiffLine[] = lines.map((line, at) => ({ kind: 'added', text: line, after: at + 1 }));
  if (!ended) shown.push({ kind: 'context', text: '\\ No newline at end of file' });
  return { added, hunks: [{ header: `@@ -0,0 +1${added === 1 ? '' : `,${added}`} @@`, lines: shown }] };
}

function newFile(path: string, content: Partial<DiffFile>): DiffFile {
  return { path, change: 'untracked', added: 0, removed: 0, binary: false, cut: false, hunks: [], ...content };
}
