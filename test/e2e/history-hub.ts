// The contract behind a real page, with a history that is made up and always the same: days of commands that no test
// could wait for. What the page gets is checked against the contract, as with a real hub.
import { join } from 'node:path';
import { createGateway, implementer, valuesOf } from '../../src/main/gateway';
import { serveWeb } from '../../src/main/node';
import type { HistoryFilter } from '../../src/shared/contract';
import { createCell } from '../../src/shared/event';
import type { Scope } from '../../src/shared/scope';
import {
  type ActivityRow,
  type CommandStats,
  type HistoryEntry,
  type HistoryStatus,
  type HubStatus,
  succeeded,
} from '../../src/shared/vocabulary';
import { noOverlays } from '../fixtures/no-screen';
import { ruleOf, runOf } from '../fixtures/rules';
import { silentLog } from '../fixtures/silent-log';
import { madeUpHistory } from './made-up-history';
import { projectRoot } from './targets';

export interface HistoryHub {
  readonly url: string;
  /** Newest first; may be changed. */
  entries: HistoryEntry[];
  rows: ActivityRow[];
  state: HistoryStatus['state'];
  /** When set, questions about the history fail with it. */
  failure: string | undefined;
  output: string;
  readonly cleared: (number | undefined)[];
}

export interface HistoryHubOptions {
  readonly nowMs: number;
  /** The built page. */
  readonly pages?: string;
}

export async function startHistoryHub(scope: Scope, options: HistoryHubOptions): Promise<HistoryHub> {
  const { nowMs, pages = join(projectRoot, 'out/renderer') } = options;
  const hub: Omit<HistoryHub, 'url'> & { url: string } = {
    ...{ url: '', entries: madeUpHistory(nowMs), rows: [], state: 'open', failure: undefined, output: '', cleared: [] },
  };
  const find = (filter: HistoryFilter) => {
    if (hub.failure !== undefined) throw new Error(hub.failure);
    return hub.entries.filter((entry) => fits(entry, filter));
  };
  const status = (): HistoryStatus => ({
    ...{ state: hub.state, file: '/home/kim/.viberot/history.db', bytes: 1, entries: hub.entries.length, firings: 0 },
    ...{ keepDays: 30, keepBytes: 2e8, lost: 0, ...(hub.state === 'unavailable' && { why: 'The disk is full.' }) },
  });
  const rules = ['test-done', 'npm-log', 'build-sound'].map((id) => ruleOf(id));
  const { hub: ofHub, activity, rules: ofRules, history, desktop } = implementer;
  const router = {
    hub: {
      watchStatus: ofHub.watchStatus.handler(({ signal }) => valuesOf(createCell(statusOf(nowMs, status())), signal)),
    },
    activity: {
      watch: activity.watch.handler(async function* ({ signal }) {
        yield { at: { epoch: 'made-up', revision: 1 }, reset: true, rows: hub.rows, removed: [] };
        await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      }),
      watchFamily: activity.watchFamily.handler(async function* ({ input, signal }) {
        const row = hub.rows.find(({ key }) => key === input.key);
        if (row) yield { row, ancestors: [], children: [], moreChildren: 0 };
        await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      }),
    },
    rules: {
      watch: ofRules.watch.handler(({ signal }) => {
        const counts = { file: '/home/kim/.viberot/config.toml', revision: 1, version: '1', loadedAt: nowMs };
        return valuesOf(createCell({ ...counts, paused: false, pausedRules: [], rules, problems: [] }), signal);
      }),
      watchCounts: ofRules.watchCounts.handler(({ signal }) => valuesOf(createCell({}), signal)),
      source: ofRules.source.handler(() => ({ text: '', version: '1', problems: [], defaults: {}, rules: [] })),
      checkDraft: ofRules.checkDraft.handler(() => ({ problems: [], source: '' })),
      output: ofRules.output.handler(({ input }) => ({
        ...{ run: runOf('test-done', '1:1', { id: input.run }), text: hub.output, cut: false },
      })),
    },
    desktop: {
      overlays: desktop.overlays.handler(({ signal }) => valuesOf(createCell([]), signal)),
      notifications: desktop.notifications.handler(async function* ({ signal }) {
        await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      }),
    },
    history: {
      status: history.status.handler(status),
      list: history.list.handler(({ input: { filter, before = Number.MAX_SAFE_INTEGER, limit } }) => {
        const entries = find(filter).filter(({ id }) => id < before);
        const page = entries.slice(0, limit);
        const last = page.at(-1);
        return { entries: page, ...(entries.length > limit && last && { next: last.id }) };
      }),
      stats: history.stats.handler(({ input: { filter, by, sort, limit } }) => {
        const stats = statsOf(find(filter), by);
        return stats.sort((a, b) => weigh(b, sort) - weigh(a, sort)).slice(0, limit);
      }),
      timeline: history.timeline.handler(({ input: { filter, from, to, buckets: count } }) => {
        const bucketMs = (to - from) / count;
        const buckets = Array.from({ length: count }, (_, index) => ({
          ...{ at: from + index * bucketMs, started: 0, failed: 0, fired: 0 },
        }));
        for (const entry of find(filter)) {
          const bucket = buckets[Math.floor((entry.startedAt - from) / bucketMs)];
          if (!bucket) continue;
          bucket.started++;
          if (failed(entry)) bucket.failed++;
          if (entry.firings > 0) bucket.fired++;
        }
        return { from, to, bucketMs, buckets };
      }),
      firings: history.firings.handler(({ input }) => ({
        firings: hub.entries
          .filter(({ key, firings }) => key === input.process && firings > 0)
          .map(({ id, key, command, startedAt }) => ({
            ...{ id, at: startedAt, ruleId: 'test-done', process: key, command, action: 'exec' as const },
            ...{ label: 'notify.sh', state: 'ended' as const, exit: { code: 0 }, output: 'sent' },
          })),
      })),
      export: history.export.handler(async function* ({ input: { format, filter } }) {
        if (format === 'csv') yield 'command\r\n';
        for (const entry of find(filter)) {
          yield format === 'csv' ? `${entry.command}\r\n` : `${JSON.stringify(entry)}\n`;
        }
      }),
      clear: history.clear.handler(({ input: { before } }) => {
        hub.cleared.push(before);
        hub.entries = before === undefined ? [] : hub.entries.filter(({ startedAt }) => startedAt >= before);
        return status();
      }),
    },
  };
  const accept = createGateway(router, silentLog, scope);
  const served = await serveWeb(
    { port: 0, pages, token: 'made-up', accept, overlays: noOverlays, log: silentLog },
    scope,
  );
  if (!served.ok) throw new Error(served.message);
  hub.url = served.value.url;
  return hub;
}

