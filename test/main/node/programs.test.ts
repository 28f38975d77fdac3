import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPrograms } from '../../../src/main/node/programs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'programs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function script(path: string, text: string, mode = 0o755): string {
  const file = join(folder, path);
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
}

test('programs are found in the order of the PATH; what cannot be run is none', async () => {
  for (const name of ['a', 'b']) mkdirSync(join(folder, name));
  script('b/claude', '');
  script('a/codex', '', 0o644);
  mkdirSync(join(folder, 'a/gemini'));
  script('a/aider', '');
  script('b/aider', '');
  const env = { PATH: `${folder}/a::${folder}/b:/nowhere`, SHLVL: '1' };
  const programs = createPrograms({ shell: { file: '/bin/sh', args: [] }, env });
  expect(Object.fromEntries(await programs.find(['claude', 'codex', 'gemini', 'aider', 'opencode']))).toEqual({
    ...{ claude: join(folder, 'b/claude'), aider: join(folder, 'a/aider') },
  });
});

test('a hub that a shell started has the shell’s PATH already', async () => {
  const shell = { file: script('shell', '#!/bin/sh\necho asked > "$0.asked"'), args: [] };
  expect(await createPrograms({ shell, env: { PATH: '/x', SHLVL: '1' } }).searchPath()).toBe('/x');
});

test('a hub that the desktop started asks the shell, once, whatever its start-up files print', async () => {
  const file = script('shell', '#!/bin/sh\necho Welcome\nPATH="/own/bin:$PATH"; echo x >> "$0.asked"\neval "$2"\n');
  const programs = createPrograms({ shell: { file, args: [] }, env: { PATH: '/usr/bin:/bin' } });
  expect(await programs.searchPath()).toBe('/own/bin:/usr/bin:/bin');
  expect(await programs.searchPath()).toBe('/own/bin:/usr/bin:/bin');
  expect(readFileSync(`${file}.asked`, 'utf8')).toBe('x\n');
});

test.each([
  ['cannot be run', undefined],
  ['says nothing', '#!/bin/sh\n'],
])('when the shell %s, the PATH of the hub counts', async (_, text) => {
  const file = text === undefined ? '/nowhere/shell' : script('shell', text);
  expect(await createPrograms({ shell: { file, args: [] }, env: { PATH: '/x' } }).searchPath()).toBe('/x');
});

test('real shells tell their PATH', async () => {
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: folder };
  writeFileSync(join(folder, '.bashrc'), 'echo hi\nexport PATH="$HOME/mine:$PATH"\n');
  writeFileSync(join(folder, '.bash_profile'), '. ~/.bashrc\n');
  const programs = createPrograms({ shell: { file: '/bin/bash', args: [] }, env });
  expect((await programs.searchPath()).split(':')).toContain(join(folder, 'mine'));
});
