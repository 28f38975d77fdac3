import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connect } from '../../../../src/main/node/history/connection';
import { createDatabase, type HistoryDatabase } from '../../../../src/main/node/history/database';
import { migrations } from '../../../../src/main/node/history/tables';
import type { HistoryFilter } from '../../../../src/shared/contract';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { anything, command, historyFile, openDatabase, running, starts } from './stage';

let scope: Scope;
let database: HistoryDatabase;
beforeEach(() => {
  scope = createScope();
  database = openDatabase(scope);
});
afterEach(() => scope.close());

const list = (filter: Partial<HistoryFilter> = {}) => database.list({ filter: { ...anything, ...filter }, limit: 100 });
const commands = (filter?: Partial<HistoryFilter>) => list(filter).entries.map(({ command }) => command);

describe('bounds', () => {
  /** What does not fit into 5,000 rows is forgotten in further steps. */
  function pruneAll(bounds: Parameters<HistoryDatabase['prune']>[0]): void {
    while (database.prune(bounds).more);
  }

  test('what is too old is forgotten, with its firings and texts', () => {
    database.store([
      ...starts(
        ...Array.from({ length: 12_000 }, (_, index) => command(index, `old ${index}`, { startedAt: index })),
        command(20_000, 'new', { startedAt: 50_000, cwd: '/kept' }),
      ),
      { type: 'held', at: 5, ruleId: 'r', key: '5:5', command: 'old 5', reason: 'paused' },
    ]);
    pruneAll({ before: 20_000 });
    expect(commands()).toEqual(['new']);
    expect(database.firings({ limit: 10 }).firings).toEqual([]);
    const { figures } = database.prune({});
    expect(figures).toMatchObject({ entries: 1, firings: 0, oldestAt: 50_000 });
    expect(figures.bytes).toBeLessThan(200_000);
    expect(commands({ search: 'old' })).toEqual([]);
  });

  test('a file that is too large forgets the oldest and shrinks', () => {
    const bounded = historyFile(scope);
    database = openDatabase(scope, bounded);
    for (let batch = 0; batch < 5; batch++) {
      const pids = Array.from({ length: 2_000 }, (_, index) => batch * 2_000 + index);
      database.store(starts(...pids.map((pid) => command(pid, `tool --option-${pid} ${'x'.repeat(100)}`))));
    }
    const keepBytes = 1_000_000;
    expect(sizeOf(bounded)).toBeGreaterThan(keepBytes);
    pruneAll({ keepBytes });
    expect(sizeOf(bounded)).toBeLessThanOrEqual(keepBytes);
    const { figures } = database.prune({ keepBytes });
    expect(figures.bytes).toBe(sizeOf(bounded));
    expect(figures.entries).toBeGreaterThan(1_000);
    expect(list().entries[0]?.key).toBe('9999:9999');
  });

  test('while somebody reads, nobody waits, and nothing is forgotten for what is only the log of writes', () => {
    const bounded = historyFile(scope);
    database = openDatabase(scope, bounded);
    const other = scope.use(connect(bounded));
    database.store(starts(command(1, 'first')));
    other.exec('BEGIN');
    other.all('SELECT * FROM entries');
    for (let batch = 0; batch < 5; batch++) {
      database.store(starts(...Array.from({ length: 1_000 }, (_, pid) => command(pid, `tool ${pid}`))));
    }
    const began = performance.now();
    expect(database.prune({ keepBytes: 1_000_000 }).figures.entries).toBe(5_001);
    expect(performance.now() - began).toBeLessThan(1_000);
    other.exec('COMMIT');
    expect(database.prune({ keepBytes: 1_000_000 }).figures.entries).toBe(5_001);
    expect(sizeOf(bounded)).toBeLessThan(1_000_000);
  });

  test('what is under way is stored on, also when everything else was forgotten', () => {
    database.store(starts(running(5, 'make')));
    expect(database.empty()).toMatchObject({ entries: 0, firings: 0 });
    database.store([{ type: 'ended', key: '5:5', exit: { code: 0 }, endedAt: 9_000 }, ...starts(command(6, 'make'))]);
    expect(commands()).toEqual(['make']);
  });
});

