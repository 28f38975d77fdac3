import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CliHost, runCli } from '../../../src/main/cli';
import { createGateway, implementer } from '../../../src/main/gateway';
import { createFiles } from '../../../src/main/node/files';
import { locateHome } from '../../../src/main/node/home';
import type { EventBatch } from '../../../src/shared/contract';
import { type Channel, createInbox } from '../../../src/shared/link';
import { ok } from '../../../src/shared/result';
import { createScope, type Scope } from '../../../src/shared/scope';
import type { Exit, HubEvent, HubStatus, Problem, Run } from '../../../src/shared/vocabulary';
import { silentLog } from '../../fixtures/silent-log';
import { temporaryDirectory, transports } from '../gateway/transports';

/** Commands without a hub, or with one that gives set answers; test/main/hub.test.ts has a real one. */
let scope: Scope;
let directory: string;
let out: string[];
let errors: string[];
let served: unknown;

beforeEach(() => {
  scope = createScope();
  directory = temporaryDirectory(scope);
  out = [];
  errors = [];
});
afterEach(() => scope.close());

const host: CliHost = {
  version: '1.2.3',
  out: async (line) => void out.push(line),
  error: async (line) => void errors.push(line),
  locateHome: (asked) => locateHome(asked ?? directory),
  readText: createFiles().readText,
  openHub: () => undefined,
  openOnDesktop: async () => ok(undefined),
  serve: async (options) => {
    served = options;
    return 0;
  },
};
const run = (...argv: string[]) => runCli(argv, host);
const config = (text: string, name = 'config.toml') => {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
};

const rules = `
[[rules]]
id = "sleepers"
command = ["sleep *", "nap *"]
action = { type = "exec", path = "echo" }

[[rules]]
id = "install"
command = "npm install"
action = { type = "exec", path = "echo" }
`;

describe('exit codes', () => {
  test.each([
    [['--help'], 0],
    [['--version'], 0],
    [['rules', '--help'], 0],
    [['serve', '--help'], 0],
    [['nonsense'], 2],
    [['status', '--nonsense'], 2],
    [['rules', 'nonsense'], 2],
    [['rules', 'test'], 2],
    [['serve', '--port', 'many'], 2],
    [['serve', '--port', '70000'], 2],
    [['serve', '--port', ''], 2],
    [['serve', '--home', ''], 2],
    [['--home', '', 'status'], 2],
    [['rules', '--home=', 'check'], 2],
    [['events'], 1],
    [['open'], 1],
  ])('viberot %j ends with %i', async (argv, code) => {
    expect(await run(...argv)).toBe(code);
  });

  test('a misspelt command is answered with the right one', async () => {
    await run('stauts');
    expect(errors.join('\n')).toContain('Did you mean status?');
  });
});

test('serve passes on what was asked', async () => {
  expect(await run('serve', '--port', '8080', '--no-open', '--home', directory)).toBe(0);
  expect(served).toMatchObject({ port: 8080, open: false, home: { directory } });
});

