/** The same numbers, texts, lists and records; a key that is undefined counts as one that is not there. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [mine, theirs] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return [...mine.keys(), ...theirs.keys()].every((key) => sameValue(mine.get(key), theirs.get(key)));
}
