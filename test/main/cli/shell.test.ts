import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createScope, type Scope } from '../../../src/shared/scope';
import { findShell } from '../../fixtures/shell-session';
import { createRig, expectNoControlCharacters, type Rig } from './rig';

let scope: Scope;
let rig: Rig;
let rc: string;
beforeEach(() => {
  scope = createScope();
  rig = createRig(scope);
  rc = join(rig.directory, 'person', '.bashrc');
});
afterEach(() => scope.close());

const check = test.skipIf(findShell('bash') === undefined);

check('bash is set up and taken back without a hub, and says what to do next', async () => {
  writeFileSync(rc, 'a=1');
  expect(await rig.run('shell', 'install', 'bash')).toBe(0);
  expect(rig.out).toEqual([`bash: installed in ${rc}`, 'Open a new terminal: shells that run already do not report.']);
  expect(readFileSync(rc, 'utf8')).toContain('viberot.bash');
  expect(await rig.run('shell', 'status', 'bash')).toBe(0);
  expect(rig.out.at(-1)).toBe(`bash: installed in ${rc}`);
  expect(await rig.run('shell', 'uninstall', 'bash')).toBe(0);
  expect(rig.out.at(-1)).toBe('bash: not installed');
  expect(readFileSync(rc, 'utf8')).toBe('a=1');
});

check('without a name every shell of this machine is meant, and JSON says what became of each', async () => {
  expect(await rig.run('shell', 'install', '--json')).toBe(0);
  const { shells } = JSON.parse(rig.out.join(''));
  expect(shells[0]).toEqual({ kind: 'bash', ok: true, state: 'installed', files: [rc] });
  rig.out.length = 0;
  await rig.run('shell', 'status', '--json');
  expect(JSON.parse(rig.out.join(''))).toMatchObject({ running: false, shells: [{ kind: 'bash' }, { kind: 'zsh' }] });
  await rig.run('shell', 'uninstall');
  expect(existsSync(rc)).toBe(false);
});

check('a damaged block is a failure with its place, and nothing is changed', async () => {
  writeFileSync(rc, '# <<< viberot shell probe <<<\n');
  expect(await rig.run('shell', 'install', 'bash')).toBe(1);
  expect(rig.errors[0]).toContain(`bash: ${rc}:1: Here the shell probe’s block ends without a beginning.`);
  expect(await rig.run('shell', 'status')).toBe(0);
  expect(rig.out[0]).toContain('bash: damaged');
  expectNoControlCharacters(rig);
});

test('another shell is wrong usage', async () => {
  for (const command of ['install', 'uninstall', 'status']) expect(await rig.run('shell', command, 'fish')).toBe(2);
  expect(rig.errors[0]).toBe('fish cannot report. Shells that can: bash, zsh.');
  expect(await rig.run('shell', 'install', '--help')).toBe(0);
});
