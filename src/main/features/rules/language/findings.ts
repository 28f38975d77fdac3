import type { z } from 'zod';
import type { Path } from '../toml/toml';
import { unknownKey } from './unknown-keys';

/** Something wrong, at the key or the value of a path in the table that was read. */
export interface Finding {
  readonly path: Path;
  readonly at: 'key' | 'value';
  readonly message: string;
  /** The key that was misspelt. */
  readonly meant?: string | undefined;
}

/**
 * What zod found in a value, in words.
 * @param base where in the file the value stands
 */
export function findingsOf(issues: readonly z.core.$ZodIssue[], value: unknown, base: Path): Finding[] {
  const misspelt = new Set<string>();
  const unknown = issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [];
    const table = pathIn(value, issue.path);
    return issue.keys.map((key): Finding => {
      const { message, meant } = unknownKey(key, at(value, table), [...base, ...table]);
      if (meant) misspelt.add(JSON.stringify([...table, meant]));
      return { path: [...table, key], at: 'key', message, meant };
    });
  });
  const others = issues.flatMap((issue): Finding[] => {
    const path = pathIn(value, issue.path);
    // A key that is only misspelt is not reported as missing as well.
    if (issue.code === 'unrecognized_keys' || misspelt.has(JSON.stringify(path))) return [];
    return [{ path, at: 'value', message: `${nameOf([...base, ...path])} ${issue.message}` }];
  });
  return [...unknown, ...others];
}

/** The path as the file has it: a value that stands alone is a list to us, but not to who wrote it. */
function pathIn(value: unknown, path: readonly PropertyKey[]): Path {
  const found: (string | number)[] = [];
  let inside = value;
  for (const part of path) {
    if (typeof part === 'symbol' || (typeof part === 'number' && !Array.isArray(inside))) continue;
    found.push(part);
    inside = at(inside, [part]);
  }
  return found;
}

function at(value: unknown, path: Path): unknown {
  let inside = value;
  for (const part of path) {
    if (typeof inside !== 'object' || inside === null) return undefined;
    inside = (inside as Record<string | number, unknown>)[part];
  }
  return inside;
}

/** What a value is called: its key; in a list also which of its entries it is. */
export function nameOf(path: Path): string {
  const last = path.at(-1);
  if (typeof last !== 'number') return last ?? 'the file';
  return `${nameOf(path.slice(0, -1))} (entry ${last + 1})`;
}
