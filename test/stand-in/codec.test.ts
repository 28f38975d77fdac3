import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';

type Codec = { encode(value: unknown): unknown; decode(node: unknown): unknown };
const { encode, decode }: Codec = createRequire(import.meta.url)('../electron-stand-in/page/codec.cjs');

const check = (value: unknown) => expect(decode(JSON.parse(JSON.stringify(encode(value))))).toStrictEqual(value);

const allBytes = Uint8Array.from({ length: 256 }, (_, index) => index);
const cases: Record<string, unknown> = {
  text: 'ä\u0000\ud800"\\\n',
  null: null,
  undefined: undefined,
  true: true,
  number: 1.5,
  'negative zero': -0,
  NaN: Number.NaN,
  infinity: Number.NEGATIVE_INFINITY,
  bigint: 12345678901234567890n,
  'all bytes': allBytes,
  'no bytes': new Uint8Array(),
  'a view into a larger buffer': allBytes.subarray(3, 7),
  floats: new Float64Array([1.5, -0, Number.NaN]),
  'bigint array': new BigInt64Array([1n, -1n]),
  'array buffer': allBytes.slice(0, 5).buffer,
  date: new Date(3),
  'invalid date': new Date(Number.NaN),
  regexp: /a\/b/gi,
  map: new Map<unknown, unknown>([[{ key: 1 }, new Set([1, undefined])]]),
  array: [1, [undefined, null], 'x'],
  'nested object': { a: { b: [new Uint8Array([1])] }, $: 'array', 'with undefined': undefined },
  'key __proto__': JSON.parse('{"__proto__": {"polluted": true}}'),
};

describe('a value crosses as structured clone carries it', () => {
  for (const [name, value] of Object.entries(cases)) {
    test(name, () => check(value));
  }
});

test('an error keeps its name, message and stack', () => {
  const error = new RangeError('too far');
  expect(decode(encode({ error }))).toMatchObject({
    error: { name: 'RangeError', message: 'too far', stack: error.stack },
  });
});

test('the same object twice stays one object', () => {
  const object = { a: 1 };
  const bytes = new Uint8Array(2);
  const result = decode(encode([object, bytes, object, bytes])) as unknown[];
  expect(result[0]).toBe(result[2]);
  expect(result[1]).toBe(result[3]);
});

test('a cycle stays a cycle', () => {
  const loop: { self?: unknown } = {};
  loop.self = loop;
  const result = decode(encode(loop)) as typeof loop;
  expect(result.self).toBe(result);
});

for (const [name, value] of Object.entries({
  'a function': () => 1,
  'a symbol': Symbol('x'),
  'a method': { run() {} },
})) {
  test(`${name} is refused as in Electron`, () => {
    expect(() => encode(value)).toThrow('An object could not be cloned.');
  });
}