const failed = ({ exit }: HistoryEntry) => exit !== undefined && !succeeded(exit);

function fits(entry: HistoryEntry, filter: HistoryFilter): boolean {
  const { search, from, to, outcome, ruleId, agent, program, command, minDurationMs = 0 } = filter;
  const text = `${entry.command} ${entry.cwd ?? ''} ${entry.agent ?? ''}`.toLowerCase();
  const duration = (entry.endedAt ?? entry.startedAt) - entry.startedAt;
  return (
    search
      .toLowerCase()
      .split(/\s+/)
      .every((word) => text.includes(word)) &&
    entry.startedAt >= (from ?? 0) &&
    entry.startedAt < (to ?? Number.POSITIVE_INFINITY) &&
    (outcome === 'any' || failed(entry) === (outcome === 'failed')) &&
    (ruleId === undefined || (ruleId === '*' ? entry.firings > 0 : entry.ruleIds?.includes(ruleId) === true)) &&
    (agent === undefined || (agent === '*' ? entry.agent !== undefined : entry.agent === agent)) &&
    (program === undefined || entry.program === program) &&
    (command === undefined || entry.command === command) &&
    duration >= minDurationMs
  );
}

function statsOf(entries: readonly HistoryEntry[], by: 'command' | 'program'): CommandStats[] {
  const groups = new Map<string, HistoryEntry[]>();
  for (const entry of entries) groups.set(entry[by], [...(groups.get(entry[by]) ?? []), entry]);
  return [...groups].map(([command, all]) => {
    const durations = all.flatMap(({ startedAt, endedAt }) => (endedAt === undefined ? [] : [endedAt - startedAt]));
    durations.sort((a, b) => a - b);
    const at = (part: number) => durations[Math.floor(part * (durations.length - 1))] ?? 0;
    return {
      ...{ command, runs: all.length, failures: all.filter(failed).length, medianMs: at(0.5), p95Ms: at(0.95) },
      ...{ totalMs: durations.reduce((sum, ms) => sum + ms, 0), lastAt: all[0]?.startedAt ?? 0 },
    };
  });
}

function weigh(stats: CommandStats, sort: 'runs' | 'failures' | 'median' | 'p95' | 'total' | 'last'): number {
  const { runs, failures, medianMs = 0, p95Ms = 0, totalMs, lastAt } = stats;
  return { runs, failures, median: medianMs, p95: p95Ms, total: totalMs, last: lastAt }[sort];
}

function statusOf(nowMs: number, history: HistoryStatus): HubStatus {
  const home = '/home/kim/.viberot';
  const full = { state: 'on', offered: false, changing: false, canAsk: false } as const;
  const counters = { restarts: 0, events: 9, lostArguments: 0, lostEvents: 0, malformedLines: 0 };
  return {
    ...{ version: '0', pid: 1, startedAt: nowMs, host: 'node', platform: 'linux x64', versions: {} },
    paths: { home, config: `${home}/config.toml`, log: `${home}/viberot.log`, socket: `${home}/run/socket` },
    probe: { state: 'running', tier: 'ebpf', can: ['argv', 'cwd', 'code'], full, ...counters },
    rules: { count: 3, paused: false, problems: 0 },
    runs: { running: 1, waiting: 0, started: 4, failed: 0, dropped: 0, waitingAtMost: 10_000 },
    history,
    agents: { alive: 0, working: 0, wanting: 0 },
    processes: { running: 3, kept: 9, keptAtMost: 5_000 },
    journal: { next: 1, kept: 1 },
    notices: [],
  };
}
