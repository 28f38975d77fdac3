import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CliHost, runCli } from '../../../src/main/cli';
import { createGateway, implementer } from '../../../src/main/gateway';
import type { EventBatch } from '../../../src/shared/contract';
import { type Channel, createInbox } from '../../../src/shared/link';
import { ok } from '../../../src/shared/result';
import { createScope, type Scope } from '../../../src/shared/scope';
import type { Exit, HubEvent, HubStatus, Problem, Run } from '../../../src/shared/vocabulary';
import { statusOf } from '../../fixtures/hub-status';
import { runOf } from '../../fixtures/rules';
import { silentLog } from '../../fixtures/silent-log';
import { transports } from '../gateway/transports';
import { createRig, expectNoControlCharacters, type Rig } from './rig';

/** Commands with a hub that gives set answers; test/main/hub.test.ts has a real one. */
let scope: Scope;
let rig: Rig;

beforeEach(() => {
  scope = createScope();
  rig = createRig(scope);
});
afterEach(() => scope.close());

describe('with a hub', () => {
  test.each([['status'], ['open'], ['events', '--follow'], ['rules', 'test', '--', 'sleep']])(
    '%s says that a hub hangs instead of waiting for ever',
    async (...argv) => {
      const hanging = { ...rig.host, openHub: () => async () => silentChannel(), firstAnswerMs: 50 };
      expect(await runCli(argv, hanging)).toBe(1);
      expect(rig.errors).toEqual([
        `VibeRot holds ${rig.directory} but does not answer. End its process, then start it again.`,
      ]);
      expect(rig.out).toEqual([]);
    },
  );

  test('a hub that does not even take the connection hangs as well', async () => {
    const hanging = { ...rig.host, openHub: () => () => new Promise<Channel>(() => {}), firstAnswerMs: 50 };
    expect(await runCli(['status'], hanging)).toBe(1);
    expect(rig.errors.join()).toContain('does not answer');
  });

  test('events --follow may wait longer than a first answer', async () => {
    const late = async function* () {
      yield batch([loaded(1)]);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      yield batch([loaded(2)]);
    };
    const connected = await hubHost({ events: late });
    expect(await runCli(['events', '--follow'], { ...connected, firstAnswerMs: 1_000 })).toBe(0);
    expect(rig.out).toHaveLength(2);
    expect(rig.errors).toEqual([]);
  });

  test.each<[NonNullable<Answers['shown']>, number]>([
    [{ window: true }, 0],
    [{ window: false, url: 'http://127.0.0.1:1/', page: '/open.html' }, 1],
  ])('open --json tells %j', async (shown, opened) => {
    const targets: string[] = [];
    const connected = await hubHost({ shown });
    const openOnDesktop = async (target: string) => ok(void targets.push(target));
    expect(await runCli(['open', '--json'], { ...connected, openOnDesktop })).toBe(0);
    expect(rig.out.map((line) => JSON.parse(line))).toEqual([{ running: true, window: shown.window, url: shown.url }]);
    expect(targets).toHaveLength(opened);
  });

  test('rules test tells that the rules in force are those of before', async () => {
    const problem = { file: '/c.toml', line: 3, column: 1, message: 'unknown\u001b key' };
    const connected = await hubHost({ problems: [problem] });
    expect(await runCli(['rules', 'test', '--', 'sleep', '5'], connected)).toBe(0);
    expect(rig.errors).toEqual(['/c.toml:3:1: unknown  key', 'These are the rules of before.']);
    expect(rig.out[0]).toBe('sleep 5');
  });

  test('rules test says nothing more when the file is in order', async () => {
    await runCli(['rules', 'test', '--', 'sleep', '5'], await hubHost({}));
    expect(rig.errors).toEqual([]);
  });

  test.each([
    ['netlink', 'netlink: the kernel reports every exec', 'running by netlink: the kernel reports every exec'],
    ['poll', 'polling: netlink refused', 'running by polling: netlink refused'],
    ['ebpf', 'the best there is', 'running by ebpf - the best there is'],
  ])('status names the way of watching (%s) once', async (tier, why, text) => {
    await runCli(['status'], await hubHost({ probe: { tier, why } }));
    expect(rig.out).toContain(`  watching   ${text}`);
  });

  test('status tells of full capture in one line', async () => {
    await runCli(['status'], await hubHost({}));
    expect(rig.out).toContain('  full capture: off: needs cap_bpf');
  });

  test.each<[Partial<HubStatus['runs']>, string]>([
    [{ running: 1, started: 3, failed: 2 }, '1 running, 3 started, 2 failed'],
    [{ waiting: 7, waitingAtMost: 10 }, '0 running, 7 waiting of at most 10, 0 started, 0 failed'],
    [{ dropped: 4 }, '0 running, 0 started, 0 failed, 4 dropped because too many waited'],
  ])('status tells what waits and what was not done: %j', async (runs, text) => {
    await runCli(['status'], await hubHost({ runs }));
    expect(rig.out).toContain(`  actions    ${text}`);
  });

  test.each<[HubStatus['agents'], string]>([
    [{ alive: 0, working: 0, wanting: 0 }, 'none running'],
    [{ alive: 2, working: 1, wanting: 0 }, '2 running, 1 working'],
    [{ alive: 3, working: 0, wanting: 2 }, '3 running, 0 working, 2 waiting for you'],
  ])('status tells of agents: %j', async (agents, text) => {
    await runCli(['status'], await hubHost({ agents }));
    expect(rig.out).toContain(`  agents     ${text}`);
  });

  test.each<[Partial<HubStatus['history']>, string]>([
    [{ entries: 40, bytes: 1_230_000 }, '40 commands of 30 days, 1.2 of at most 200 MB'],
    [{ lost: 5, keepDays: 0.5, keepBytes: 1e6 }, '0 commands of 0.5 days, 0 of at most 1 MB, 5 could not be stored'],
    [{ state: 'off' }, 'off: enabled = false in [history] of config.toml'],
    [{ state: 'unavailable', why: 'The disk is full.' }, 'unavailable: The disk is full.'],
  ])('status tells of the history: %j', async (history, text) => {
    await runCli(['status'], await hubHost({ history }));
    expect(rig.out).toContain(`  history    ${text}`);
  });

  test('status lets no control character through', async () => {
    const problem = { file: '/c\u001b.toml', line: 3, column: 1, message: 'bad\n\u0007' };
    await runCli(['status'], await hubHost({ problems: [problem] }));
    expect(rig.out.join()).toContain('/c .toml:3:1: bad ');
    expectNoControlCharacters(rig);
  });

  test.each<[Partial<Run>, string]>([
    [{ exit: { code: 0 } }, 'ended with exit code 0'],
    [{ exit: { code: 3 } }, 'ended with exit code 3'],
    [{ exit: { signal: 15 } }, 'ended by SIGTERM'],
    [{ exit: { signal: 9 }, message: 'It was slow.' }, 'ended by SIGKILL: It was slow.'],
    [{ exit: { unknown: true } satisfies Exit }, 'ended'],
    [{ state: 'failed', message: 'no such program' }, 'failed: no such program'],
    [{ state: 'dropped', message: 'It was late.' }, 'dropped: It was late.'],
  ])('events tell how an action ended: %j', async (part, text) => {
    await runCli(['events'], await hubHost({ events: () => oneBatch([ended(part)]) }));
    expect(rig.out[0]).toMatch(new RegExp(`  action   slow  exec ${text}$`));
  });

  test.each<[Extract<HubEvent, { run: Run }>['type'], Partial<Run>, string]>([
    ['action.started', { pid: 7 }, 'slow  exec started: x (pid 7)'],
    ['action.started', { action: 'notify', label: 'Ready', trial: true }, 'slow (tried)  notify started: Ready'],
    ['action.waiting', { state: 'waiting', action: 'webhook' }, 'slow  webhook waits for its turn: x'],
  ])('events tell of an action: %s %j', async (type, part, text) => {
    await runCli(['events'], await hubHost({ events: () => oneBatch([{ type, run: { ...aRun, ...part } }]) }));
    expect(rig.out[0]?.replace(/^.*?(?=action)/, '')).toBe(`action   ${text}`);
  });

  test('events show local time, with the date unless it is today', async () => {
    const now = new Date();
    const noon = new Date(now.getFullYear(), now.getMonth(), now.getDate(), 12, 34, 56, 7).getTime();
    const longAgo = new Date(2020, 1, 3, 4, 5, 6, 78).getTime();
    const events = () => oneBatch([loaded(1), loaded(2)], [longAgo, noon]);
    await runCli(['events'], await hubHost({ events }));
    expect(rig.out).toEqual(['2020-02-03 04:05:06.078  rules    1 in force', '12:34:56.007  rules    2 in force']);
    rig.out.length = 0;
    await runCli(['events', '--json'], await hubHost({ events }));
    expect(JSON.parse(rig.out[0] ?? '').at).toBe(new Date(longAgo).toISOString());
  });

  test('events let no control character of a rule, a label or a problem through', async () => {
    const problems = [{ file: '/c', line: 1, column: 1, message: 'a\u001b[2Jb' }];
    const events: HubEvent[] = [
      ended({ ruleId: 'a\u001b[2Jb', message: 'a\nb' }),
      { type: 'action.started', run: { ...aRun, label: 'a\u009bb' } },
      { type: 'rules.rejected', problems },
    ];
    await runCli(['events'], await hubHost({ events: () => oneBatch(events) }));
    expect(rig.out).toHaveLength(3);
    expectNoControlCharacters(rig);
  });
});