describe('rules check', () => {
  test('a good file is said to be good', async () => {
    config(rules);
    expect(await run('rules', 'check')).toBe(0);
    expect(out[0]).toContain('2 rules, nothing wrong');
  });

  test('a bad file is named with line and column', async () => {
    const path = config('[[rules]]\ncomand = "x"\n', 'other.toml');
    expect(await run('rules', 'check', path)).toBe(1);
    expect(errors.join('\n')).toContain(`${path}:2:1:`);
    expect(errors.join('\n')).toContain('did you mean "command"?');
  });

  test('a file that is not there is a failure that says so', async () => {
    expect(await run('rules', 'check', '/nowhere.toml')).toBe(1);
    expect(errors).toEqual(['/nowhere.toml does not exist']);
  });

  test('a file that cannot be read is named once, without line and column', async () => {
    expect(await run('rules', 'check', directory)).toBe(1);
    expect(errors.join('\n')).toMatch(new RegExp(`^${directory} can't be read: `));
  });

  test.each([
    ['before the group', (home: string) => ['--home', home, 'rules', 'check']],
    ['before the command', (home: string) => ['rules', '--home', home, 'check']],
    ['after the command', (home: string) => ['rules', 'check', '--home', home]],
  ])('--home is taken %s', async (_, argv) => {
    const home = temporaryDirectory(scope);
    writeFileSync(join(home, 'config.toml'), rules);
    expect(await run(...argv(home))).toBe(0);
    expect(out[0]).toContain(`${join(home, 'config.toml')}: 2 rules`);
  });

  test('--json tells rules and problems', async () => {
    config(rules);
    await run('rules', 'check', '--json');
    expect(JSON.parse(out[0] ?? '')).toMatchObject({ rules: ['sleepers', 'install'], problems: [] });
  });
});

describe('rules test', () => {
  test('tells which rules match and why the others do not', async () => {
    config(rules);
    expect(await run('rules', 'test', '--json', '--', 'sleep', '5')).toBe(0);
    const verdicts = JSON.parse(out[0] ?? '');
    expect(verdicts).toEqual({
      command: 'sleep 5',
      matches: [{ id: 'sleepers', form: 'line' }],
      rejected: [{ id: 'install', why: expect.any(String) }],
    });
  });

  test('a command line in one argument is the same', async () => {
    config(rules);
    await run('rules', 'test', '--json', '--', 'sleep 5');
    expect(JSON.parse(out[0] ?? '').matches).toEqual([{ id: 'sleepers', form: 'line' }]);
  });

  test('options of the tested command are not ours', async () => {
    config(rules);
    await run('rules', 'test', '--json', '--', 'npm', 'install', '--json', '--home');
    expect(JSON.parse(out[0] ?? '').command).toBe('npm install --json --home');
  });

  test('--config uses the rules of another file', async () => {
    const path = config(rules.replace('sleep *', 'doze *'), 'other.toml');
    await run('rules', 'test', '--config', path, '--json', '--', 'doze', '1');
    expect(JSON.parse(out[0] ?? '').matches).toHaveLength(1);
  });

  test('people get sentences', async () => {
    config(rules);
    await run('rules', 'test', '--', 'npm', 'install');
    expect(out.join('\n')).toMatch(/matches\s+install \(as line\)/);
  });

  test('control characters of a rule or a command line do not reach the terminal', async () => {
    config(rules.replace('"sleepers"', '"sleep\\u001b[2J\\u0007\\u009bers"'));
    await run('rules', 'test', '--', 'sleep', '5\u001b[31m');
    expect(out).toContain('  matches  sleep [2J ers (as line)');
    expectNoControlCharacters();
  });
});

describe('status without a hub', () => {
  test('tells that none runs, and what the files say', async () => {
    config(rules);
    expect(await run('status', '--json')).toBe(0);
    expect(JSON.parse(out[0] ?? '')).toMatchObject({ running: false, rules: { count: 2 }, problems: [] });
  });

  test('shows what is wrong with the file', async () => {
    const path = config('[[rules]\n');
    await run('status');
    expect(out.join('\n')).toMatch(new RegExp(`${path}:1:\\d+: `));
  });

  test('a home that was never started is no error', async () => {
    expect(await run('status')).toBe(0);
    expect(out.join('\n')).toContain(
      `  config     ${join(directory, 'config.toml')} (not there yet; it is written at the first start)`,
    );
    expect(out.join('\n')).not.toContain('error');
    out = [];
    await run('status', '--json');
    expect(JSON.parse(out[0] ?? '')).toMatchObject({ running: false, problems: [] });
  });
});

