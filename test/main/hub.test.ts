import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createScope, type Scope } from '../../src/shared/scope';
import { untilStatus, untilWatching } from '../fixtures/hub-client';
import {
  isAlive,
  makeHome,
  parentOf,
  processesWith,
  type RunningHub,
  startHub,
  viberot,
} from '../fixtures/running-hub';

const root = join(import.meta.dirname, '../..');

/** The whole hub as a real process: real probe, real rules file, real actions, real sockets. */
let scope: Scope;
beforeEach(() => {
  scope = createScope();
});
afterEach(() => scope.close());

const eventually = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 15_000, interval: 25 });

/** An action that records its environment and the end of its stdin. */
function recorder(home: string, command: string, extra = ''): string {
  return `
[[rules]]
id = "record"
command = "${command}"
[rules.action]
type = "exec"
path = "/bin/sh"
args = ["-c", "env > ${home}/environment; echo started; cat > ${home}/stdin; echo ended > ${home}/ended${extra}"]
`;
}

/** A duration that no other process on the machine sleeps for. */
const uniqueSeconds = () => `40.${String(process.pid).padStart(7, '0')}${Math.floor(Math.random() * 1e4)}`;

async function homeWithRecorder(command: string, extra?: string): Promise<string> {
  const home = makeHome(scope);
  writeFileSync(join(home, 'config.toml'), recorder(home, command, extra));
  return home;
}

test('a command starts: its rule runs an action, which is told when the command has ended', async () => {
  const seconds = uniqueSeconds();
  const home = await homeWithRecorder(`sleep ${seconds}`);
  await startHub(home, scope);
  await untilWatching(home);

  const command = spawn('sleep', [seconds], { cwd: home });
  await eventually(() => expect(existsSync(join(home, 'stdin'))).toBe(true));
  const environment = readFileSync(join(home, 'environment'), 'utf8');
  expect(environment).toContain(`VIBEROT_PID=${command.pid}\n`);
  expect(environment).toContain(`VIBEROT_COMMAND=sleep ${seconds}\n`);
  expect(environment).toContain(`VIBEROT_HOME=${home}\n`);
  expect(environment).toContain('VIBEROT_PID_TYPE=real\n');
  expect(environment).toContain(`VIBEROT_WORKING_DIRECTORY=${home}\n`);
  const timestamp = /VIBEROT_TIMESTAMP=(.*)/.exec(environment)?.[1] ?? '';
  expect(Math.abs(Date.parse(timestamp) - Date.now())).toBeLessThan(60_000);
  expect(existsSync(join(home, 'ended'))).toBe(false);

  command.kill();
  await eventually(() => expect(existsSync(join(home, 'ended'))).toBe(true));
  const events = viberot(home, 'events', '--json')
    .stdout.trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const mine = events.filter((event) => event.process?.pid === command.pid || event.pid === command.pid || event.run);
  expect(mine.map(({ type }) => type)).toEqual([
    'process.started',
    'rule.matched',
    'action.started',
    'process.exited',
    'action.ended',
  ]);
  expect(readFileSync(join(home, 'logs/viberot.log'), 'utf8')).toContain('"line":"started"');
});

test('what an action starts never triggers a rule', async () => {
  const seconds = uniqueSeconds();
  const home = makeHome(scope);
  writeFileSync(
    join(home, 'config.toml'),
    `[[rules]]\nid = "loop"\ncommand = "sleep ${seconds}*"\naction = { type = "exec", shell = true, path = "sleep ${seconds}1; sleep ${seconds}2" }\n`,
  );
  await startHub(home, scope);
  await untilWatching(home);
  const command = spawn('sleep', [seconds]);
  scope.defer(() => void command.kill());
  await eventually(() => expect(viberot(home, 'events').stdout).toContain(`sleep ${seconds}1`));
  expect(viberot(home, 'events', '--json').stdout.match(/"rule\.matched"/g)).toHaveLength(1);
});

test('after a kill -9 the next start takes over', async () => {
  const home = makeHome(scope);
  const first = await startHub(home, scope);
  await first.end('SIGKILL');
  const second = await startHub(home, scope);
  expect(JSON.parse(viberot(home, 'status', '--json').stdout)).toMatchObject({ running: true, pid: second.pid });
});

describe('a first start', () => {
  const shared = createScope();
  let home: string;
  let hub: RunningHub;
  beforeAll(async () => {
    home = makeHome(shared);
    hub = await startHub(home, shared);
  });
  afterAll(() => shared.close());

  test('writes an example that is in order, for this user only', () => {
    expect(viberot(home, 'rules', 'check').code).toBe(0);
    expect(readFileSync(join(home, 'config.toml'), 'utf8')).toContain('[[rules]]');
    expect(statSync(home).mode & 0o777).toBe(0o700);
    expect(statSync(join(home, 'logs/viberot.log')).mode & 0o077).toBe(0);
    expect(statSync(join(home, 'run/hub.json')).mode & 0o777).toBe(0o600);
  });

  test('writes what opens the page in a browser: it holds the token, and nobody else can read it', () => {
    const page = join(home, 'run/open.html');
    expect(readFileSync(page, 'utf8')).toContain(`url=${hub.url}"`);
    expect(statSync(page).mode & 0o777).toBe(0o600);
  });

  test('puts the token in no argument, no environment and no log', async () => {
    await untilWatching(home);
    const token = hub.url.split('=')[1] ?? '';
    expect(token.length).toBeGreaterThan(20);
    expect(readFileSync(join(home, 'logs/viberot.log'), 'utf8')).not.toContain(token);
    for (const pid of [hub.pid, ...processesWith(home)]) {
      for (const file of ['cmdline', 'environ']) {
        expect(existsSync(`/proc/${pid}`) ? readFileSync(`/proc/${pid}/${file}`, 'latin1') : '').not.toContain(token);
      }
    }
  });

  test('is the only one: a second says where the first is, and ends well', () => {
    const second = viberot(home, 'serve', '--no-open');
    expect(second).toMatchObject({ code: 0 });
    expect(second.stdout).toContain(hub.url);
    expect(isAlive(hub.pid)).toBe(true);
  });
});

