import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HistoryDatabase } from '../../../../src/main/node/history/database';
import type { HistoryFilter } from '../../../../src/shared/contract';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { runOf } from '../../../fixtures/rules';
import { anything, command, historyFile, openDatabase, running, starts } from './stage';

let scope: Scope;
let database: HistoryDatabase;
beforeEach(() => {
  scope = createScope();
  database = openDatabase(scope);
});
afterEach(() => scope.close());

const list = (filter: Partial<HistoryFilter> = {}, more: { before?: number; limit?: number } = {}) =>
  database.list({ filter: { ...anything, ...filter }, limit: 100, ...more });
const commands = (filter?: Partial<HistoryFilter>) => list(filter).entries.map(({ command }) => command);

describe('what happened', () => {
  test('an entry comes back as it was stored', () => {
    const full = command(5, 'npm test', {
      ...{ key: '5:1234.5', typed: 'npm t', cwd: '/home/me', uid: 1000, agent: 'Codex', ofAction: true, firings: 2 },
      exit: { signal: 11, core: true },
    });
    const { kind, ...kept } = full;
    const { kind: _, ...bare } = running(6, 'sleep 5');
    database.store(starts(full, running(6, 'sleep 5')));
    expect(list().entries).toEqual([
      { ...bare, id: 2 },
      { ...kept, id: 1 },
    ]);
  });

  test.each([[{ code: 0 }], [{ code: 255 }], [{ signal: 9 }], [{ unknown: true as const }]])(
    'a command that was stored while it ran is told its end: %j',
    (exit) => {
      database.store(starts(running(5, 'make')));
      database.store([{ type: 'ended', key: '5:5', exit, endedAt: 3_000 }]);
      expect(list().entries).toMatchObject([{ exit, endedAt: 3_000 }]);
    },
  );

  test('a process that became another program ends with all its commands, and only once', () => {
    database.store(starts(running(5, 'sh -c make')));
    database.store(starts(running(5, 'make')));
    database.store([
      { type: 'ended', key: '5:5', exit: { code: 1 }, endedAt: 2_000 },
      { type: 'ended', key: '5:5', exit: { code: 2 }, endedAt: 3_000 },
    ]);
    expect(list().entries).toMatchObject([
      { command: 'make', exit: { code: 1 } },
      { command: 'sh -c make', exit: { code: 1 } },
    ]);
  });

  test('what was typed and how many rules matched is told later, also just after the end', () => {
    database.store(starts(running(5, 'make')));
    database.store([{ type: 'typed', key: '5:5', typed: 'make | tee log' }]);
    database.store([{ type: 'ended', key: '5:5', exit: { code: 1 }, endedAt: 2_000 }]);
    database.store([{ type: 'fired', key: '5:5' }]);
    expect(list().entries).toMatchObject([{ typed: 'make | tee log', firings: 1 }]);
    database.store([
      { type: 'fired', key: '5:5' },
      { type: 'ended', key: '9:9', exit: { code: 0 }, endedAt: 1 },
    ]);
    expect(list().entries).toMatchObject([{ firings: 1, exit: { code: 1 } }]);
  });

  test('all of a batch is stored or nothing', () => {
    const broken = { ...command(6, 'x'), startedAt: Number.NaN };
    expect(() => database.store(starts(command(5, 'npm test'), broken))).toThrow();
    expect(list().entries).toEqual([]);
    // What was rolled back is not taken for stored.
    database.store(starts(command(5, 'npm test')));
    expect(commands()).toEqual(['npm test']);
  });
});

describe('a command that was under way when the hub ended', () => {
  const end = { type: 'ended', key: '5:5', exit: { code: 0 }, endedAt: 9_000 } as const;
  const again = (file: string, since: number) => {
    const next = openDatabase(scope, file);
    next.store([{ type: 'found', key: '5:5', since }]);
    next.store([{ type: 'fired', key: '5:5' }, end]);
    return next.list({ filter: anything, limit: 10 }).entries.map(({ endedAt, firings }) => [endedAt, firings]);
  };

  test('is told its end by the next hub, with all its programs', () => {
    const file = historyFile(scope);
    const first = openDatabase(scope, file);
    first.store(starts(running(5, 'sh -c make'), running(5, 'make'), running(6, 'sleep 9')));
    first.close();
    expect(again(file, 500)).toEqual([
      [undefined, 0],
      [9_000, 1],
      [9_000, 0],
    ]);
  });

  test('is no other process that had the same number before the machine was started again', () => {
    const file = historyFile(scope);
    const first = openDatabase(scope, file);
    first.store(starts(running(5, 'make')));
    first.close();
    expect(again(file, 5_000)).toEqual([[undefined, 0]]);
  });
});

