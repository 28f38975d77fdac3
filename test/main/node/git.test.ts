import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createGit } from '../../../src/main/node/git';

/** A folder for the PATH whose "git" is this script. */
function standIn(script: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'viberot-git-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'git'), `#!/bin/sh\n[ "$1" = --version ] && echo git version 2.40 && exit\n${script}`);
  chmodSync(join(folder, 'git'), 0o755);
  return folder;
}

const withScript = (script: string) => createGit({ ...process.env, PATH: `${standIn(script)}:${process.env.PATH}` });

test('it tells what git prints', async () => {
  expect(await createGit().read('/', ['hash-object', '-t', 'tree', '--stdin'])).toEqual({
    ok: true,
    value: '4b825dc642cb6eb9a060e54bf8d69288fbee4904\n',
  });
});

test('a complaint of git is told without its hints', async () => {
  const git = withScript('echo "fatal: no such thing" >&2; echo "hint: try another" >&2; exit 128');
  expect(await git.run('/', ['x'])).toEqual({ ok: false, error: 'git-failed', message: 'no such thing' });
  expect(await git.run('/', ['x'], { okCodes: [128] })).toEqual({ ok: true, value: '' });
});

test('nobody is asked, and what the hub was started from has no say', async () => {
  const git = createGit({
    ...process.env,
    PATH: `${standIn('env')}:${process.env.PATH}`,
    GIT_DIR: '/x',
    GIT_SSH: 'ssh',
  });
  const answers = [await git.read('/', ['x'], { settings: { 'a.b=c.d': 'e' } }), await git.run('/', ['x'])];
  const [read = [], run = []] = answers.map((answer) => (answer.ok ? answer.value.split('\n') : []));
  for (const env of [read, run]) {
    expect(env).toEqual(expect.arrayContaining(['GIT_TERMINAL_PROMPT=0', 'GIT_EDITOR=true', 'GIT_SSH=ssh']));
    expect(env.some((entry) => entry.startsWith('GIT_DIR='))).toBe(false);
  }
  expect(read).toEqual(
    expect.arrayContaining(['LC_ALL=C', 'GIT_OPTIONAL_LOCKS=0', 'GIT_CONFIG_KEY_0=a.b=c.d', 'GIT_CONFIG_VALUE_0=e']),
  );
});

test('output beyond what is wanted is not waited for', async () => {
  const answer = await withScript('yes').run('/', ['x'], { mostBytes: 1_000 });
  expect(answer.ok && answer.value.length).toBe(1_000);
});

test('what takes too long is ended, with what it started', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'viberot-git-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const git = withScript(`(sleep 30; touch ${folder}/late) & wait`);
  expect(await git.run('/', ['fetch'], { timeoutMs: 100 })).toMatchObject({
    message: 'git fetch took longer than 0.1 seconds.',
  });
  expect(existsSync(join(folder, 'late'))).toBe(false);
});

test('what nobody waits for any more is ended', async () => {
  const stop = new AbortController();
  const answer = withScript('sleep 30').run('/', ['fetch'], { signal: stop.signal });
  stop.abort();
  expect(await answer).toMatchObject({ message: 'It was stopped.' });
});

test.each([
  ['not installed', '/nowhere', /not found in the PATH\. Install git/],
  ['too old', undefined, /git version 2\.20\.1 is too old\. Install git 2\.31 or later/],
])('git that is %s is told', async (_, path, message) => {
  const folder = path ?? standIn('');
  if (!path) writeFileSync(join(folder, 'git'), '#!/bin/sh\necho git version 2.20.1\n');
  const answer = await createGit({ PATH: folder }).run('/', ['status']);
  expect(answer).toMatchObject({ error: 'no-git', message: expect.stringMatching(message) });
});

test('a folder that is not there is told', async () => {
  expect(await createGit().run('/nowhere', ['status'])).toMatchObject({
    message: 'The folder /nowhere does not exist.',
  });
});
