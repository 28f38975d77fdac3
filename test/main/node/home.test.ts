import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { homeArgument, locateHome, prepareHome } from '../../../src/main/node/home';
import { createScope, type Scope } from '../../../src/shared/scope';
import { temporaryDirectory } from '../gateway/transports';

let scope: Scope;
beforeEach(() => {
  scope = createScope();
});
afterEach(() => scope.close());

test.each([
  ['/asked', { VIBEROT_HOME: '/variable' }, '/asked'],
  [undefined, { VIBEROT_HOME: '/variable' }, '/variable'],
  [undefined, {}, join(homedir(), '.viberot')],
  [undefined, { VIBEROT_HOME: '' }, join(homedir(), '.viberot')],
])('--home %s with %o means %s', (asked, env, directory) => {
  expect(locateHome(asked, env).directory).toBe(directory);
});

test('all directories are for this user only, also one that was open to others', () => {
  const directory = join(temporaryDirectory(scope), 'home');
  mkdirSync(directory);
  chmodSync(directory, 0o755);
  const home = locateHome(directory);
  expect(prepareHome(home)).toEqual({ ok: true, value: undefined });
  for (const made of [home.directory, home.runDirectory]) expect(statSync(made).mode & 0o777).toBe(0o700);
});

test('a folder of other things that is open to others is not taken for a home, nor changed', () => {
  const directory = join(temporaryDirectory(scope), 'project');
  mkdirSync(join(directory, 'src'), { recursive: true });
  chmodSync(directory, 0o755);
  expect(prepareHome(locateHome(directory))).toMatchObject({ ok: false, error: 'home-unusable' });
  expect(statSync(directory).mode & 0o777).toBe(0o755);
});

test('a home with a long path still has sockets with a short one', () => {
  const home = locateHome(`/${'long/'.repeat(40)}`);
  expect(home.socket.length).toBeLessThan(104);
});

test.each([
  ['a file', () => '/dev/null'],
  ['a place where nothing can be made', () => '/proc/viberot'],
])('%s as a home is refused with words that help', (_what, path) => {
  const prepared = prepareHome(locateHome(path()));
  expect(prepared).toMatchObject({ ok: false, error: 'home-unusable' });
  expect(prepared.ok ? '' : prepared.message).toContain('--home DIR');
});

test.each([
  [['electron', '.', '--home', '/a'], '/a'],
  [['electron', '.', '--home=/b'], '/b'],
  [['electron', '.'], undefined],
  [['electron', '.', '--home'], undefined],
])('%j asks for home %s', (argv, home) => {
  expect(homeArgument(argv)).toBe(home);
});