describe('firings', () => {
  test('a hold says why, an action what became of it', () => {
    const run = runOf('tests', '5:5', { state: 'running', startedAt: 1_500 });
    database.store([
      ...starts(running(5, 'npm test')),
      { type: 'held', at: 1_400, ruleId: 'other', key: '5:5', command: 'npm test', reason: 'cooldown' },
      { type: 'ran', run, command: 'npm test' },
    ]);
    const ended = { ...run, state: 'ended' as const, exit: { code: 3 }, endedAt: 1_600, message: 'late' };
    database.store([{ type: 'ran', run: ended, command: 'npm test', output: 'the end' }]);
    expect(database.firings({ limit: 10 }).firings).toEqual([
      {
        ...{ id: 2, at: 1_500, ruleId: 'tests', process: '5:5', command: 'npm test', action: 'exec', label: 'notify' },
        ...{ state: 'ended', exit: { code: 3 }, message: 'late', endedAt: 1_600, output: 'the end' },
      },
      { id: 1, at: 1_400, ruleId: 'other', process: '5:5', command: 'npm test', held: 'cooldown' },
    ]);
    expect(database.firings({ limit: 10, ruleId: 'tests' }).firings).toHaveLength(1);
    expect(database.firings({ limit: 10, ruleId: 'none' }).firings).toEqual([]);
  });

  test('of one process are found by its key, also with a rule', () => {
    const held = (ruleId: string, key: string) =>
      ({ type: 'held', at: 1, ruleId, key, command: 'x', reason: 'paused' }) as const;
    database.store([held('a', '5:5'), held('b', '5:5'), held('a', '5:6.5'), held('a', '6:5')]);
    const ids = (process: string, ruleId?: string) =>
      database.firings({ limit: 10, process, ruleId }).firings.map(({ id }) => id);
    expect([ids('5:5'), ids('5:6.5'), ids('5:5', 'a'), ids('7:7')]).toEqual([[2, 1], [3], [1], []]);
  });

  test('are told with their command: each rule once, and at most three', () => {
    const held = (ruleId: string, key: string) =>
      ({ type: 'held', at: 1, ruleId, key, command: 'x', reason: 'paused' }) as const;
    const entries = starts(running(5, 'x', { firings: 5 }), running(6, 'x', { firings: 1 }), running(7, 'x'));
    database.store([...entries, ...['a', 'a', 'b', 'c', 'd'].map((rule) => held(rule, '5:5')), held('b', '6:6')]);
    expect(list().entries.map(({ ruleIds }) => ruleIds)).toEqual([undefined, ['b'], ['a', 'b', 'c']]);
  });

  test('come in pages, the newest first', () => {
    for (let at = 1; at <= 5; at++) {
      database.store([{ type: 'held', at, ruleId: 'r', key: '5:5', command: 'x', reason: 'paused' }]);
    }
    const first = database.firings({ limit: 3 });
    expect(first.firings.map(({ at }) => at)).toEqual([5, 4, 3]);
    const second = database.firings({ limit: 3, before: first.next });
    expect(second.firings.map(({ at }) => at)).toEqual([2, 1]);
    expect(second.next).toBeUndefined();
  });
});

describe('filters', () => {
  beforeEach(() => {
    database.store([
      ...starts(
        command(1, 'git status', { cwd: '/home/me/Größe', startedAt: 1_000 }),
        command(2, 'npm test', { agent: 'Claude Code', exit: { code: 1 }, startedAt: 2_000, endedAt: 9_000 }),
        command(3, 'npm run 100%_done', { typed: 'nr Done', startedAt: 3_000, exit: { signal: 9 } }),
        running(4, 'sleep 50', { startedAt: 4_000, firings: 1 }),
      ),
      { type: 'held', at: 1, ruleId: 'naps', key: '4:4', command: 'sleep 50', reason: 'paused' },
    ]);
  });

  test.each<[Partial<HistoryFilter>, number[]]>([
    [{}, [4, 3, 2, 1]],
    [{ search: 'NPM' }, [3, 2]],
    [{ search: 'npm claude' }, [2]],
    [{ search: 'GRÖSSE' }, []],
    [{ search: 'größe' }, [1]],
    [{ search: '  status   me ' }, [1]],
    [{ search: 'done' }, [3]],
    [{ search: '100%' }, [3]],
    [{ search: '0%d' }, []],
    [{ search: '100_' }, []],
    [{ search: "'; DROP TABLE entries; --" }, []],
    [{ from: 2_000 }, [4, 3, 2]],
    [{ from: 2_000, to: 3_000 }, [2]],
    [{ outcome: 'failed' }, [3, 2]],
    [{ outcome: 'ok' }, [1]],
    [{ ruleId: '*' }, [4]],
    [{ ruleId: 'naps' }, [4]],
    [{ ruleId: 'none' }, []],
    [{ agent: '*' }, [2]],
    [{ agent: 'Claude Code' }, [2]],
    [{ agent: 'Codex' }, []],
    [{ program: 'npm' }, [3, 2]],
    [{ program: 'n' }, []],
    [{ command: 'npm test' }, [2]],
    [{ command: 'npm' }, []],
    [{ minDurationMs: 5_000 }, [2]],
    [{ search: 'npm', outcome: 'failed', from: 3_000 }, [3]],
  ])('%j finds %j', (filter, ids) => {
    expect(list(filter).entries.map(({ id }) => id)).toEqual(ids);
    const timeline = database.timeline({ filter: { ...anything, ...filter }, from: 0, to: 5_000, buckets: 5 });
    expect(timeline.buckets.reduce((sum, { started }) => sum + started, 0)).toBe(ids.length);
    const stats = database.stats({ filter: { ...anything, ...filter }, by: 'command', sort: 'runs', limit: 10 });
    expect(stats.reduce((sum, { runs }) => sum + runs, 0)).toBe(ids.length);
  });

  test('pages go on where they ended, also while more is stored, and another search starts anew', () => {
    const first = list({ search: 'npm' }, { limit: 1 });
    expect(first).toMatchObject({ entries: [{ id: 3 }], next: 3 });
    database.store(starts(command(5, 'npm ci')));
    expect(list({ search: 'npm' }, { limit: 1, ...(first.next && { before: first.next }) }).entries[0]?.id).toBe(2);
    expect(list({ search: 'git' }, { limit: 1, before: 3 }).entries[0]?.id).toBe(1);
  });
});
