import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Actions, type ActionsOptions, createActions } from '../../../../src/main/features/actions';
import { createClock } from '../../../../src/main/node/clock';
import { createEnvironments } from '../../../../src/main/node/environments';
import { createFiles } from '../../../../src/main/node/files';
import { createProcesses } from '../../../../src/main/node/processes';
import type { Log, LogFields } from '../../../../src/main/ports';
import { type Cell, createCell } from '../../../../src/shared/event';
import type { Scope } from '../../../../src/shared/scope';
import {
  type Action,
  type ExecAction,
  type Exit,
  keyOf,
  type ProcessInfo,
  type Rule,
  type Run,
  type RunEvent,
  type Settings,
  usualSettings,
} from '../../../../src/shared/vocabulary';
import { execOf, matchOf, ruleOf } from '../../../fixtures/rules';
import { type FakeAgents, type FakeLua, fakeAgents, fakeHttp, fakeLua, fakeNotifier } from './fakes';

const resource = (name: string) => join(import.meta.dirname, '../../../../resources', name);
export const bundledActions = resource('actions');

const soon = { timeout: 10_000, interval: 5 };

/** Actions on real processes, in a folder of their own, with little patience. */
export interface Rig {
  readonly actions: Actions;
  readonly home: string;
  readonly events: RunEvent[];
  readonly logged: { readonly message: string; readonly fields: LogFields }[];
  /** Groups that the guard watches now. */
  readonly guarded: Set<number>;
  /** Makes an executable script; returns its path. */
  script(name: string, lines: string, mode?: number): string;
  readonly settings: Cell<Settings>;
  readonly notifier: ReturnType<typeof fakeNotifier>;
  readonly http: ReturnType<typeof fakeHttp>;
  readonly agents: FakeAgents;
  readonly lua: FakeLua;
  /** Says that a process was started and that a rule matched it: one with a program as its action. */
  match(action: Partial<ExecAction>, process?: Partial<ProcessInfo>, ruleId?: string): ProcessInfo;
  /** The same with a rule and a match of one's own. */
  matchRule(
    rule: Partial<Rule> & { actions: Action[] },
    process?: Partial<ProcessInfo>,
    match?: Partial<Match>,
  ): ProcessInfo;
  /** Says that the process has ended. */
  exit(process: ProcessInfo, exit?: Exit): void;
  /** The run in its last state, when that is reached. */
  untilState(state: Run['state'], ruleId?: string): Promise<Run>;
  /** The content of a file in `home`, once it is complete: its last line is "end". */
  read(name: string): Promise<string>;
  /** How many of the group live, as ps sees it. */
  living(pgid: number): number;
  untilGroupGone(pgid: number): Promise<void>;
}

export const grace = { termAfterMs: 300, killAfterMs: 300 };

type Match = Parameters<Actions['run']>[0];

export function createRig(
  scope: Scope,
  env: Record<string, string> = {},
  options: Partial<Pick<ActionsOptions, 'http' | 'agents' | 'environments' | 'retryAfterMs'>> = {},
): Rig {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'actions-')));
  mkdirSync(join(home, 'actions'));
  scope.defer(() => rmSync(home, { recursive: true }));
  const events: RunEvent[] = [];
  const logged: { message: string; fields: LogFields }[] = [];
  const guarded = new Set<number>();
  const processes = { ...createProcesses(), env: { PATH: process.env.PATH ?? '/usr/bin:/bin', ...env } };
  const guard = {
    watchGroup: (pgid: number) => void guarded.add(pgid),
    forgetGroup: (pgid: number) => void guarded.delete(pgid),
    watchFile() {},
    watchLock() {},
  };
  const log = collect(logged, {});
  const settings = createCell(usualSettings);
  const notifier = fakeNotifier();
  const http = fakeHttp();
  const agents = fakeAgents();
  const lua = fakeLua();
  const actions = createActions(
    {
      ...{ processes, clock: createClock(), log, guard, home, grace, settings, notifier, http, agents, lua },
      ...{ files: createFiles(), environments: createEnvironments(), version: '1.2.3' },
      ...{ bundledActions, bundledSounds: resource('sounds') },
      agentOf: (key) => (key.startsWith('77:') ? 'Claude Code' : undefined),
      ...options,
    },
    scope,
  );
  actions.events.on((event) => events.push(event));
  let pids = 5_000_000;

  const rig: Rig = {
    ...{ actions, home, events, logged, guarded, settings, notifier, http, agents, lua },
    script(name, lines, mode = 0o755) {
      const path = join(home, name);
      writeFileSync(path, `#!/bin/sh\n${lines}\n`);
      chmodSync(path, mode);
      return path;
    },
    match: (action, more, id = 'rule') => rig.matchRule({ id, actions: [execOf('play', action)] }, more),
    matchRule({ id = 'rule', ...rule }, more, match) {
      const watched = { pid: ++pids, start: 1, argv: ['make', 'all'], cwd: home, startedAt: 1_000, ...more };
      actions.observe({ type: 'process.started', process: watched, existing: false });
      actions.run(matchOf(ruleOf(id, { line: 3, ...rule }), watched, match));
      return watched;
    },
    exit(watched, exit = { code: 0 }) {
      const { pid } = watched;
      actions.observe({ type: 'process.exited', key: keyOf(watched), pid, exit, endedAt: 2_000 });
    },
    async untilState(state, ruleId = 'rule') {
      const last = () => events.filter(({ run }) => run.ruleId === ruleId).at(-1)?.run;
      await expect.poll(() => last()?.state, soon).toBe(state);
      return last() as Run;
    },
    async read(name) {
      const path = join(home, name);
      const text = () => (existsSync(path) ? readFileSync(path, 'utf8') : '');
      await expect.poll(text, soon).toMatch(/(^|\n)end\n$/);
      return text();
    },
    living: (pgid) =>
      execFileSync('ps', ['-eo', 'pgid=,stat='], { encoding: 'utf8' })
        .split('\n')
        .map((line) => line.trim().split(/\s+/))
        .filter(([group, state]) => Number(group) === pgid && !state?.startsWith('Z')).length,
    untilGroupGone: (pgid) => expect.poll(() => guarded.has(pgid), soon).toBe(false),
  };
  return rig;
}

function collect(into: { message: string; fields: LogFields }[], always: LogFields): Log {
  const write = (message: string, fields: LogFields = {}) =>
    void into.push({ message, fields: { ...always, ...fields } });
  const child = (fields: LogFields) => collect(into, { ...always, ...fields });
  return { debug: write, info: write, warn: write, error: write, child };
}
