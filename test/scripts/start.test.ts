import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  electronBinary,
  gist,
  needsNoSandbox,
  noDisplayReason,
  recentFailure,
  rememberFailure,
} from '../../scripts/start/electron.mjs';
import { parseStartFlags } from '../../scripts/start/flags.mjs';
import { folderWith, projectRoot, put } from './folder';

const node = (...args: string[]) => spawnSync(process.execPath, args, { cwd: projectRoot, encoding: 'utf8' });

test('--help tells every flag and does nothing else', () => {
  const { stdout, status } = node('scripts/start.mjs', '--help');
  expect(status).toBe(0);
  for (const flag of ['--web', '--port', '--no-open', '--home', '--fetch-electron', '--verbose']) {
    expect(stdout).toContain(flag);
  }
});

test.each([
  ['--wbe', 'unknown option “--wbe”; did you mean --web?'],
  ['--colour', 'unknown option “--colour”; known: --web'],
  ['--port=high', '--port takes a number'],
  ['--port', 'argument missing'],
  ['--web=yes', 'does not take an argument'],
  ['now', 'unexpected argument “now”'],
])('npm start %s is refused with exit code 2', (flag, message) => {
  const { stderr, status } = node('scripts/start.mjs', flag);
  expect(stderr).toMatch(/^npm start: /);
  expect(stderr).toContain(message);
  expect(status).toBe(2);
});

test('flags are read', () => {
  const none = { web: false, open: true, fetchElectron: false, verbose: false, help: false };
  expect(parseStartFlags([])).toEqual(none);
  expect(parseStartFlags(['--web', '--port', '0', '--no-open'])).toEqual({ ...none, web: true, port: 0, open: false });
  expect(parseStartFlags(['--home=data'], '/typed/in')).toEqual({ ...none, home: '/typed/in/data' });
});

test('Electron is there when the file is there that its installer wrote down', () => {
  const root = folderWith({ 'node_modules/electron/path.txt': 'electron' });
  expect(electronBinary(root, {})).toBeUndefined();
  put(root, 'node_modules/electron/dist/electron', '');
  expect(electronBinary(root, {})).toBe(join(root, 'node_modules/electron/dist/electron'));
  put(root, 'elsewhere/electron', '');
  const env = { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'elsewhere') };
  expect(electronBinary(root, env)).toBe(join(root, 'elsewhere/electron'));
});

test('a window needs a display only on Linux', () => {
  expect(noDisplayReason({ platform: 'linux', env: {} })).toBe('there is no display');
  expect(noDisplayReason({ platform: 'linux', env: { DISPLAY: ':0' } })).toBeUndefined();
  expect(noDisplayReason({ platform: 'linux', env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBeUndefined();
  expect(noDisplayReason({ platform: 'darwin', env: {} })).toBeUndefined();
});

test('only root on Linux goes without the sandbox', () => {
  expect(needsNoSandbox({ platform: 'linux', uid: 0 })).toBe(true);
  expect(needsNoSandbox({ platform: 'linux', uid: 1000 })).toBe(false);
  expect(needsNoSandbox({ platform: 'darwin', uid: 0 })).toBe(false);
});

test('a failed download is remembered for a day, and for one version', () => {
  const root = folderWith({ 'package.json': { devDependencies: { electron: '45.0.0' } } });
  const hour = 3_600_000;
  expect(recentFailure(root)).toBeUndefined();
  rememberFailure(root, 'no network', 0);
  expect(recentFailure(root, 23 * hour)).toBe('no network');
  expect(recentFailure(root, 25 * hour)).toBeUndefined();
  put(root, 'package.json', { devDependencies: { electron: '45.0.1' } });
  expect(recentFailure(root, hour)).toBeUndefined();
});

test('a failure is told in one line', () => {
  expect(gist('\nRequestError: getaddrinfo ENOTFOUND github.com\n    at ClientRequest (node:x)')).toBe(
    'getaddrinfo ENOTFOUND github.com',
  );
  expect(gist('')).toBe('no reason was given');
});

test('the command viberot says what to do while it is not built, and then becomes the program', () => {
  const root = folderWith();
  mkdirSync(join(root, 'bin'));
  copyFileSync(join(projectRoot, 'bin/viberot.mjs'), join(root, 'bin/viberot.mjs'));
  const before = node(join(root, 'bin/viberot.mjs'), 'status');
  expect(before.stderr).toBe('VibeRot is not built yet: run `npm start` or `npm run build` first.\n');
  expect(before.status).toBe(1);
  put(root, 'out/main/headless.js', 'console.log(process.argv.slice(2).join()); process.exitCode = 3;');
  put(root, 'package.json', { type: 'module' });
  const after = node(join(root, 'bin/viberot.mjs'), 'status', '--json');
  expect(after.stdout).toBe('status,--json\n');
  expect(after.status).toBe(3);
});