describe('with a hub', () => {
  test.each([['status'], ['open'], ['events', '--follow'], ['rules', 'test', '--', 'sleep']])(
    '%s says that a hub hangs instead of waiting for ever',
    async (...argv) => {
      const hanging = { ...host, openHub: () => async () => silentChannel(), firstAnswerMs: 50 };
      expect(await runCli(argv, hanging)).toBe(1);
      expect(errors).toEqual([`VibeRot holds ${directory} but does not answer. End its process, then start it again.`]);
      expect(out).toEqual([]);
    },
  );

  test('a hub that does not even take the connection hangs as well', async () => {
    const hanging = { ...host, openHub: () => () => new Promise<Channel>(() => {}), firstAnswerMs: 50 };
    expect(await runCli(['status'], hanging)).toBe(1);
    expect(errors.join()).toContain('does not answer');
  });

  test('events --follow may wait longer than a first answer', async () => {
    const late = async function* () {
      yield batch([loaded(1)]);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      yield batch([loaded(2)]);
    };
    const connected = await hubHost({ events: late });
    expect(await runCli(['events', '--follow'], { ...connected, firstAnswerMs: 1_000 })).toBe(0);
    expect(out).toHaveLength(2);
    expect(errors).toEqual([]);
  });

  test.each<[NonNullable<Answers['shown']>, number]>([
    [{ window: true }, 0],
    [{ window: false, url: 'http://127.0.0.1:1/', page: '/open.html' }, 1],
  ])('open --json tells %j', async (shown, opened) => {
    const targets: string[] = [];
    const connected = await hubHost({ shown });
    const openOnDesktop = async (target: string) => ok(void targets.push(target));
    expect(await runCli(['open', '--json'], { ...connected, openOnDesktop })).toBe(0);
    expect(out.map((line) => JSON.parse(line))).toEqual([{ running: true, window: shown.window, url: shown.url }]);
    expect(targets).toHaveLength(opened);
  });

  test('rules test tells that the rules in force are those of before', async () => {
    const problem = { file: '/c.toml', line: 3, column: 1, message: 'unknown\u001b key' };
    const connected = await hubHost({ problems: [problem] });
    expect(await runCli(['rules', 'test', '--', 'sleep', '5'], connected)).toBe(0);
    expect(errors).toEqual(['/c.toml:3:1: unknown  key', 'These are the rules of before.']);
    expect(out[0]).toBe('sleep 5');
  });

  test('rules test says nothing more when the file is in order', async () => {
    await runCli(['rules', 'test', '--', 'sleep', '5'], await hubHost({}));
    expect(errors).toEqual([]);
  });

  test.each([
    ['netlink', 'netlink: the kernel reports every exec', 'running by netlink: the kernel reports every exec'],
    ['poll', 'polling: netlink refused', 'running by polling: netlink refused'],
    ['ebpf', 'the best there is', 'running by ebpf - the best there is'],
  ])('status names the way of watching (%s) once', async (tier, why, text) => {
    await runCli(['status'], await hubHost({ probe: { tier, why } }));
    expect(out).toContain(`  watching   ${text}`);
  });

  test('status lets no control character through', async () => {
    const problem = { file: '/c\u001b.toml', line: 3, column: 1, message: 'bad\n\u0007' };
    await runCli(['status'], await hubHost({ problems: [problem] }));
    expect(out.join()).toContain('/c .toml:3:1: bad ');
    expectNoControlCharacters();
  });

  test.each<[Partial<Run>, string]>([
    [{ exit: { code: 0 } }, 'ended with exit code 0'],
    [{ exit: { code: 3 } }, 'ended with exit code 3'],
    [{ exit: { signal: 15 } }, 'ended by SIGTERM'],
    [{ exit: { signal: 9 }, message: 'It was slow.' }, 'ended by SIGKILL: It was slow.'],
    [{ exit: { unknown: true } satisfies Exit }, 'ended'],
    [{ state: 'failed', message: 'no such program' }, 'failed: no such program'],
  ])('events tell how an action ended: %j', async (part, text) => {
    await runCli(['events'], await hubHost({ events: () => oneBatch([ended(part)]) }));
    expect(out[0]).toMatch(new RegExp(`  action   slow  ${text}$`));
  });

  test('events show local time, with the date unless it is today', async () => {
    const now = new Date();
    const noon = new Date(now.getFullYear(), now.getMonth(), now.getDate(), 12, 34, 56, 7).getTime();
    const longAgo = new Date(2020, 1, 3, 4, 5, 6, 78).getTime();
    const events = () => oneBatch([loaded(1), loaded(2)], [longAgo, noon]);
    await runCli(['events'], await hubHost({ events }));
    expect(out).toEqual(['2020-02-03 04:05:06.078  rules    1 in force', '12:34:56.007  rules    2 in force']);
    out = [];
    await runCli(['events', '--json'], await hubHost({ events }));
    expect(JSON.parse(out[0] ?? '').at).toBe(new Date(longAgo).toISOString());
  });

  test('events let no control character of a rule, a label or a problem through', async () => {
    const problems = [{ file: '/c', line: 1, column: 1, message: 'a\u001b[2Jb' }];
    const events: HubEvent[] = [
      ended({ ruleId: 'a\u001b[2Jb', message: 'a\nb' }),
      { type: 'action.started', run: { ...aRun, label: 'a\u009bb' } },
      { type: 'rules.rejected', problems },
    ];
    await runCli(['events'], await hubHost({ events: () => oneBatch(events) }));
    expect(out).toHaveLength(3);
    expectNoControlCharacters();
  });
});

