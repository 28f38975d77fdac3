import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { readText } from './read-text';

/** A Lua file as it lies in a folder. */
export interface LuaText {
  /** Relative to the folder, with slashes: `tui/init.lua`. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

const mostFiles = 1_000;

/** The Lua files in a folder and those below, sorted; none when it is not there. Names that begin with a dot are left out. */
export async function readLuaFolder(directory: string): Promise<LuaText[]> {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true }).catch(() => []);
  const paths = entries
    .filter((entry) => !entry.isDirectory() && entry.name.endsWith('.lua'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (path) =>
        !relative(directory, path)
          .split(sep)
          .some((part) => part.startsWith('.')),
    )
    .sort()
    .slice(0, mostFiles);
  const read = paths.map(async (path) => {
    const content = await readText(path);
    const name = relative(directory, path).replaceAll(sep, '/');
    return content.ok ? [{ name, path, text: content.value }] : [];
  });
  return (await Promise.all(read)).flat();
}
