import { expect, test } from 'vitest';
import { keptState, stateToKeep } from '../../../../src/main/features/lua/kept';
import type { LuaValue } from '../../../../src/shared/vocabulary';

/** What a file may leave in hub.state, however odd. */
const states: Readonly<Record<string, { [key: string]: LuaValue }>> = {
  'plain data': { text: 'x', list: [1, 'two', { three: true }], none: [] },
  'names of other things': { constructor: 'a', toString: { valueOf: 1 } },
};

test.each(Object.entries(states))('%s are kept as they are', (_, state) => {
  expect(keptState(JSON.parse(JSON.stringify(stateToKeep(state))))).toEqual(state);
});

test('Many bytes are kept as they are', () => {
  const bytes = Uint8Array.from({ length: 500_000 }, (_, at) => at % 251);
  const kept = keptState(JSON.parse(JSON.stringify(stateToKeep({ bytes }))));
  expect(kept.bytes instanceof Uint8Array && Buffer.compare(kept.bytes, bytes)).toBe(0);
});

test('What only looks like bytes does no harm', () => {
  const odd = { a: { $bytes: 'not base64!' }, b: { $bytes: 5 } };
  expect(keptState(JSON.parse(JSON.stringify(stateToKeep(odd))))).toEqual(odd);
});
