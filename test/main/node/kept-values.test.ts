import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createKeptValues } from '../../../src/main/node/kept-values';
import { createScope, type Scope } from '../../../src/shared/scope';

const Schema = z.object({ version: z.literal(1), names: z.array(z.string()) });
let directory: string;
let file: string;
let scope: Scope;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kept-'));
  file = join(directory, 'things.json');
  scope = createScope();
});
afterEach(async () => {
  await scope.close();
  rmSync(directory, { recursive: true });
});

const open = () => createKeptValues(directory).open('things', Schema, scope);
const onDisk = () => JSON.parse(readFileSync(file, 'utf8'));

test('what is saved is there for the next, for this user only', async () => {
  const kept = await open();
  expect(kept.before).toBeUndefined();
  expect(kept.problem.value).toBeUndefined();
  kept.save({ version: 1, names: ['a'] });
  await expect.poll(() => existsSync(file)).toBe(true);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect((await open()).before).toEqual({ version: 1, names: ['a'] });
});

test('changes of a moment are written together, and the last at the end', async () => {
  const kept = await open();
  for (let n = 0; n < 1_000; n++) kept.save({ version: 1, names: [String(n)] });
  expect(existsSync(file)).toBe(false);
  await scope.close();
  expect(onDisk()).toEqual({ version: 1, names: ['999'] });
  expect(readdirSync(directory)).toEqual(['things.json']);
});

test.each([
  ['is no JSON', '{"version":1,"na'],
  ['is empty', ''],
  ['says something else', '{"version":2,"names":[]}'],
])('a file that %s is moved aside, which is told, and a new one is begun', async (_, text) => {
  writeFileSync(`${file}.damaged-2020-01-01T00-00-00`, 'an old one');
  writeFileSync(file, text);
  const kept = await open();
  expect(kept.before).toBeUndefined();
  const [aside = ''] = readdirSync(directory);
  expect(aside).toMatch(/^things\.json\.damaged-20\d\d-/);
  expect(readFileSync(join(directory, aside), 'utf8')).toBe(text);
  expect(kept.problem.value).toContain(`It was moved to ${join(directory, aside)}`);
  kept.save({ version: 1, names: [] });
  await scope.close();
  expect(onDisk()).toEqual({ version: 1, names: [] });
});

test('that it cannot be written is told, until it can', async () => {
  const kept = await open();
  rmSync(directory, { recursive: true });
  writeFileSync(directory, 'no folder');
  kept.save({ version: 1, names: [] });
  await expect.poll(() => kept.problem.value).toContain('cannot be written');
  rmSync(directory);
  kept.save({ version: 1, names: ['b'] });
  await expect.poll(() => kept.problem.value).toBeUndefined();
  expect(onDisk()).toEqual({ version: 1, names: ['b'] });
});
