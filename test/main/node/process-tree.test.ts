import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { allPids, isLiving, readProcStat } from '../../../src/main/node/proc-stat';
import { endTree, rowsOfPs } from '../../../src/main/node/process-tree';

/** Seconds that nobody else sleeps for, by which the processes of a test are known. */
const unique = () => `1000.${String(process.pid).padStart(7, '0')}${Math.floor(Math.random() * 1e6)}`;

function sleepers(seconds: string): number[] {
  return allPids().filter((pid) => {
    try {
      return (
        readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(`sleep\0${seconds}`) && isLiving(readProcStat(pid))
      );
    } catch {
      return false;
    }
  });
}

/** A session whose leader runs a line of shell; resolves when so many sleep in it. */
async function start(line: string, seconds: string, count: number) {
  const mark = { name: 'TREE_MARK', value: seconds };
  const child = spawn('/bin/sh', ['-c', line.replaceAll('NAP', `sleep ${seconds}`)], {
    ...{ detached: true, stdio: 'ignore', cwd: '/tmp' },
    env: { PATH: process.env.PATH, TREE_MARK: seconds },
  });
  const { pid = -1 } = child;
  const root = { pid, start: readProcStat(pid)?.start ?? '', mark };
  for (let tries = 0; sleepers(seconds).length < count; tries++) {
    if (tries > 1000) throw new Error(`Only ${sleepers(seconds).length} of ${count} sleep`);
    await sleep(10);
  }
  return root;
}

describe('ending a tree ends', () => {
  test.each([
    ['a command', 1, 'NAP; true'],
    ['a command that ignores the hang-up and the request to end', 1, 'trap "" HUP TERM; NAP; NAP'],
    ['children that nohup protects', 2, 'nohup NAP & nohup NAP & wait'],
    ['children in sessions of their own', 2, 'setsid NAP & setsid setsid NAP & wait'],
    ['a stopped child', 2, 'NAP & (sleep 0.2; kill -STOP $!) & NAP; wait'],
    [
      'a daemon whose parents have ended',
      1,
      '(setsid sh -c "trap \\"\\" HUP TERM; NAP & wait" &) ; sleep 0.2; exec cat </dev/zero >/dev/null',
    ],
    ['a daemon that outlived the leader', 1, '(setsid sh -c "NAP & exit" &); exit'],
    ['children that cleared their environment', 2, 'env -i setsid sleep SECONDS & env -i sleep SECONDS & wait'],
    [
      'many, which start more when they end',
      9,
      'for i in 1 2 3 4 5 6 7 8 9; do (trap "sleep 0.01 & wait" HUP; NAP & wait; wait) & done; wait',
    ],
  ])('%s', async (_, count, line) => {
    const seconds = unique();
    const root = await start(line.replaceAll('SECONDS', seconds), seconds, count);
    const began = performance.now();
    await endTree(root);
    expect(sleepers(seconds)).toEqual([]);
    expect(isLiving(readProcStat(root.pid))).toBe(false);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

test('ending a tree lets programs end by themselves first', async () => {
  const seconds = unique();
  const root = await start('trap "exit 0" TERM; trap "" HUP; NAP & wait', seconds, 1);
  const began = performance.now();
  await endTree(root);
  expect(performance.now() - began).toBeLessThan(1_000);
});

test('a later process with the same pid, and its session, are spared', async () => {
  const seconds = unique();
  const { pid, start: since } = await start('NAP & NAP', seconds, 2);
  await endTree({ pid, start: String(Number(since) - 100), mark: { name: 'TREE_MARK', value: 'other' } });
  expect(sleepers(seconds)).toHaveLength(2);
  await endTree({ pid, start: since });
  expect(sleepers(seconds)).toHaveLength(0);
});

test('ending what has ended resolves', async () => {
  await endTree({ pid: 2 ** 22 - 3, start: '1', mark: { name: 'TREE_MARK', value: 'none' } });
});

test('the processes of macOS are read from what ps prints, but for those that have ended', () => {
  const text = `    1     0     1 Ss   Fri Nov 21 09:00:00 2025    \n  402   401   402 Z+   Fri Nov 21 09:00:01 2025\n  512     1   500 S+   Fri Nov 21 09:00:02 2025\n`;
  expect(rowsOfPs(text)).toEqual([
    { pid: 1, parent: 0, group: 1, session: 1, start: 'Fri Nov 21 09:00:00 2025', variables: new Map() },
    { pid: 512, parent: 1, group: 500, session: 500, start: 'Fri Nov 21 09:00:02 2025', variables: new Map() },
  ]);
});
