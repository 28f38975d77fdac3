import { expect, test } from 'vitest';
import { type PagePlace, takeToken, tokenInHash } from '../../../src/renderer/client/token';

interface FakePage extends PagePlace {
  readonly kept: Map<string, string>;
  readonly addresses: (string | URL | null | undefined)[];
}

function page(hash: string, kept: readonly (readonly [string, string])[] = []): FakePage {
  const memory = new Map(kept);
  const addresses: FakePage['addresses'] = [];
  return {
    kept: memory,
    addresses,
    location: { hash, pathname: '/', search: '' },
    history: { replaceState: (_data, _title, url) => void addresses.push(url) },
    storage: { getItem: (name) => memory.get(name) ?? null, setItem: (name, value) => void memory.set(name, value) },
  };
}

test.each([
  ['#token=abc', 'abc'],
  ['#token=a%2Bb', 'a+b'],
  ['#token=', undefined],
  ['#/rules', undefined],
  ['', undefined],
])('the token in the address fragment %s is %s', (hash, expected) => {
  expect(tokenInHash(hash)).toBe(expected);
});

test('a token in the address is kept for the tab and taken out of the address', () => {
  const opened = page('#token=abc');
  expect(takeToken(opened)).toBe('abc');
  expect(opened.addresses).toEqual(['/']);
  expect([...opened.kept.values()]).toEqual(['abc']);
});

test('a reloaded page still has its token, and its address stays as it is', () => {
  const first = page('#token=abc');
  takeToken(first);
  const reloaded = page('#/rules', [...first.kept]);
  expect(takeToken(reloaded)).toBe('abc');
  expect(reloaded.addresses).toEqual([]);
});

test('a new token takes the place of the one before', () => {
  const first = page('#token=old');
  takeToken(first);
  expect(takeToken(page('#token=new', [...first.kept]))).toBe('new');
});

test('a page without a token has none', () => {
  expect(takeToken(page('#/activity'))).toBeUndefined();
});