function expectNoControlCharacters(): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  for (const line of [...out, ...errors]) expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
}

/** A channel to a hub that is stopped: it takes everything and says nothing. */
function silentChannel(): Channel {
  const { onMessage, onClose, markClosed } = createInbox();
  return { backlog: 0, send() {}, onMessage, onClose, close: markClosed };
}

interface Answers {
  readonly probe?: Partial<HubStatus['probe']>;
  readonly problems?: Problem[];
  readonly shown?: { window: boolean; url?: string; page?: string };
  readonly events?: () => AsyncGenerator<EventBatch>;
}

/** A host whose hub gives these answers. */
async function hubHost({ probe, problems = [], shown = { window: true }, events }: Answers): Promise<CliHost> {
  const status: HubStatus = {
    ...{ version: '1.2.3', pid: 1, startedAt: 0, host: 'node', platform: 'linux', versions: {}, notices: [] },
    paths: { home: directory, config: '/c.toml', log: '/l', socket: '/s' },
    probe: {
      ...{ state: 'running', can: [], restarts: 0, events: 0, lostArguments: 0, lostEvents: 0, malformedLines: 0 },
      ...probe,
    },
    rules: { count: 0, paused: false, problems: problems.length },
    runs: { running: 0, started: 0, failed: 0 },
    processes: { running: 0, kept: 0, keptAtMost: 0 },
    journal: { next: 0, kept: 0 },
  };
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
        ...{ file: '/c.toml', revision: 1, loadedAt: 0, paused: false, rules: [], problems, counts: {} },
      })),
    },
  };
  const transport = await transports['message port']?.(createGateway(router, silentLog, scope), scope);
  if (!transport) throw new Error('There is no such transport');
  return { ...host, openHub: () => () => transport.connect() };
}

const aRun: Run = { id: '1', ruleId: 'slow', process: '1:1', label: 'x', state: 'ended', startedAt: 0 };

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

test('the help of every command says what it is for', async () => {
  for (const command of [
    [],
    ['serve'],
    ['open'],
    ['status'],
    ['events'],
    ['rules'],
    ['rules', 'check'],
    ['rules', 'test'],
  ]) {
    out = [];
    await run(...command, '--help');
    expect(out.join('\n')).toMatch(/Usage: viberot/);
  }
  expect(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8')).toContain('"viberot"');
});
