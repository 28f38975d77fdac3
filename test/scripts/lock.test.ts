import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { isAbandoned, releaseLock, tryLock, withLock } from '../../scripts/setup/lock.mjs';
import { folderWith, projectRoot } from './folder';

const runFile = promisify(execFile);

/** A lock as a process with this id leaves it. */
function lockOf(pid: number, host = hostname()): string {
  return join(folderWith({ 'lock/owner.json': { pid, host } }), 'lock');
}

/** The id of a process that has ended. */
async function deadPid(): Promise<number> {
  const { stdout } = await runFile(process.execPath, ['-p', 'process.pid']);
  return Number(stdout);
}

test('a free lock is taken, a held one is not, a released one is free again', () => {
  const path = join(folderWith(), 'lock');
  expect(tryLock(path)).toBe(true);
  expect(tryLock(path)).toBe(false);
  releaseLock(path);
  expect(readdirSync(join(path, '..'))).toEqual([]);
  expect(tryLock(path)).toBe(true);
});

test('the lock of a dead process is taken over', async () => {
  const path = lockOf(await deadPid());
  expect(isAbandoned(path)).toBe(true);
  expect(tryLock(path)).toBe(true);
  expect(JSON.parse(readFileSync(join(path, 'owner.json'), 'utf8')).pid).toBe(process.pid);
  expect(existsSync(join(path, 'takeover'))).toBe(false);
});

test('the lock of a living process is left alone, and so is one of another machine', async () => {
  expect(tryLock(lockOf(process.ppid))).toBe(false);
  expect(tryLock(lockOf(await deadPid(), 'elsewhere'))).toBe(false);
});

test('a lock that nobody has touched for over a minute is taken over, whoever has its id now', () => {
  const path = lockOf(process.ppid, 'elsewhere');
  const then = new Date(Date.now() - 61_000);
  utimesSync(join(path, 'owner.json'), then, then);
  expect(tryLock(path)).toBe(true);
});

test('nobody releases the lock of another', () => {
  const path = lockOf(process.ppid);
  releaseLock(path);
  expect(existsSync(path)).toBe(true);
});

test('the lock is given back when the work throws', async () => {
  const path = join(folderWith(), 'lock');
  await expect(withLock(path, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(existsSync(path)).toBe(false);
});

test('of several processes that find a stale lock, one works at a time', async () => {
  const path = lockOf(await deadPid());
  const log = join(path, '../log');
  const script = `
    import { appendFileSync } from 'node:fs';
    import { setTimeout as sleep } from 'node:timers/promises';
    import { withLock } from ${JSON.stringify(join(projectRoot, 'scripts/setup/lock.mjs'))};
    await withLock(${JSON.stringify(path)}, async () => {
      appendFileSync(${JSON.stringify(log)}, 'in ');
      await sleep(50);
      appendFileSync(${JSON.stringify(log)}, 'out ');
    }, { pollMs: 5 });`;
  const args = ['--input-type=module', '--eval', script];
  await Promise.all(Array.from({ length: 5 }, () => runFile(process.execPath, args)));
  expect(readFileSync(log, 'utf8')).toBe('in out '.repeat(5));
  expect(readdirSync(join(path, '..'))).toEqual(['log']);
});

test('a process that is told to end gives its lock back', async () => {
  const path = join(folderWith(), 'lock');
  const script = `
    import { withLock } from ${JSON.stringify(join(projectRoot, 'scripts/setup/lock.mjs'))};
    await withLock(${JSON.stringify(path)}, () => { process.kill(process.pid, 'SIGTERM'); return new Promise(() => setTimeout(() => {}, 60_000)); });`;
  const outcome = await runFile(process.execPath, ['--input-type=module', '--eval', script]).catch((error) => error);
  expect(outcome.code).toBe(143);
  expect(existsSync(path)).toBe(false);
});
