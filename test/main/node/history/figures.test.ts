import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HistoryDatabase } from '../../../../src/main/node/history/database';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { anything, command, openDatabase, running, starts } from './stage';

let scope: Scope;
let database: HistoryDatabase;
beforeEach(() => {
  scope = createScope();
  database = openDatabase(scope);
});
afterEach(() => scope.close());

describe('figures', () => {
  const stats = (by: 'command' | 'program', sort: 'runs' | 'p95' | 'failures' = 'runs', filter = {}) =>
    database.stats({ filter: { ...anything, ...filter }, by, sort, limit: 10 });

  test('are exact', () => {
    const lasting = (pid: number, ms: number, text = 'npm test', code = 0) =>
      command(pid, text, { startedAt: 1_000, endedAt: 1_000 + ms, exit: { code } });
    database.store(
      starts(
        ...Array.from({ length: 100 }, (_, index) => lasting(index, 100 - index)),
        lasting(200, 7, 'npm ci', 1),
        running(201, 'npm ci', { startedAt: 5_000 }),
        running(202, 'sleep 5'),
      ),
    );
    const npmTest = { runs: 100, failures: 0, medianMs: 50, p95Ms: 95, totalMs: 5_050, lastAt: 1_000 };
    const npmCi = { runs: 2, failures: 1, medianMs: 7, p95Ms: 7, totalMs: 7, lastAt: 5_000 };
    expect(stats('command')).toEqual([
      { command: 'npm test', ...npmTest },
      { command: 'npm ci', ...npmCi },
      { command: 'sleep 5', runs: 1, failures: 0, totalMs: 0, lastAt: 1_202 },
    ]);
    expect(stats('program')[0]).toEqual({
      ...{ command: 'npm', runs: 102, failures: 1, medianMs: 50, p95Ms: 95, totalMs: 5_057, lastAt: 5_000 },
    });
    expect(stats('command', 'failures')[0]?.command).toBe('npm ci');
    expect(stats('command', 'p95').map(({ command }) => command)).toEqual(['npm test', 'npm ci', 'sleep 5']);
    expect(stats('command', 'runs', { from: 1_001 }).map(({ runs }) => runs)).toEqual([1, 1]);
  });

  test('a timeline has all its parts, and each command in one', () => {
    database.store(
      starts(
        command(1, 'a', { startedAt: 1_000, firings: 2 }),
        command(2, 'b', { startedAt: 1_999, exit: { code: 1 } }),
        command(3, 'c', { startedAt: 2_999 }),
        command(4, 'd', { startedAt: 3_000 }),
      ),
    );
    expect(database.timeline({ filter: anything, from: 0, to: 3_000, buckets: 3 })).toEqual({
      ...{ from: 0, to: 3_000, bucketMs: 1_000 },
      buckets: [
        { at: 0, started: 0, failed: 0, fired: 0 },
        { at: 1_000, started: 2, failed: 1, fired: 1 },
        { at: 2_000, started: 1, failed: 0, fired: 0 },
      ],
    });
  });
});

describe('estimates', () => {
  const lasting = (pid: number, text: string, ms: number, more = {}) =>
    command(pid, text, { cwd: '/a', startedAt: 1_000, endedAt: 1_000 + ms, ...more });
  const about = { command: 'npm test', cwd: '/a', kind: 'npm test' };

  test('come from the same command in the same folder, else from the command, else from what is like it', () => {
    expect(database.estimate(about)).toBeUndefined();
    database.store(starts(lasting(1, 'npm test --watch', 3), lasting(2, 'npm test --all', 1)));
    expect(database.estimate(about)).toEqual({ durationsMs: [1, 3], basis: 'program' });
    database.store(starts(lasting(3, 'npm test', 9, { cwd: '/b' })));
    expect(database.estimate(about)).toEqual({ durationsMs: [9], basis: 'command' });
    database.store(starts(lasting(4, 'npm test', 7)));
    expect(database.estimate(about)).toEqual({ durationsMs: [7, 9], basis: 'command' });
    database.store(starts(lasting(5, 'npm test', 5)));
    expect(database.estimate(about)).toEqual({ durationsMs: [5, 7], basis: 'folder' });
  });

  test('leave out what failed or still runs, and all but the last twenty', () => {
    database.store(
      starts(
        ...Array.from({ length: 30 }, (_, index) => lasting(index, 'npm test', index + 1)),
        lasting(40, 'npm test', 1_000, { exit: { code: 1 } }),
        lasting(41, 'npm test', 2_000, { exit: { signal: 15 } }),
        running(42, 'npm test', { cwd: '/a' }),
      ),
    );
    expect(database.estimate(about)?.durationsMs).toEqual(Array.from({ length: 20 }, (_, index) => index + 11));
  });
});
