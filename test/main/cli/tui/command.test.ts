import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from '../../../../src/main/cli';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { createRig, type Rig } from '../rig';

let scope: Scope;
let rig: Rig;

beforeEach(() => {
  scope = createScope();
  rig = createRig(scope);
});
afterEach(() => scope.close());

test('says that it needs a terminal, with the code of wrong usage', async () => {
  expect(await rig.run('tui')).toBe(2);
  expect(rig.errors.join()).toContain('Only a terminal can show this: input or output of this command is none.');
});

test('says that no hub runs, as other commands do', async () => {
  const host = { ...rig.host, terminalSize: () => ({ cols: 80, rows: 24 }) };
  expect(await runCli(['tui'], host)).toBe(1);
  expect(rig.errors.join()).toContain('VibeRot is not running here. Start it with: npm start (or viberot serve)');
});

test.each([
  ['ctrl-i', 'A detach key is a key with Ctrl'],
  ['x', 'A detach key is a key with Ctrl'],
])('refuses the detach key %s', async (key, message) => {
  expect(await rig.run('tui', '--detach-key', key)).toBe(2);
  expect(rig.errors.join()).toContain(message);
});

test('helps with keys, and with how to change what is shown', async () => {
  expect(await rig.run('tui', '--help')).toBe(0);
  for (const text of ['Tab, Shift+Tab', 'Ctrl+\\', 'user/layout.lua', 'NO_COLOR', '$ viberot tui agents'])
    expect(rig.out.join('\n')).toContain(text);
});
