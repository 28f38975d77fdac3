import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { compose } from '../../src/main/compose';
import {
  createClock,
  createEnvironments,
  createFiles,
  createHistoryStore,
  createHttp,
  createProcesses,
  createUsers,
} from '../../src/main/node';
import { createScope, type Scope } from '../../src/shared/scope';
import { clientOf } from '../fixtures/client-of';
import { createFakeInstaller } from '../fixtures/fake-installer';
import { noAgents } from '../fixtures/no-agents';
import { noLua } from '../fixtures/no-lua';
import { noScreen } from '../fixtures/no-screen';
import { noShells } from '../fixtures/no-shells';
import { makeHome } from '../fixtures/running-hub';
import { silentLog } from '../fixtures/silent-log';
import { createFakeHost } from './features/probes/fake-host';
import { line, snapend } from './features/probes/messages';

/** The parts of a hub joined, on real files and a real clock; only the helper says what a test tells it. */
let scope: Scope;
beforeEach(() => {
  scope = createScope();
});
afterEach(() => scope.close());

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 10 });

async function open(config: string) {
  const agentParts = noAgents();
  const home = makeHome(scope, config);
  const probeHost = createFakeHost();
  const historyFile = join(home, 'history.db');
  const paths = { home, config: join(home, 'config.toml'), log: '', socket: '' };
  const hub = await compose(
    {
      ...{ clock: createClock(), log: silentLog, files: createFiles(), processes: createProcesses() },
      ...{ environments: createEnvironments(), http: createHttp(), users: createUsers() },
      ...{ probeHost, probeInstaller: createFakeInstaller(), ...noShells, ...noScreen, ...agentParts, ...noLua },
      historyStore: createHistoryStore({ file: historyFile, worker: resolve('out/main/history-worker.js') }),
      guard: { watchGroup() {}, forgetGroup() {}, watchFile() {}, watchLock() {} },
    },
    {
      about: { version: '0', pid: 1, startedAt: Date.now(), host: 'node', platform: 'linux x64', versions: {}, paths },
      ...{ epoch: 'test', shell: { file: '/bin/sh', args: [], cwd: '/' }, historyFile },
      resource: (name) => resolve('resources', name),
      shippedLua: resolve('lua'),
    },
    scope,
  );
  await eventually(() => expect(probeHost.started).toHaveLength(1));
  const helper = probeHost.latest;
  const beganMs = Date.now();
  const ts = () => Math.max(1, Date.now() - beganMs) * 1e6;
  helper.greets({ clock: { mono: 0, real: beganMs } });
  const lines = join(home, 'lines');
  return {
    ...{ home, hub, hosts: agentParts.terminalHosts },
    snapshot: (pid: number, ...argv: string[]) =>
      helper.says(line('snap', { pid, start: pid, ts: ts(), argv }) + snapend(1)),
    noSnapshot: () => helper.says(snapend(0)),
    start: (pid: number, argv: string[], more = {}) =>
      helper.says(line('exec', { pid, start: pid, ts: ts(), argv, ...more })),
    exit: (pid: number, code: number) => helper.says(line('exit', { pid, start: pid, ts: ts(), code })),
    /** What actions wrote, without the time before it and in no order: those of one moment are done side by side. */
    written: () =>
      (existsSync(lines) ? readFileSync(lines, 'utf8').trim().split('\n') : [])
        .map((text) => text.replace(/^\S+ /, ''))
        .sort(),
  };
}

/** A rule that writes a line to a file. */
const rule = (keys: string, message: string) =>
  `[[rules]]\n${keys}\naction = { type = "log", file = "lines", message = "${message}" }\n`;

test('rules act when a command starts, when it has run for a while, and when it has failed', async () => {
  const { noSnapshot, start, exit, written } = await open(
    rule('command = "build *"', 'start') +
      rule('command = "build *"\nmin_duration = "100ms"', 'long') +
      rule('command = "build *"\non = "failure"', 'failed with {exit}'),
  );
  noSnapshot();
  start(2_000_001, ['/usr/bin/build', 'all']);
  await eventually(() => expect(written()).toEqual(['long', 'start']));
  exit(2_000_001, 3);
  await eventually(() => expect(written()).toEqual(['failed with 3', 'long', 'start']));
});

