import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createCodeEditor, isOnAnotherMachine } from '../../../src/main/node/open-in-editor';
import { ok } from '../../../src/shared/result';

let root: string;
const openFile = vi.fn(async (_path: string) => ok(undefined));

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'viberot-editor-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  openFile.mockClear();
  write({ 'repo/.git/HEAD': '', 'repo/src/a b.ts': 'x\n', 'repo/sub/x': 'x', 'picture.png': '\0', 'tool.bin': '\0' });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** An editor that notes what it was told. */
function install(name: string): void {
  write({ [`bin/${name}`]: `#!/bin/sh\nprintf '%s\\n' "$@" > ${root}/told\n` });
  chmodSync(join(root, 'bin', name), 0o755);
}

function open(place: { path: string; line?: number; column?: number; cwd?: string }, env: Record<string, string> = {}) {
  const editor = createCodeEditor({ openFile }, { PATH: `${join(root, 'bin')}:/bin:/usr/bin`, DISPLAY: ':0', ...env });
  return editor.open({ cwd: join(root, 'repo'), ...place });
}

const told = () => readFileSync(join(root, 'told'), 'utf8').trim().split('\n');

test.each([
  ['code', 'FILE', ['-g', 'FILE:3:7']],
  ['cursor', 'FILE', ['-g', 'FILE:3:7']],
  ['zed', 'FILE', ['FILE:3:7']],
  ['subl', 'FILE', ['FILE:3:7']],
])('%s is found, and told the line', async (name, _, expected) => {
  install(name);
  expect(await open({ path: 'src/a b.ts', line: 3, column: 7 })).toEqual(ok(undefined));
  expect(told()).toEqual(expected.map((arg) => arg.replace('FILE', join(root, 'repo/src/a b.ts'))));
});

test.each([
  ['idea', {}, ['--line', '3', 'FILE']],
  ['kate -n --block', {}, ['-n', '--line', '3', 'FILE']],
  ['gvim', {}, ['+3', 'FILE']],
  ['"gedit" --wait', {}, ['+3', 'FILE']],
  ['emacs', {}, ['+3', 'FILE']],
  ['mate', {}, ['-l', '3', 'FILE']],
])('EDITOR=%s wins over one that is only installed', async (editor, env, expected) => {
  install(editor.replaceAll('"', '').split(' ')[0] ?? '');
  install('code');
  await open({ path: 'src/a b.ts', line: 3 }, { ...env, EDITOR: editor });
  expect(told()).toEqual(expected.map((arg) => arg.replace('FILE', join(root, 'repo/src/a b.ts'))));
});

test.each(['vi', 'emacs -nw', 'nano'])('EDITOR=%s needs a terminal, so the desktop opens the file', async (editor) => {
  install(editor.split(' ')[0] ?? '');
  await open({ path: 'src/a b.ts', line: 3 }, { EDITOR: editor });
  expect(openFile).toHaveBeenCalledWith(join(root, 'repo/src/a b.ts'));
});

test.each([
  ['b/src/a b.ts', 'repo', 'repo/src/a b.ts'],
  ['src/a b.ts', 'repo/sub', 'repo/src/a b.ts'],
  ['../src/a b.ts', 'repo/sub', 'repo/src/a b.ts'],
  ['ROOT/repo/sub/x', 'repo', 'repo/sub/x'],
  ['file://host/ROOT/repo/src/a%20b.ts', 'repo', 'repo/src/a b.ts'],
])('%s in %s is found', async (path, cwd, expected) => {
  await open({ path: path.replace('/ROOT', root).replace('ROOT', root), cwd: join(root, cwd) });
  expect(openFile).toHaveBeenCalledWith(join(root, expected));
});

test.each(['nothing', '/nowhere/x', '../../x', 'picture.png'])('%s is not there', async (path) => {
  expect(await open({ path })).toMatchObject({ error: 'not-found', message: expect.stringContaining(path) });
  expect(openFile).not.toHaveBeenCalled();
});

test('an editor that fails leaves the file to the desktop', async () => {
  write({ 'bin/code': '#!/bin/sh\nexit 1\n' });
  chmodSync(join(root, 'bin/code'), 0o755);
  expect(await open({ path: 'src/a b.ts' })).toEqual(ok(undefined));
  expect(openFile).toHaveBeenCalled();
});

test('what might start a program is not opened; a picture is', async () => {
  write({ 'evil.desktop': '[Desktop Entry]\nExec=touch /tmp/x\n', 'Evil.app/x': '' });
  for (const path of ['tool.bin', 'evil.desktop', 'Evil.app']) {
    expect(await open({ path: join(root, path) })).toMatchObject({ error: 'cannot-open' });
  }
  expect(openFile).not.toHaveBeenCalled();
  expect(await open({ path: join(root, 'picture.png') })).toEqual(ok(undefined));
  expect(existsSync(join(root, 'told'))).toBe(false);
});

test('a link is what it leads to, and a desktop entry is one without its name, too', async () => {
  write({ 'evil.desktop': '[Desktop Entry]\nExec=x\n', notes: '\ufeff# notes\n\n[Desktop Entry]\n', 'Evil.app/x': '' });
  for (const [link, target] of [
    ['letter.txt', 'evil.desktop'],
    ['photo.png', 'tool.bin'],
    ['docs', 'Evil.app'],
    ['run.command', 'repo/sub/x'],
  ]) {
    symlinkSync(join(root, target ?? ''), join(root, link ?? ''));
    expect(await open({ path: join(root, link ?? '') }), link).toMatchObject({ error: 'cannot-open' });
  }
  expect(await open({ path: join(root, 'notes') })).toMatchObject({ error: 'cannot-open' });
  expect(openFile).not.toHaveBeenCalled();
  install('code');
  expect(await open({ path: join(root, 'letter.txt') })).toEqual(ok(undefined));
});

test('names like options, commands and lines of shell are names', async () => {
  install('code');
  const names = ['--wait', '-g', '$(touch x)', '`touch x`', 'two\nlines', 'a;touch x', '%24(x)', '--command=x.ts'];
  write(Object.fromEntries(names.map((name) => [`repo/${name}`, 'x'])));
  for (const name of names) {
    expect(await open({ path: name, line: 1 })).toEqual(ok(undefined));
    expect(told()).toEqual(['-g', ...`${join(root, 'repo', name)}:1`.split('\n')]);
  }
  for (const path of ['a\0b', 'file:///a%00b', 'file:///a%2Fb', '~root']) {
    expect(await open({ path })).toMatchObject({ ok: false });
  }
});

test.each([
  ['\\\\evil\\share\\x', true],
  ['//evil/share/x', true],
  ['\\\\?\\UNC\\evil\\share', true],
  ['C:\\x', false],
  ['/x', false],
])('on Windows %s is on another machine: %s', (path, expected) => {
  expect(isOnAnotherMachine(path, 'win32')).toBe(expected);
  expect(isOnAnotherMachine(path, 'linux')).toBe(false);
});