/** A channel to a hub that is stopped: it takes everything and says nothing. */
function silentChannel(): Channel {
  const { onMessage, onClose, markClosed } = createInbox();
  return { backlog: 0, send() {}, onMessage, onClose, close: markClosed };
}

interface Answers {
  readonly probe?: Partial<HubStatus['probe']>;
  readonly runs?: Partial<HubStatus['runs']>;
  readonly agents?: HubStatus['agents'];
  readonly history?: Partial<HubStatus['history']>;
  readonly problems?: Problem[];
  readonly shown?: { window: boolean; url?: string; page?: string };
  readonly events?: () => AsyncGenerator<EventBatch>;
}

/** A host whose hub gives these answers. */
async function hubHost({
  probe,
  runs,
  agents,
  history,
  problems = [],
  shown = { window: true },
  events,
}: Answers): Promise<CliHost> {
  const usual = statusOf();
  const status = statusOf({
    paths: { ...usual.paths, home: rig.directory },
    probe: { ...usual.probe, ...probe },
    rules: { ...usual.rules, problems: problems.length },
    runs: { ...usual.runs, ...runs },
    agents: agents ?? usual.agents,
    history: { ...usual.history, ...history },
  });
  const router = {
    hub: {
      status: implementer.hub.status.handler(() => status),
      show: implementer.hub.show.handler(() => shown),
      events: implementer.hub.events.handler(events ?? (() => oneBatch([]))),
    },
    rules: {
      test: implementer.rules.test.handler(({ input }) => ({
        ...{ command: input.argv.join(' '), matches: [], rejected: [] },
      })),
      state: implementer.rules.state.handler(() => ({
        ...{ file: '/c.toml', revision: 1, version: 'v', loadedAt: 0, paused: false, pausedRules: [] },
        ...{ rules: [], problems },
      })),
    },
  };
  const transport = await transports['message port']?.(createGateway(router, silentLog, scope), scope);
  if (!transport) throw new Error('There is no such transport');
  return { ...rig.host, openHub: () => () => transport.connect() };
}

const aRun = runOf('slow', '1:1', { label: 'x', state: 'ended' });

function ended(part: Partial<Run>): HubEvent {
  return { type: 'action.ended', run: { ...aRun, ...part } };
}

function loaded(count: number): HubEvent {
  return { type: 'rules.loaded', count, file: '/c.toml' };
}

function batch(events: HubEvent[], at: number[] = []): EventBatch {
  return {
    ...{ position: { epoch: 'e', next: events.length }, lost: 0, restarted: false },
    events: events.map((event, seq) => ({ seq, at: at[seq] ?? 0, event })),
  };
}

async function* oneBatch(events: HubEvent[], at: number[] = []): AsyncGenerator<EventBatch> {
  yield batch(events, at);
}
