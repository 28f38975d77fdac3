import type { ActivityRow, HistoryEntry } from '../../src/shared/vocabulary';
import { firingOf, runOf } from '../fixtures/rules';

const code = '/home/kim/code';

/** Command, folder, about how long in ms, how often it fails of 100 times, how often it comes, rule, agent. */
type Habit = readonly [
  command: string,
  cwd: string,
  ms: number,
  fails: number,
  often: number,
  rule?: string | undefined,
  agent?: string,
];

const habits: readonly Habit[] = [
  ['git status --short', `${code}/shop`, 40, 0, 30, undefined, 'Claude Code'],
  ['git diff --stat HEAD~1', `${code}/shop`, 60, 0, 14, undefined, 'Claude Code'],
  ['npm test', `${code}/shop`, 74_000, 22, 9, 'test-done', 'Claude Code'],
  ['npm run build', `${code}/shop`, 31_000, 8, 6, 'build-sound'],
  ['npm install', `${code}/shop`, 12_500, 4, 3, 'npm-log', 'Claude Code'],
  ['npx tsc -b', `${code}/shop`, 9_300, 30, 11, undefined, 'Codex'],
  ['/usr/bin/python3 -m pytest -q tests/unit', `${code}/forecast`, 21_000, 15, 7, 'test-done', 'Codex'],
  ['cargo clippy --all-targets -- -D warnings', `${code}/engine`, 17_000, 12, 5],
  ['cargo test --workspace', `${code}/engine`, 146_000, 18, 4, 'test-done'],
  ['curl -sS -H Authorization:••• https://api.example.com/v1/orders?limit=50', code, 380, 2, 6],
  ['docker compose up -d --build', `${code}/shop`, 64_000, 6, 2],
  ['rg --json -n useAnswer src', `${code}/shop`, 25, 40, 22, undefined, 'Claude Code'],
  ['make -j4', '/home/kim/src/linux-6.12/drivers/net/wireless', 812_000, 10, 1, 'build-sound'],
];

/** A stream of numbers from 0 to 1, the same each time. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Thirty days of work, newest first: more by day than at night, less at the weekend. */
export function madeUpHistory(nowMs: number): HistoryEntry[] {
  const roll = dice(7);
  const lot = habits.flatMap((habit) => Array.from({ length: habit[4] }, () => habit));
  const entries: HistoryEntry[] = [];
  let at = nowMs - 4_000;
  for (let id = 9_000; id > 0 && at > nowMs - 30 * 86_400_000; id--) {
    const habit = lot[Math.floor(roll() * lot.length)];
    if (habit) entries.push(entryOf(id, at, habit, roll));
    const hour = new Date(at).getUTCHours();
    const busy = hour >= 8 && hour < 19 ? 1 : hour < 23 && hour >= 6 ? 5 : 40;
    at -= Math.floor(roll() * roll() * 360_000 * busy) + 200;
  }
  return entries;
}

function entryOf(id: number, startedAt: number, habit: Habit, roll: () => number): HistoryEntry {
  const [command, cwd, ms, fails, , rule, agent] = habit;
  const failed = roll() * 100 < fails;
  const duration = Math.round(ms * (0.6 + 0.9 * roll()) * (failed ? 0.5 : 1));
  const program = command.split(' ')[0]?.split('/').at(-1) ?? '';
  return {
    ...{ id, key: `${10_000 + id}:${startedAt}`, command, program, cwd, uid: 1000, startedAt },
    ...{ endedAt: startedAt + duration, exit: failed && roll() < 0.15 ? { signal: 15 } : { code: failed ? 1 : 0 } },
    ...{ firings: rule === undefined ? 0 : 1, ofAction: false },
    ...(rule !== undefined && { ruleIds: [rule] }),
    ...(agent !== undefined && { agent }),
  };
}

/** What runs and what has just ended: of each kind of state one. */
export function madeUpRows(nowMs: number): ActivityRow[] {
  const row = (pid: number, ago: number, argv: string[], more: Partial<ActivityRow> = {}): ActivityRow => ({
    ...{
      key: `${pid}:${nowMs - ago}`,
      parentName: 'bash',
      parent: '900:1',
      existing: false,
      firings: [],
      ofAction: false,
    },
    process: { pid, start: nowMs - ago, argv, cwd: `${code}/shop`, startedAt: nowMs - ago, ppid: 900, uid: 1000 },
    ...more,
  });
  const durations = [61, 66, 70, 72, 74, 76, 79, 83, 90, 95, 101, 122].map((seconds) => seconds * 1_000);
  const origin = { key: '800:1', name: 'Claude Code' };
  const ended = (code: number, ago: number) => ({ exit: { code }, endedAt: nowMs - ago });
  const run = (id: string, more: Parameters<typeof runOf>[2] = {}) =>
    runOf('test-done', '1:1', { id, startedAt: nowMs - 30_000, ...more });
  return [
    row(4_210, 34_000, ['npm', 'test'], {
      origin,
      estimate: { durationsMs: durations, basis: 'folder' },
      firings: [
        firingOf('test-done', {
          at: nowMs - 30_000,
          runs: [
            run('run-1', { label: 'actions/progress.sh --follow', pid: 4_300 }),
            run('run-2', {
              action: 'webhook',
              label: 'https://hooks.example.com/ci',
              state: 'failed',
              endedAt: nowMs,
              message: 'The server answered 503, three times.',
            }),
            run('run-3', { action: 'sound', label: 'attention', state: 'waiting' }),
          ],
        }),
      ],
    }),
    row(4_190, 190_000, ['cargo', 'test', '--workspace', '--all-features', '--', '--nocapture'], {
      estimate: { durationsMs: [95_000, 120_000], basis: 'command' },
      firings: [firingOf('test-done', { held: 'cooldown', at: nowMs - 190_000 })],
    }),
    row(4_150, 61_000, ['/usr/bin/python3', '-m', 'pytest', '-q'], {
      estimate: { durationsMs: [700_000, 900_000, 1_000_000], basis: 'program' },
      firings: [firingOf('npm-log', { at: nowMs - 60_000, runs: [run('run-5', { state: 'waiting' })] })],
    }),
    row(4_100, 95_000, ['npm', 'run', 'build'], {
      ...ended(1, 64_000),
      firings: [firingOf('build-sound', { at: nowMs, runs: [run('run-6', { state: 'ended', endedAt: nowMs })] })],
    }),
    row(4_090, 110_000, ['npm', 'install'], {
      ...ended(0, 99_000),
      origin,
      firings: [firingOf('npm-log', { at: nowMs, runs: [run('run-7', { state: 'dropped' })] })],
    }),
    row(4_080, 130_000, ['git', 'status', '--short'], ended(0, 129_960)),
  ];
}
