import type { LuaValue } from '../../shared/vocabulary';

/** Whether two values say the same. */
export function isSame(a: LuaValue, b: LuaValue): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Uint8Array || b instanceof Uint8Array) return isSameBytes(a, b);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [some, others] = [Object.entries(a), b as { readonly [key: string]: LuaValue }];
  return (
    some.length === Object.keys(others).length &&
    some.every(([key, value]: [string, LuaValue]) => Object.hasOwn(others, key) && isSame(value, others[key]))
  );
}

function isSameBytes(a: LuaValue, b: LuaValue): boolean {
  if (!(a instanceof Uint8Array && b instanceof Uint8Array) || a.length !== b.length) return false;
  return a.every((byte, index) => byte === b[index]);
}
