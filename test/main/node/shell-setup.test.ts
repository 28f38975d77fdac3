import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createShellSetups, type ShellSetupOptions } from '../../../src/main/node/shell-setup';
import { createScope, type Scope } from '../../../src/shared/scope';
import { temporaryDirectory } from '../gateway/transports';

let scope: Scope;
let person: string;
let home: string;
beforeEach(() => {
  scope = createScope();
  person = realpathSync(temporaryDirectory(scope));
  home = join(person, '.viberot');
  mkdirSync(join(person, 'bin'));
  for (const shell of ['bash', 'zsh']) writeFileSync(join(person, 'bin', shell), '#!/bin/sh\n', { mode: 0o755 });
});
afterEach(() => scope.close());

const resource = (name: string) => join(import.meta.dirname, '../../../resources', name);
const setups = (more: Partial<ShellSetupOptions> = {}) =>
  createShellSetups({
    ...{ app: { resource }, home: { directory: home }, person, env: { PATH: join(person, 'bin') }, platform: 'linux' },
    ...more,
  });
const rc = (name = '.bashrc') => join(person, name);
const bytes = (path: string) => readFileSync(path, 'latin1');

describe('what is installed', () => {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot) console.warn('That a hook of somebody else is not read is not tested: it takes root.');

  test.runIf(isRoot).each([
    ['the person’s own', 0, 'read'],
    ['somebody else’s', 65_534, ''],
  ])('reads a hook that is %s', async (_, owner, said) => {
    await setups().install('bash');
    const hook = join(home, 'shell/viberot.bash');
    writeFileSync(hook, 'printf read');
    chownSync(hook, owner, owner);
    expect(spawnSync('bash', [rc()], { encoding: 'utf8', env: { ...process.env, HOME: person } }).stdout).toBe(said);
  });
});

describe('installing and taking out again', () => {
  test.each([
    ['nothing', undefined],
    ['an empty file', ''],
    ['a usual file', 'alias ll="ls -l"\nPS1="> "\n'],
    ['no line break at the end', 'PS1="> "'],
    ['CRLF', 'a=1\r\nb=2\r\n'],
    ['bytes that are no UTF-8', 'x=\xff\xfe\x80\n\x00y'],
    ['1 MB', `${'# a long file\n'.repeat(75_000)}`],
  ])('keeps every byte: %s', async (_, before) => {
    if (before !== undefined) writeFileSync(rc(), before, { encoding: 'latin1', mode: 0o640 });
    const shells = setups();
    expect(await shells.install('bash')).toMatchObject({ ok: true, value: { state: 'installed', files: [rc()] } });
    const installed = bytes(rc());
    expect(installed.startsWith(before ?? '')).toBe(true);
    expect(bytes(join(home, 'shell/viberot.bash'))).toBe(bytes(resource('shell/viberot.bash')));
    expect(await shells.install('bash')).toMatchObject({ ok: true });
    expect(bytes(rc())).toBe(installed);
    if (before !== undefined) expect(statSync(rc()).mode & 0o777).toBe(0o640);

    expect(await shells.uninstall('bash')).toMatchObject({ ok: true, value: { state: 'absent' } });
    expect(existsSync(rc()) ? bytes(rc()) : undefined).toBe(before);
    expect(existsSync(join(home, 'shell'))).toBe(false);
    expect(await shells.uninstall('bash')).toMatchObject({ ok: true });
    expect(readdirSync(person).sort()).toEqual(
      [...(before === undefined ? [] : ['.bashrc']), '.viberot', 'bin'].sort(),
    );
  });

  test('writes a linked file where it is, and keeps a file with two names one file', async () => {
    mkdirSync(join(person, 'dotfiles'));
    writeFileSync(join(person, 'dotfiles/bashrc'), 'a\n');
    symlinkSync('dotfiles/bashrc', rc());
    writeFileSync(rc('.zshrc'), 'z\n');
    linkSync(rc('.zshrc'), join(person, 'second'));
    await setups().install('bash');
    await setups().install('zsh');
    expect(lstatSync(rc()).isSymbolicLink()).toBe(true);
    expect(bytes(join(person, 'dotfiles/bashrc'))).toContain('viberot.bash');
    expect(bytes(join(person, 'second'))).toBe(bytes(rc('.zshrc')));
    expect(readdirSync(join(person, 'dotfiles'))).toEqual(['bashrc']);
  });

  test('finds .zshrc in ZDOTDIR', async () => {
    const folder = join(person, 'zsh');
    mkdirSync(folder);
    expect(await setups({ env: { ZDOTDIR: folder } }).install('zsh')).toMatchObject({
      ok: true,
      value: { files: [join(folder, '.zshrc')] },
    });
    expect(existsSync(rc('.zshrc'))).toBe(false);
  });
});

