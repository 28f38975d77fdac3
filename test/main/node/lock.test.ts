import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireLock } from '../../../src/main/node/lock';
import { readProcStat } from '../../../src/main/node/proc-stat';
import { createScope, type Scope } from '../../../src/shared/scope';
import { temporaryDirectory } from '../gateway/transports';

let scope: Scope;
let path: string;

beforeEach(() => {
  scope = createScope();
  path = join(temporaryDirectory(scope), 'hub.lock');
});
afterEach(() => scope.close());

test('only one can hold a lock; the other is told who', () => {
  const first = acquireLock(path);
  expect(first.ok).toBe(true);
  expect(acquireLock(path)).toMatchObject({ ok: false, error: 'locked', message: String(process.pid) });
});

test('a lock that was given back can be taken again, and leaves no file', () => {
  const first = acquireLock(path);
  if (first.ok) first.value.close();
  expect(readdirSync(join(path, '..'))).toEqual([]);
  expect(acquireLock(path).ok).toBe(true);
});

test('the lock of a process that was killed is taken over at once', () => {
  const { pid } = spawnSync('true');
  writeFileSync(path, JSON.stringify({ pid, start: '1', nonce: 'x' }));
  expect(acquireLock(path).ok).toBe(true);
  expect(readdirSync(join(path, '..'))).toEqual(['hub.lock']);
});

test('the pid of a killed owner that another process has now does not keep the lock', () => {
  writeFileSync(path, JSON.stringify({ pid: process.pid, start: '1', nonce: 'x' }));
  expect(acquireLock(path).ok).toBe(true);
});

test.each(['', '{', 'null', '{"pid":-1}'])('a lock file that holds %j is taken over', (text) => {
  writeFileSync(path, text);
  expect(acquireLock(path).ok).toBe(true);
});

test('a zombie holds no lock', async () => {
  // By the time the child ends, its parent has become a program that does not look after children.
  const shell = spawn('sh', ['-c', 'sleep 0.3 & echo $!; exec sleep 30'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const pid = Number((await once(shell.stdout, 'data'))[0]);
  await expect.poll(() => readProcStat(pid)?.state, { timeout: 10_000 }).toBe('Z');
  writeFileSync(path, JSON.stringify({ pid, start: readProcStat(pid)?.start, nonce: 'x' }));
  expect(acquireLock(path).ok).toBe(true);
  shell.kill();
});

test('of many processes that find the same stale lock exactly one gets it', async () => {
  writeFileSync(path, JSON.stringify({ pid: spawnSync('true').pid, start: '1', nonce: 'x' }));
  const script = `
    import { acquireLock } from ${JSON.stringify(new URL('../../../src/main/node/lock.ts', import.meta.url).pathname)};
    const lock = acquireLock(${JSON.stringify(path)});
    console.log(lock.ok ? 'mine' : 'theirs');
    process.stdin.on('end', () => process.exit(0)).resume();`;
  const bundled = await bundle(script);
  const children = Array.from({ length: 6 }, () =>
    spawn(process.execPath, [bundled], { stdio: ['pipe', 'pipe', 'inherit'] }),
  );
  const answers = await Promise.all(children.map(async ({ stdout }) => String((await once(stdout, 'data'))[0]).trim()));
  expect(answers.filter((answer) => answer === 'mine')).toHaveLength(1);
  for (const child of children) {
    const exited = once(child, 'exit');
    child.stdin.end();
    await exited;
  }
  expect(existsSync(path)).toBe(true);
});

/** Plain Node can't run TypeScript: the script becomes a JavaScript file first. */
async function bundle(script: string): Promise<string> {
  const { build } = await import('vite');
  const directory = temporaryDirectory(scope);
  const entry = join(directory, 'entry.ts');
  writeFileSync(entry, script);
  await build({
    root: directory,
    logLevel: 'silent',
    configFile: false,
    build: {
      ssr: entry,
      outDir: directory,
      emptyOutDir: false,
      rollupOptions: { output: { entryFileNames: 'entry.mjs' } },
    },
    ssr: { noExternal: true },
  });
  return join(directory, 'entry.mjs');
}
