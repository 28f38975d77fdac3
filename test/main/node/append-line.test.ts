import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLineAppender } from '../../../src/main/node/append-line';
import { createScope, type Scope } from '../../../src/shared/scope';
import { temporaryDirectory } from '../gateway/transports';

let scope: Scope;
let folder: string;
beforeEach(() => {
  scope = createScope();
  folder = temporaryDirectory(scope);
});
afterEach(() => scope.close());

test('lines are added in the order in which they come, also thousands at once', async () => {
  const append = createLineAppender();
  const path = join(folder, 'a.log');
  const numbers = Array.from({ length: 20_000 }, (_, index) => String(index));
  const written = await Promise.all(numbers.map((number) => append(path, number)));
  expect(written.every(({ ok }) => ok)).toBe(true);
  await append(path, 'end');
  expect(readFileSync(path, 'utf8')).toBe(`${numbers.join('\n')}\nend\n`);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('more than a slow disk takes is refused and not kept', async () => {
  const append = createLineAppender();
  const path = join(folder, 'a.log');
  const line = 'x'.repeat(1_000_000);
  const written = await Promise.all(Array.from({ length: 30 }, () => append(path, line)));
  expect(written.filter(({ ok }) => ok)).toHaveLength(17);
  expect(written.at(-1)).toMatchObject({ ok: false, message: 'more lines come than the disk can take' });
  expect(await append(path, 'again')).toMatchObject({ ok: true });
});

test.each([
  ['a FIFO that nobody reads', (path: string) => execFileSync('mkfifo', [path])],
  ['a folder', (path: string) => mkdirSync(path)],
])('%s is refused at once', async (_, make) => {
  const path = join(folder, 'odd');
  make(path);
  expect(await createLineAppender()(path, 'x')).toMatchObject({ ok: false, error: 'not-writable' });
});

test('a device is refused', async () => {
  const written = await createLineAppender()('/dev/null', 'x');
  expect(written).toMatchObject({ ok: false, message: '/dev/null is not a regular file' });
});

test('a full disk is told', async () => {
  expect(await createLineAppender()('/dev/full', 'x')).toMatchObject({ ok: false });
});