function sizeOf(file: string): number {
  return ['', '-wal'].reduce((sum, end) => sum + (statSync(`${file}${end}`, { throwIfNoEntry: false })?.size ?? 0), 0);
}

describe('the file', () => {
  test('is kept when it is opened again, and is for this user only', () => {
    const file = historyFile(scope);
    const first = openDatabase(scope, file);
    first.store(starts(command(5, 'npm test')));
    for (const end of ['', '-wal', '-shm']) expect(statSync(`${file}${end}`).mode & 0o777).toBe(0o600);
    first.close();
    expect(statSync(`${file}-wal`).size).toBe(0);
    database = openDatabase(scope, file);
    expect(database.open().figures).toMatchObject({ entries: 1, firings: 0 });
    expect(commands()).toEqual(['npm test']);
  });

  test.each([
    ['is no database', (_: Buffer) => Buffer.from('this is a text, and not a database at all\n'.repeat(100))],
    ['is cut short', (content: Buffer) => content.subarray(0, content.length / 2)],
    ['has a damaged table', (content: Buffer) => content.fill(0xee, 4_096, 12_288)],
  ])('that %s is moved aside, and a new one is begun', (_, damage) => {
    const file = historyFile(scope);
    const first = openDatabase(scope, file);
    first.store(starts(...Array.from({ length: 500 }, (_, pid) => command(pid, `tool ${pid}`))));
    first.close();
    writeFileSync(file, damage(readFileSync(file)));
    // As after a hub that was killed; only then the whole file is looked at.
    writeFileSync(`${file}-wal`, 'x');
    const second = scope.use(createDatabase(file));
    expect(second.open().said).toMatch(/damaged.*moved to/);
    second.store(starts(command(6, 'new')));
    expect(second.list({ filter: anything, limit: 10 }).entries.map(({ command }) => command)).toEqual(['new']);
    expect(readdirSync(dirname(file)).filter((name) => name.includes('damaged'))).toHaveLength(1);
  });

  test('that somebody removes is written anew', () => {
    const file = historyFile(scope);
    database = openDatabase(scope, file);
    database.store(starts(command(5, 'old')));
    for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`);
    database.store(starts(command(6, 'new')));
    expect(commands()).toEqual(['new']);
    expect(existsSync(file)).toBe(true);
  });

  test('of a newer version is left alone', () => {
    const file = historyFile(scope);
    openDatabase(scope, file).close();
    const content = readFileSync(file);
    content.writeUInt32BE(99, 60);
    writeFileSync(file, content);
    expect(() => openDatabase(scope, file)).toThrow('newer VibeRot');
    expect(readFileSync(file).equals(content)).toBe(true);
  });

  test('of the version before is brought up to date', () => {
    const file = historyFile(scope);
    const old = connect(file);
    old.exec(`${migrations[0]}; PRAGMA user_version = 1`);
    old.close();
    const next = openDatabase(scope, file);
    next.store(starts(command(5, 'npm test')));
    expect(next.firings({ limit: 10, process: '5:5' }).firings).toEqual([]);
  });

  test('is only looked at when it is opened to be read', () => {
    const file = historyFile(scope);
    const reading = scope.use(createDatabase(file, true));
    expect(() => reading.open()).toThrow('is not there');
    expect(existsSync(file)).toBe(false);
    openDatabase(scope, file).store(starts(command(5, 'npm test')));
    reading.open();
    expect(reading.list({ filter: { ...anything, search: 'npm' }, limit: 10 }).entries).toHaveLength(1);
    expect(() => reading.store(starts(command(6, 'x')))).toThrow('only opened to be read');
  });
});