describe('on macOS, where terminals start login shells', () => {
  test.each([
    ['nothing', {}, ['.bashrc', '.bash_profile']],
    [
      'a .bash_profile that does not read .bashrc',
      { '.bash_profile': 'PS1=x\n# .bashrc\n' },
      ['.bashrc', '.bash_profile'],
    ],
    ['a .bash_profile that does', { '.bash_profile': '[ -r ~/.bashrc ] && . ~/.bashrc\n' }, ['.bashrc']],
    ['only .profile', { '.profile': 'x=1\n' }, ['.bashrc', '.profile']],
    ['.bash_login before .profile', { '.bash_login': '', '.profile': '. ~/.bashrc\n' }, ['.bashrc', '.bash_login']],
  ])('%s', async (_, files, expected) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(rc(name), text);
    const shells = setups({ platform: 'darwin' });
    expect(await shells.install('bash')).toMatchObject({
      ok: true,
      value: { files: expected.map(rc), state: 'installed' },
    });
    for (const name of expected) expect(bytes(rc(name))).toContain('viberot.bash');
    await shells.uninstall('bash');
    for (const [name, text] of Object.entries(files)) expect(bytes(rc(name))).toBe(text);
    expect(readdirSync(person).sort()).toEqual(['.viberot', 'bin', ...Object.keys(files)].sort());
  });
});

describe('what cannot be done changes nothing, and says why', () => {
  test('a damaged block, with its line', async () => {
    const text = 'a\n# >>> viberot shell probe >>>\nb\n';
    writeFileSync(rc(), text);
    const message = `${rc()}:2: Here the shell probe’s block begins without an end.`;
    for (const act of [setups().install, setups().uninstall]) {
      const done = await act('bash');
      expect(done).toMatchObject({ ok: false, error: 'damaged' });
      expect(!done.ok && done.message).toContain(message);
    }
    expect(bytes(rc())).toBe(text);
    expect((await setups().read())[0]).toMatchObject({ kind: 'bash', state: 'damaged' });
  });

  test('a read-only file, a link to nothing, a folder', async () => {
    writeFileSync(rc(), 'a\n');
    chmodSync(rc(), 0o444);
    const done = await setups().install('bash');
    expect(!done.ok && done.message).toContain(`${rc()} is read-only. Make it writable (chmod u+w)`);
    expect(bytes(rc())).toBe('a\n');
    expect(existsSync(join(home, 'shell'))).toBe(false);

    symlinkSync('nowhere', rc('.zshrc'));
    const linked = await setups().install('zsh');
    expect(!linked.ok && linked.message).toContain('is a link to a file that does not exist');
    const folder = await setups({ env: { ZDOTDIR: person, PATH: '/bin' }, person }).read();
    expect(folder[1]).toMatchObject({ kind: 'zsh', state: 'damaged' });

    mkdirSync(join(person, 'other/.zshrc'), { recursive: true });
    const taken = await setups({ env: { ZDOTDIR: join(person, 'other') } }).install('zsh');
    expect(!taken.ok && taken.message).toContain('is not a file');
  });

  test('a home that takes no files', async () => {
    writeFileSync(home, 'no folder');
    expect(await setups().install('bash')).toMatchObject({
      ...{ ok: false, error: 'not-writable' },
      message: expect.stringContaining(`${join(home, 'shell/viberot.bash')} cannot be written: `),
    });
    expect(existsSync(rc())).toBe(false);
  });

  test('a shell that is not on this machine', async () => {
    const shells = setups({ env: { PATH: join(person, 'bin') }, platform: 'win32' });
    expect((await shells.read()).map(({ state }) => state)).toEqual(['missing', 'missing']);
    expect(await shells.install('bash')).toMatchObject({ ok: false, message: 'There is no bash on this machine.' });
    expect(existsSync(rc())).toBe(false);
  });
});

test('a block for another home is told, and replaced', async () => {
  await setups().install('bash');
  const other = setups({ home: { directory: join(person, 'it’s "$HOME" `x`') } });
  expect((await other.read())[0]).toMatchObject({ state: 'absent', message: expect.stringContaining('another home') });
  await other.install('bash');
  expect((await other.read())[0]).toMatchObject({ state: 'installed' });
  expect(bytes(rc()).match(/>>> viberot/g)).toHaveLength(1);
  await other.uninstall('bash');
  expect(existsSync(rc())).toBe(false);
});

test('a newer app replaces the hooks in place, and makes none', async () => {
  await setups().install('zsh');
  writeFileSync(join(home, 'shell/viberot.zsh'), 'old');
  await setups().update();
  expect(bytes(join(home, 'shell/viberot.zsh'))).toBe(bytes(resource('shell/viberot.zsh')));
  expect(existsSync(join(home, 'shell/viberot.bash'))).toBe(false);
});