test('rules ask for parent, folder, user and agent', async () => {
  const { noSnapshot, start, written } = await open(
    rule('command = "ls"\nparent = "make *"', 'of make') +
      rule('command = "ls"\nagent = "claude*"\ncwd = "/code/**"\nuser = "root"', 'of an agent') +
      rule('command = "ls"\nagent = "codex"', 'of another'),
  );
  noSnapshot();
  start(2_000_001, ['claude']);
  start(2_000_002, ['/usr/bin/make', 'all'], { ppid: 2_000_001 });
  start(2_000_003, ['/bin/ls'], { ppid: 2_000_002, uid: 0, cwd: '/code/a' });
  await eventually(() => expect(written()).toEqual(['of an agent', 'of make']));
});

test('a rule for ends also sees those of commands that ran before the hub, and before the rule', async () => {
  const { home, hub, snapshot, start, exit, written } = await open(rule('command = "one"\non = "exit"', 'one ended'));
  snapshot(2_000_001, 'one');
  start(2_000_002, ['two']);
  writeFileSync(join(home, 'new.toml'), rule('command = ["one", "two"]\non = "exit"', '{command} ended'));
  renameSync(join(home, 'new.toml'), join(home, 'config.toml'));
  await eventually(() => expect(hub.rules.state.value.revision).toBe(2));
  exit(2_000_001, 0);
  exit(2_000_002, 0);
  await eventually(() => expect(written()).toEqual(['one ended', 'two ended']));
});

test('an agent that a rule starts is known by its name, and rules leave alone what it starts', async () => {
  const { hosts, noSnapshot, start, written } = await open(
    '[[rules]]\ncommand = "make *"\naction = { agent = ["claude", "-p"], name = "fixer", prompt = "{command}" }\n' +
      rule('command = "ls"\nagent = "*"', 'of an agent') +
      rule('command = "true"', 'done'),
  );
  noSnapshot();
  start(2_000_001, ['make', 'all']);
  await eventually(() => expect(hosts.opened).toHaveLength(1));
  const terminal = hosts.terminal(hosts.opened[0]?.request.id);
  expect(terminal.request).toMatchObject({ file: 'claude', args: ['-p'] });
  expect(terminal.request.env).toMatchObject({ VIBEROT_AGENT_NAME: 'fixer', VIBEROT_CAUSES: 'make' });
  terminal.signal({ type: 'settled' });
  await eventually(() => expect(terminal.typed).toBe('make all\r'));
  start(terminal.pid, ['claude', '-p']);
  start(8_000_003, ['ls'], { ppid: terminal.pid });
  start(8_000_004, ['make', 'more'], { ppid: terminal.pid });
  start(8_000_005, ['true']);
  await eventually(() => expect(written()).toEqual(['done']));
  expect(hosts.opened).toHaveLength(1);
});

test('what an agent starts comes from it: rules ask for its name, its kind or its id', async () => {
  const agents = ['fixer', 'claude*', '*', 'codex'];
  const { hub, hosts, noSnapshot, start, written } = await open(
    agents.map((agent) => rule(`command = "ls"\nagent = "${agent}"`, agent)).join(''),
  );
  noSnapshot();
  const client = clientOf(hub, scope);
  const { id, pid = 0 } = await client.agents.spawn({ name: 'fixer', command: ['claude'] });
  start(pid, ['claude']);
  start(8_000_003, ['ls'], { ppid: pid });
  await eventually(() => expect(written()).toEqual(['*', 'claude*', 'fixer']));
  const { value } = await (await client.activity.watch({ filter: { scope: 'all', search: id } })).next();
  expect(JSON.stringify(value)).toContain(`"agent":"${id}"`);
  // Its life is told to whoever follows, and counted.
  await eventually(() => expect(hub.status.value.agents.alive).toBe(1));
  hosts.terminal(`${id}.1`).end({ code: 2 });
  const types = [];
  for await (const { events } of await client.hub.events({ follow: false }))
    types.push(...events.map(({ event }) => event.type).filter((type) => type.startsWith('agent.')));
  expect(types).toEqual(expect.arrayContaining(['agent.started', 'agent.exited']));
  expect(hub.status.value.agents).toEqual({ alive: 0, working: 0, wanting: 0 });
});
