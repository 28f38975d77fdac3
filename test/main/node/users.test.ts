import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createUsers } from '../../../src/main/node';

test('the own user and those of the system have their names', () => {
  const { nameOf } = createUsers();
  const { uid, username } = userInfo();
  expect(nameOf(uid)).toBe(username);
  expect(nameOf(0)).toBe(execFileSync('id', ['-nu', '0']).toString().trim());
});

test('a user that only the system knows of, by a directory service, has a name as well', () => {
  expect(createUsers('/nowhere').nameOf(1)).toBe('daemon');
});

test('a user that nobody knows has none', () => {
  expect(createUsers().nameOf(4_000_000_001)).toBeUndefined();
});

test('each user is looked up once', () => {
  const folder = mkdtempSync(join(tmpdir(), 'viberot-users-'));
  const file = join(folder, 'passwd');
  writeFileSync(file, 'root:x:0:0::/:/bin/sh\nann:x:4000000002:1::/:/bin/sh\n');
  const users = createUsers(file);
  expect(users.nameOf(4_000_000_002)).toBe('ann');
  rmSync(folder, { recursive: true });
  expect(users.nameOf(4_000_000_002)).toBe('ann');
});
