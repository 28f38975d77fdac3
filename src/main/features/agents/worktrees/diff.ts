import { fail, ok, type Result } from '../../../../shared/result';
import type { DiffFile, WorktreeDiff } from '../../../../shared/vocabulary';
import type { Folders, Git } from '../../../ports';
import { type Base, findBase } from './base';
import { type ChangedFile, readChangedFiles } from './changed-files';
import { filtersOff } from './filters';
import { type FilePatch, parsePatch } from './patch';
import { currentBranch, line } from './repository';
import { readUntracked } from './untracked';

/** What is shown of a diff: more could neither be read by a person nor drawn by a page. */
export const diffLimits = { files: 3_000, linesOfFile: 2_000, lines: 20_000, charactersOfFile: 400_000 };
/** Files that are too long are left out by name; those beyond take their part of what is read. */
const mostLeftOut = 500;
const mostPatchBytes = 16_000_000;
const timeoutMs = 60_000;

/** What git would do by the person's or the repository's settings is said here, so that it is always the same. */
const form = [
  ...['--no-ext-diff', '--no-textconv', '--no-color', '--no-relative', '--find-renames', '-l1000'],
  // A submodule's changes would be looked for by a git of its own, with that repository's settings.
  ...['--ignore-submodules=dirty', '--submodule=short'],
];
const patchForm = ['--patch', '--unified=3', '--inter-hunk-context=0', '--src-prefix=a/', '--dst-prefix=b/'];

interface Reading {
  readonly git: Git;
  readonly folders: Folders;
  readonly root: string;
  readonly settings: Record<string, string>;
}

/** What a worktree has since it parted from its base: committed, staged, changed, new. Runs no program that it names. */
export async function readDiff(
  { git, folders }: { readonly git: Git; readonly folders: Folders },
  cwd: string,
  askedBase: string | undefined,
): Promise<Result<WorktreeDiff, 'failed'>> {
  const top = await git.read(cwd, ['rev-parse', '--show-toplevel']);
  if (!top.ok) {
    const none = /not a git repository|must be run in a work tree/.test(top.message);
    return fail('failed', none ? `${cwd} is not in a worktree of a git repository.` : top.message);
  }
  const root = line(top.value);
  const reading = { git, folders, root, settings: await filtersOff(git, root) };
  const [base, branch] = await Promise.all([findBase(git, root, askedBase), currentBranch(git, root)]);
  if (!base.ok) return base;
  const tracked = await readTracked(reading, base.value);
  if (!tracked.ok) return tracked;
  const untracked = await readUntracked(reading, diffLimits);
  if (!untracked.ok) return untracked;
  const all = [...tracked.value, ...untracked.value].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const files = withinLimits(all);
  const more = all.length - files.length;
  return ok({
    ...{ root, base: base.value.name, files },
    ...(branch === undefined ? {} : { branch }),
    ...(more > 0 ? { more } : {}),
  });
}

async function readTracked(reading: Reading, { commit }: Base): Promise<Result<DiffFile[], 'failed'>> {
  const { git, root, settings } = reading;
  const names = await git.read(root, ['diff', ...form, '--raw', '--numstat', '-z', commit, '--'], {
    ...{ settings, timeoutMs, mostBytes: mostPatchBytes },
  });
  if (!names.ok) return fail('failed', names.message);
  const changed = readChangedFiles(names.value);
  const patches = await readPatches(reading, commit, changed);
  if (!patches.ok) return patches;
  return ok(changed.map((file) => complete(file, patches.value.get(file.path))));
}

async function readPatches(
  { git, root, settings }: Reading,
  commit: string,
  changed: readonly ChangedFile[],
): Promise<Result<ReadonlyMap<string, FilePatch>, 'failed'>> {
  const leftOut = changed
    .filter((file) => file.binary || isLong(file))
    .sort((a, b) => b.added + b.removed - a.added - a.removed)
    .slice(0, mostLeftOut)
    .flatMap(({ path, from }) => [path, ...(from === undefined ? [] : [from])]);
  const paths = ['.', ...leftOut.map((path) => `:(top,exclude,literal)${path}`)];
  const answer = await git.read(root, ['diff', ...form, ...patchForm, commit, '--', ...paths], {
    settings: { ...settings, 'diff.suppressBlankEmpty': 'false' },
    ...{ timeoutMs, mostBytes: mostPatchBytes },
  });
  if (!answer.ok) return fail('failed', answer.message);
  return ok(byPath(parsePatch(answer.value)));
}

/** A file that became a link, or the other way round, is told as one that went and one that came. */
function byPath(patches: readonly FilePatch[]): ReadonlyMap<string, FilePatch> {
  const found = new Map<string, FilePatch>();
  for (const patch of patches) {
    const first = found.get(patch.path);
    const both = first && {
      path: patch.path,
      hunks: [...first.hunks, ...patch.hunks],
      added: first.added + patch.added,
      removed: first.removed + patch.removed,
      complete: first.complete && patch.complete,
      characters: first.characters + patch.characters,
    };
    found.set(patch.path, both ?? patch);
  }
  return found;
}

function isLong({ added, removed }: Pick<ChangedFile, 'added' | 'removed'>): boolean {
  return added + removed > diffLimits.linesOfFile;
}

function complete(file: ChangedFile, patch: FilePatch | undefined): DiffFile {
  const changes = file.added + file.removed;
  // A file may have changed between the two questions; its numbers are those of what is shown.
  const whole = patch?.complete && patch.characters <= diffLimits.charactersOfFile && !isLong(file);
  if (!whole) return { ...file, cut: changes > 0 && !file.binary, hunks: [] };
  return { ...file, added: patch.added, removed: patch.removed, cut: false, hunks: [...patch.hunks] };
}

/** The first files are shown whole; the hunks of those that would be too much are left out, each told. */
function withinLimits(files: readonly DiffFile[]): DiffFile[] {
  let lines = 0;
  return files.slice(0, diffLimits.files).map((file) => {
    const own = file.hunks.reduce((sum, hunk) => sum + hunk.lines.length, 0);
    if (lines + own > diffLimits.lines) return { ...file, cut: true, hunks: [] };
    lines += own;
    return file;
  });
}