describe('a clean end', () => {
  const stubborn = `; trap '' TERM HUP INT; while :; do sleep 1; done`;

  test.each([
    ['SIGTERM', 0],
    ['SIGINT', 0],
    ['SIGHUP', 0],
    ['SIGKILL', 'SIGKILL'],
  ] as const)('after %s no child, socket or lock is left', async (signal, code) => {
    const seconds = uniqueSeconds();
    const home = await homeWithRecorder(`sleep ${seconds}`, stubborn);
    const hub = await startHub(home, scope);
    await untilWatching(home);
    const command = spawn('sleep', [seconds]);
    scope.defer(() => void command.kill());
    await eventually(() => expect(existsSync(join(home, 'stdin'))).toBe(true));
    expect(processesWith(home).length).toBeGreaterThan(2);

    expect(await hub.end(signal)).toBe(code);
    await eventually(() => expect(processesWith(home)).toEqual([]));
    // After a crash agents may run on: what their hooks tell meanwhile waits there for the next hub.
    expect(readdirSync(join(home, 'run'))).toEqual(signal === 'SIGKILL' ? ['agent-hooks'] : []);
    expect(isAlive(command.pid ?? -1)).toBe(true);
  });
});

describe('a configuration with an error', () => {
  test('keeps the old rules in force and is shown with its place', async () => {
    const home = await homeWithRecorder('sleep 1');
    await startHub(home, scope);
    const file = join(home, 'config.toml');
    writeFileSync(file, '[[rules]]\ncommand = "x"\nacton = 1\n');
    await untilStatus(home, ({ rules }) => rules.problems > 0);
    expect(viberot(home, 'status').stdout).toContain(`${file}:3:1: `);
    const status = JSON.parse(viberot(home, 'status', '--json').stdout);
    expect(status.rules).toEqual({ count: 1, paused: false, problems: status.problems.length });
    expect(readFileSync(join(home, 'logs/viberot.log'), 'utf8')).toContain(`${file}:3:1: `);
    expect(JSON.parse(viberot(home, 'rules', 'test', '--json', '--', 'sleep', '1').stdout).matches).toHaveLength(1);

    writeFileSync(file, '');
    await untilStatus(home, ({ rules }) => rules.count === 0);
  });
});

test('events --follow goes on until the hub ends', async () => {
  const home = makeHome(scope);
  const hub = await startHub(home, scope);
  const seconds = uniqueSeconds();
  const follower = spawn(process.execPath, ['bin/viberot.mjs', 'events', '--json', '--follow', '--home', home], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let text = '';
  follower.stdout.on('data', (chunk) => {
    text += chunk;
  });
  await eventually(() => expect(text).toContain('process.started'));
  const command = spawn('sleep', [seconds]);
  await eventually(() => expect(text).toContain(seconds));
  command.kill();
  const exited = once(follower, 'exit');
  await hub.end('SIGTERM');
  expect((await exited)[0]).toBe(1);
  for (const line of text.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('seq');
});

test('a hub that a stopped guard outlived keeps its files', async () => {
  const home = makeHome(scope);
  const first = await startHub(home, scope);
  const [guard = -1] = processesWith('guard.sh').filter((pid) => parentOf(pid) === first.pid);
  process.kill(guard, 'SIGSTOP');
  await first.end('SIGKILL');
  const second = await startHub(home, scope);
  process.kill(guard, 'SIGCONT');
  await eventually(() => expect(isAlive(guard)).toBe(false));
  expect(JSON.parse(viberot(home, 'status', '--json').stdout)).toMatchObject({ running: true, pid: second.pid });
});

describe('what the hub can do without', () => {
  test('without its helper it starts, and says what is missing and how to mend it', async () => {
    const app = makeHome(scope);
    for (const part of ['bin', 'resources', 'package.json', 'out/main', 'out/renderer']) {
      cpSync(join(root, part), join(app, part), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(app, 'node_modules'));
    const home = makeHome(scope);
    const hub = await startHub(home, scope, {}, join(app, 'bin/viberot.mjs'));
    expect(hub.stderr()).toContain('npm run build');
    expect(JSON.parse(viberot(home, 'status', '--json').stdout).probe.state).toBe('unavailable');
  });

  test('a home that cannot be written is refused with words that help', async () => {
    const result = viberot('/proc/viberot-home', 'serve', '--no-open');
    expect(result.code).toBe(1);
    expect(result.stderr).toContain('--home DIR');
  });

  test('a configuration that cannot be read is a problem, not a crash', async (context) => {
    if (process.getuid?.() === 0) {
      // Root reads everything: a directory in the file's place is as unreadable.
      const home = makeHome(scope);
      mkdirSync(join(home, 'config.toml'));
      await startHub(home, scope);
      expect(JSON.parse(viberot(home, 'status', '--json').stdout).rules.problems).toBe(1);
      return;
    }
    const home = makeHome(scope, '');
    chmodSync(join(home, 'config.toml'), 0);
    await startHub(home, scope);
    expect(JSON.parse(viberot(home, 'status', '--json').stdout).rules.problems).toBe(1);
    context.annotate('as an ordinary user');
  });
});
