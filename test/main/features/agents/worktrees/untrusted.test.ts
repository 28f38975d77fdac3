import { chmodSync, existsSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commit, folder, git, must, repository, rig, write } from './rig';

/** A repository whose settings name programs wherever git takes one. Each leaves a file behind when it runs. */
function trap(): { root: string; traces: string; ran(): string[] } {
  const root = repository(undefined, { 'a.txt': 'one\n', 'b.bin': 'x\n' });
  const traces = folder();
  const program = (name: string) => {
    const path = join(traces, `${name}.sh`);
    write(traces, { [`${name}.sh`]: `#!/bin/sh\necho ran >> ${join(traces, name)}\ncat\n` });
    chmodSync(path, 0o755);
    return path;
  };
  const names: string[] = [];
  const set = (key: string, name = key.replaceAll(/[^a-z]/gi, '-')) => {
    names.push(name);
    git(root, 'config', key, program(name));
  };
  write(root, { '.gitattributes': '*.txt filter=a=b diff=mine\n*.bin filter=proc diff=mine\n' });
  commit(root);
  for (const key of ['core.fsmonitor', 'core.pager', 'pager.diff', 'diff.external', 'core.sshCommand', 'core.editor'])
    set(key);
  for (const key of ['diff.mine.command', 'diff.mine.textconv', 'core.askPass', 'core.alternateRefsCommand']) set(key);
  set('filter.a=b.clean');
  set('filter.a=b.smudge');
  set('filter.proc.process');
  git(root, 'config', 'filter.a=b.required', 'true');
  git(root, 'config', 'core.hooksPath', traces);
  for (const hook of ['post-index-change', 'post-checkout', 'reference-transaction', 'fsmonitor-watchman']) {
    write(traces, { [hook]: `#!/bin/sh\necho ran >> ${join(traces, `hook-${hook}`)}\n` });
    chmodSync(join(traces, hook), 0o755);
    names.push(`hook-${hook}`);
  }
  return { root, traces, ran: () => names.filter((name) => existsSync(join(traces, name))) };
}

/** As git sees it: the file may have changed, so its content must be compared. */
function touch(path: string): void {
  utimesSync(path, new Date(), new Date(Date.now() - 5_000));
}

test('reading a diff, the changes or the branches runs no program of the repository', async () => {
  const { root, ran } = trap();
  write(root, { 'a.txt': 'two\n', 'new.txt': 'n\n' });
  touch(join(root, 'b.bin'));
  const { worktrees } = rig();
  const diff = must(await worktrees.diff(root));
  expect(diff.files.map(({ path }) => path)).toEqual(['a.txt', 'new.txt']);
  expect(must(await worktrees.changes(root)).files).toBe(2);
  await worktrees.branches(root);
  expect(ran()).toEqual([]);
  // The traps are real: git itself steps into them.
  git(root, 'diff', '--textconv');
  git(root, 'status');
  expect(ran()).toEqual(expect.arrayContaining(['core-fsmonitor', 'diff-mine-command', 'filter-a-b-clean']));
});

test('nor any of a submodule', async () => {
  const { root, ran } = trap();
  const main = repository();
  git(main, 'submodule', '--quiet', 'add', repository(), 'sub');
  commit(main);
  git(join(main, 'sub'), 'config', 'core.fsmonitor', git(root, 'config', 'core.fsmonitor').trim());
  write(main, { 'sub/a.txt': 'two\n' });
  const { worktrees } = rig();
  must(await worktrees.diff(main));
  expect(must(await worktrees.changes(main)).files).toBe(1);
  expect(ran()).toEqual([]);
  git(main, 'status');
  expect(ran()).toEqual(['core-fsmonitor']);
});

test('nor is anything fetched from a server that the repository names', async () => {
  const traces = folder();
  write(traces, { server: `#!/bin/sh\necho ran > ${join(traces, 'ran')}\n` });
  chmodSync(join(traces, 'server'), 0o755);
  const main = repository();
  git(main, 'checkout', '--quiet', '-b', 'topic');
  write(main, { 'a.txt': 'two\n' });
  const blob = git(main, 'rev-parse', 'HEAD:a.txt').trim();
  rmSync(join(main, '.git/objects', blob.slice(0, 2), blob.slice(2)));
  for (const [key, value] of [
    ['extensions.partialClone', 'origin'],
    ['core.repositoryFormatVersion', '1'],
    ['remote.origin.promisor', 'true'],
    ['remote.origin.url', `ext::${join(traces, 'server')}`],
    ['protocol.ext.allow', 'always'],
  ] as const) {
    git(main, 'config', key, value);
  }
  expect(await rig().worktrees.diff(main, 'main')).toMatchObject({ ok: false });
  expect(existsSync(join(traces, 'ran'))).toBe(false);
  expect(() => git(main, 'diff')).toThrow();
  expect(existsSync(join(traces, 'ran'))).toBe(true);
});
