import type { LuaProject } from '../../../../shared/contract';

/** What the files of a folder are, beside those that are trusted; by path. */
export function changesOf(
  trusted: Readonly<Record<string, string>>,
  found: ReadonlyMap<string, string>,
): LuaProject['files'] {
  const paths = [...new Set([...Object.keys(trusted), ...found.keys()])].sort();
  return paths.map((path) => {
    const text = found.get(path);
    const before = trusted[path];
    if (text === undefined) return { path, change: 'removed' };
    if (before === undefined) return { path, change: 'added' };
    return { path, change: text === before ? 'same' : 'changed' };
  });
}

/** Tells whether texts are those that a person has seen: SHA-256 of all of them, in hexadecimal. */
export async function markOf(found: ReadonlyMap<string, string>): Promise<string> {
  const text = JSON.stringify([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
