const longestName = 60;

/** Paths are put together with slashes, which every system takes. */
export function join(folder: string, ...names: string[]): string {
  return [folder.replace(/[\\/]+$/, ''), ...names].join('/');
}

/** The name of a branch or a repository as the name of a folder: "fix/Größe 2" → "fix-Größe-2". */
export function folderName(name: string): string {
  const plain = [...name.replace(/[^\p{L}\p{N}._]+/gu, '-')].slice(0, longestName).join('');
  // Windows drops dots at the end, and one at the start would hide it or lead upwards.
  return plain.replace(/^[.-]+|[.-]+$/g, '') || 'worktree';
}

/** Whether a path leads into a folder. */
export function isBelow(path: string, folder: string): boolean {
  return comparable(path).startsWith(`${comparable(folder)}/`);
}

export function isSamePath(one: string, other: string): boolean {
  return comparable(one) === comparable(other);
}

/** On Windows git writes slashes, others write backslashes, and letters may be of either case. */
function comparable(path: string): string {
  const windows = /^([A-Za-z]:|\\\\)/.test(path);
  return (windows ? path.replaceAll('\\', '/').toLowerCase() : path).replace(/\/+$/, '');
}

/** "/code/project.git" and "/code/project/.bare" are both called "project". */
export function repositoryName(main: string): string {
  const names = main.split(/[\\/]/).filter((name) => name !== '');
  const last = names.at(-1) ?? '';
  const named = last.startsWith('.') ? (names.at(-2) ?? last) : last;
  return folderName(named.replace(/\.git$/, ''));
}
