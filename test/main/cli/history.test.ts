import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createHistoryStore } from '../../../src/main/node/history';
import { createScope, type Scope } from '../../../src/shared/scope';
import { buildHistoryWorker } from '../../fixtures/history-worker';
import { runOf } from '../../fixtures/rules';
import { command, openDatabase, running, starts } from '../node/history/stage';
import { createRig, expectNoControlCharacters, type Rig } from './rig';

let worker: Awaited<ReturnType<typeof buildHistoryWorker>>;
beforeAll(async () => {
  worker = await buildHistoryWorker();
});
afterAll(() => worker.remove());

let scope: Scope;
let rig: Rig;
beforeEach(() => {
  scope = createScope();
  rig = createRig(scope);
  Object.assign(rig.host, {
    openHistory: ({ history }: { history: string }, access: string) =>
      createHistoryStore({ file: history, worker: worker.path, readOnly: access === 'read' }),
  });
});
afterEach(() => scope.close());

/** A history that a hub has left behind, with commands of the last minutes. */
function remember(): void {
  const database = openDatabase(scope, join(rig.directory, 'history.db'));
  const now = Date.now();
  const ago = (minutes: number) => ({ startedAt: now - minutes * 60_000, endedAt: now - minutes * 60_000 + 2_500 });
  database.store([
    ...starts(
      command(1, 'npm test', ago(100)),
      command(2, 'npm test', { ...ago(30), exit: { code: 1 }, agent: 'Codex' }),
      command(3, 'make \u001b[31mall', ago(20)),
      running(4, 'sleep 50', { startedAt: now - 60_000, firings: 1 }),
    ),
    {
      type: 'ran',
      run: runOf('naps', '4:4', { state: 'ended', exit: { code: 0 }, startedAt: now, endedAt: now }),
      command: 'sleep 50',
    },
    { type: 'held', at: now, ruleId: 'other', key: '4:4', command: 'sleep 50', reason: 'cooldown' },
  ]);
  database.close();
}

const run = (...argv: string[]) => rig.run('history', ...argv);
const objects = () => rig.out.map((line) => JSON.parse(line));

test.each<[string[], string[]]>([
  [[], ['sleep 50', 'make \u001b[31mall', 'npm test', 'npm test']],
  [['--limit', '1'], ['sleep 50']],
  [
    ['--search', 'NPM'],
    ['npm test', 'npm test'],
  ],
  [['--since', '1h', '--program', 'npm'], ['npm test']],
  [['--outcome', 'failed'], ['npm test']],
  [['--agent', '*'], ['npm test']],
  [['--rule', '*'], ['sleep 50']],
  [['--rule', 'naps'], ['sleep 50']],
  [['--command', 'npm test', '--until', '1h'], ['npm test']],
  [['--longer-than', '2s', '--search', 'make'], ['make \u001b[31mall']],
])('history list %j lists what it asks for, also without a hub', async (options, expected) => {
  remember();
  expect(await run('list', '--json', ...options)).toBe(0);
  expect(objects().map(({ command }) => command)).toEqual(expected);
});

test('what is printed for people steers no terminal', async () => {
  remember();
  for (const name of ['list', 'stats', 'timeline', 'firings', 'status']) expect(await run(name)).toBe(0);
  expect(await rig.run('rules', 'history')).toBe(0);
  expectNoControlCharacters(rig);
  expect(rig.out.join('\n')).toContain('npm test  (Codex)');
  expect(rig.out.join('\n')).toContain('held: cooldown');
  expect(rig.out.join('\n')).toMatch(/naps {2}\w+ .*: ended \(0\)/);
});

test('figures, times and firings come as JSON', async () => {
  remember();
  await run('stats', '--json', '--by', 'program', '--limit', '1');
  await run('timeline', '--json', '--since', '3h', '--parts', '3');
  await rig.run('rules', 'history', 'naps', '--json');
  await run('status', '--json');
  expect(objects()).toMatchObject([
    [{ command: 'npm', runs: 2, failures: 1, medianMs: 2_500 }],
    { buckets: [{ started: 0 }, { started: 1 }, { started: 3 }] },
    { ruleId: 'naps', state: 'ended', command: 'sleep 50' },
    { state: 'open', entries: 4, firings: 2, keepDays: 30 },
  ]);
});

test('an export is printed, or written for this user only', async () => {
  remember();
  expect(await run('export', '--program', 'npm')).toBe(0);
  expect(rig.out).toHaveLength(3);
  expect(rig.out[0]).toMatch(/^id,started,/);
  const file = join(rig.directory, 'out.json');
  expect(await run('export', '--format', 'json', '--output', file)).toBe(0);
  expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(4);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await run('export', '--output', join(rig.directory, 'gone', 'out'))).toBe(1);
  expect(rig.errors.join()).toContain('cannot be written');
});

test('nothing is forgotten unless that is confirmed', async () => {
  remember();
  expect(await run('clear')).toBe(1);
  expect(rig.errors.join()).toContain('--yes');
  expect(await run('clear', '--yes', '--before', '1h', '--json')).toBe(0);
  expect(await run('clear', '--yes', '--json')).toBe(0);
  expect(objects()).toMatchObject([{ entries: 3 }, { entries: 0 }]);
});

test.each([
  ['list', '--since', 'yesterday-ish'],
  ['list', '--limit', '0'],
  ['list', '--outcome', 'maybe'],
  ['stats', '--sort', 'beauty'],
  ['list', '--longer-than', 'ages'],
])('history %s %s %s is wrong usage', async (...argv) => {
  expect(await run(...argv)).toBe(2);
});

test('that there is no history yet is said, and none is made', async () => {
  expect(await run('list')).toBe(1);
  expect(rig.errors.join()).toContain('is not there');
  expect(existsSync(join(rig.directory, 'history.db'))).toBe(false);
  writeFileSync(join(rig.directory, 'history.db'), 'no database at all, but a text that is long enough to be one');
  expect(await run('list')).toBe(1);
  expect(readFileSync(join(rig.directory, 'history.db'), 'utf8')).toContain('no database');
});
