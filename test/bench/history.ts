import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, type HistoryDatabase } from '../../src/main/node/history/database';
import type { HistoryChange, StartedCommand } from '../../src/main/ports';
import type { HistoryFilter } from '../../src/shared/contract';
import { type Figure, machineMs, percentile, report } from './measure';
import { commandLines, createRandom } from './rules/corpus';

/**
 * What the database of the history costs when it is full: a month of commands, of which most were run before, and a few
 * are matched by a rule. Questions are asked over and over; the median counts, and the first answer, from a cold cache.
 */
const rows = process.argv.includes('--quick') ? 100_000 : 1_000_000;
const rounds = 7;
const batch = 2_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const now = Date.UTC(2026, 0, 31);
const random = createRandom(7);
/** Command lines that come again and again, the first ones most often; and those that come once. */
const usual = commandLines(20_000, 3);
const single = commandLines(rows / 5, 4);

const directory = mkdtempSync(join(tmpdir(), 'viberot-bench-'));
const file = join(directory, 'history.db');
try {
  const stored = fill(file);
  report('history', [...stored, ...measureQuestions(file)]);
} finally {
  rmSync(directory, { recursive: true });
}

function fill(path: string): Figure[] {
  const database = opened(path);
  let spentMs = 0;
  let longestMs = 0;
  for (let at = 0; at < rows; at += batch) {
    const changes = Array.from({ length: Math.min(batch, rows - at) }, (_, index) => changesOf(at + index)).flat();
    const began = machineMs();
    database.store(changes);
    const tookMs = machineMs() - began;
    spentMs += tookMs;
    longestMs = Math.max(longestMs, tookMs);
  }
  database.close();
  return [
    { what: 'commands stored', value: rows, unit: 'rows' },
    { what: 'a command takes on the disk', value: statSync(path).size / rows, unit: 'bytes' },
    { what: 'storing a command', value: (1_000 * spentMs) / rows, unit: 'µs', aim: '< 100' },
    { what: `storing ${batch} commands at once, at most`, value: longestMs, unit: 'ms' },
  ];
}

function measureQuestions(path: string): Figure[] {
  const anything: HistoryFilter = { search: '', outcome: 'any' };
  const day = { ...anything, from: now - dayMs };
  const month = { ...anything, from: now - 30 * dayMs };
  const stats =
    (filter: HistoryFilter, by: 'command' | 'program', sort: 'runs' | 'p95') => (database: HistoryDatabase) =>
      database.stats({ filter, by, sort, limit: 200 });
  const estimate = (of: readonly string[]) => (database: HistoryDatabase) =>
    database.estimate({ command: of.join(' '), cwd: '/home/me/folder-1', kind: kindOf(of) });
  const [often = [], seldom = []] = [usual[0], usual[19_000]];
  const questions: [what: string, ask: (database: HistoryDatabase) => unknown, aim?: number][] = [
    ['the newest 200', (database) => database.list({ filter: anything, limit: 200 }), 50],
    [
      'the newest 200 that failed in 24 h',
      (database) => database.list({ filter: { ...day, outcome: 'failed' }, limit: 200 }),
      50,
    ],
    [
      'the newest 200 of any rule',
      (database) => database.list({ filter: { ...anything, ruleId: '*' }, limit: 200 }),
      50,
    ],
    [
      'search: two words, many found',
      (database) => database.list({ filter: { ...anything, search: 'git status' }, limit: 200 }),
      500,
    ],
    [
      'search: one word, none found',
      (database) => database.list({ filter: { ...anything, search: 'nowhere' }, limit: 200 }),
      500,
    ],
    ['figures by command, 24 h', stats(day, 'command', 'runs'), 300],
    ['figures by command, 24 h, by p95', stats(day, 'command', 'p95'), 300],
    ['figures by program, 24 h', stats(day, 'program', 'runs'), 300],
    ['figures by command, 30 d', stats(month, 'command', 'runs')],
    ['figures by command, all, by p95', stats(anything, 'command', 'p95')],
    [
      'timeline of 24 h',
      (database) => database.timeline({ filter: day, from: now - dayMs, to: now, buckets: 96 }),
      100,
    ],
    [
      'timeline of 30 d',
      (database) => database.timeline({ filter: month, from: now - 30 * dayMs, to: now, buckets: 120 }),
    ],
    ['firings of one rule', (database) => database.firings({ ruleId: 'rule-3', limit: 200 }), 50],
    ['firings of one process', (database) => database.firings({ process: keyOf(50), limit: 200 }), 10],
    ['estimate of a command that is run often', estimate(often), 10],
    ['estimate of one that is run seldom', estimate(seldom), 10],
    ['estimate by its kind', estimate([...often.slice(0, 2), 'never', 'seen']), 10],
  ];
  return questions.flatMap(([what, ask, aim]) => {
    // As a hub that was just started: with nothing in memory.
    const database = opened(path, true);
    const times = Array.from({ length: rounds }, () => {
      const began = machineMs();
      ask(database);
      return machineMs() - began;
    });
    database.close();
    const limit = aim === undefined ? {} : { aim: `< ${aim}` };
    return [
      { what, value: percentile(times, 0.5), unit: 'ms', ...limit },
      { what: `${what}, first time`, value: times[0] ?? Number.NaN, unit: 'ms' },
    ];
  });
}

function opened(path: string, readOnly = false): HistoryDatabase {
  const database = createDatabase(path, readOnly);
  database.open();
  return database;
}

/** A command, and for every fiftieth what a rule did about it. */
function changesOf(index: number): HistoryChange[] {
  const argv = index % 5 === 0 ? single[index / 5] : usual[Math.min(random(20_000), random(20_000), random(20_000))];
  const fires = index % 50 === 0;
  const entry = entryOf(index, argv ?? [], fires ? 1 : 0);
  const held = { ruleId: `rule-${index % 7}`, key: entry.key, command: entry.command, reason: 'cooldown' } as const;
  return [{ type: 'started', entry }, ...(fires ? [{ type: 'held' as const, at: entry.startedAt, ...held }] : [])];
}

function entryOf(index: number, argv: readonly string[], firings: number): StartedCommand {
  const startedAt = Math.round(now - 30 * dayMs + (index / rows) * 30 * dayMs);
  return {
    ...{ key: keyOf(index), command: argv.join(' '), program: baseOf(argv[0] ?? ''), kind: kindOf(argv) },
    ...{
      startedAt,
      endedAt: startedAt + random(index % 3 === 0 ? 100_000 : 50),
      exit: { code: random(12) === 0 ? 1 : 0 },
    },
    ...{ cwd: `/home/me/folder-${random(200)}`, uid: 1000, firings, ofAction: false },
    ...(index % 10 === 0 ? { agent: 'Claude Code' } : {}),
  };
}

function keyOf(index: number): string {
  return `${2 + (index % 4_000_000)}:${index * 7}`;
}

function kindOf(argv: readonly string[]): string {
  return argv.slice(0, 2).map(baseOf).join(' ');
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
