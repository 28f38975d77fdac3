import { join, resolve } from 'node:path';
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
import type { ProbeProcess } from '../../src/main/ports';
import { createEmitter } from '../../src/shared/event';
import { ok } from '../../src/shared/result';
import { createScope } from '../../src/shared/scope';
import type { Exit } from '../../src/shared/vocabulary';
import { createFakeInstaller } from '../fixtures/fake-installer';
import { noAgents } from '../fixtures/no-agents';
import { noLua } from '../fixtures/no-lua';
import { noScreen } from '../fixtures/no-screen';
import { noShells } from '../fixtures/no-shells';
import { makeHome } from '../fixtures/running-hub';
import { silentLog } from '../fixtures/silent-log';
import { machineMs, pause, report } from './measure';

/**
 * How many events per second the whole hub takes in: parsing, the process table, 50 rules, the loop guard, the journal
 * and Activity, fed with a recorded storm of short-lived processes in pieces as a socket delivers them.
 */
const processes = 60_000;
const pieceLength = 65_536;
const scope = createScope();
const rules = Array.from(
  { length: 50 },
  (_, i) => `[[rules]]\ncommand = ["tool-${i} *", "*/bin/${i}/*"]\naction = { type = "exec", path = "true" }\n`,
);
const home = makeHome(scope, rules.join('\n'));
const historyFile = join(home, 'history.db');

const data = createEmitter<string>();
let token = '';
let endProbe = (_exit: Exit) => {};
const probe: ProbeProcess = {
  pid: 1,
  data,
  errors: createEmitter<string>(),
  ended: new Promise((resolve) => {
    endProbe = resolve;
  }),
  close: async () => endProbe({ code: 0 }),
};
const hub = await compose(
  {
    clock: createClock(),
    log: silentLog,
    files: createFiles(),
    processes: createProcesses(),
    environments: createEnvironments(),
    http: createHttp(),
    users: createUsers(),
    historyStore: createHistoryStore({ file: historyFile, worker: resolve('out/main/history-worker.js') }),
    guard: { watchGroup() {}, forgetGroup() {}, watchFile() {}, watchLock() {} },
    probeInstaller: createFakeInstaller(),
    ...noShells,
    ...noScreen,
    ...noAgents(),
    ...noLua,
    probeHost: {
      helper: async () => ({ path: '/replayed' }),
      start: async (_path, given) => {
        token = given;
        return ok(probe);
      },
    },
  },
  {
    about: {
      version: '0',
      pid: process.pid,
      startedAt: Date.now(),
      host: 'node',
      platform: process.platform,
      versions: {},
      paths: { home, config: join(home, 'config.toml'), log: '', socket: '' },
    },
    epoch: 'bench',
    shell: { file: '/bin/sh', args: [], cwd: '/' },
    resource: (name) => resolve('resources', name),
    shippedLua: resolve('lua'),
    historyFile,
  },
  scope,
);
// It listens a moment after it was told that the helper runs.
for (let turns = 0; token === '' || turns < 10; turns++) await new Promise((resolve) => setImmediate(resolve));

const clock = { mono: 0, real: Date.now() };
data.emit(
  `${JSON.stringify({ t: 'hello', v: 1, src: 'replay', pid: 1, os: 'linux', token, clock, can: ['argv'], why: 'a recording', build: '0' })}\n{"t":"snapend","n":0}\n`,
);
const pieces = cut(recording(), pieceLength);
const before = process.memoryUsage().rss;
const began = machineMs();
for (const piece of pieces) {
  data.emit(piece);
  await new Promise((resolve) => setImmediate(resolve));
}
const seconds = (machineMs() - began) / 1000;
// Counters are told a few times a second.
await pause(500);
const events = hub.status.value.probe.events;
const grown = (process.memoryUsage().rss - before) / 1e6;
await scope.close();
report('throughput', [
  { what: 'events taken in', value: events, unit: 'events' },
  { what: 'sustained', value: events / seconds, unit: 'events/s', aim: '≥ 20000' },
  { what: 'memory grown by', value: grown, unit: 'MB' },
]);
process.exit();

function recording(): string {
  const lines: string[] = [];
  for (let i = 0; i < processes; i++) {
    const pid = 10_000 + i;
    const identity = { pid, start: i };
    const argv = ['/usr/bin/node', '/usr/lib/node_modules/npm/bin/npm-cli.js', 'run', `script-${i}`, '--flag=é', 'a b'];
    const about = {
      ppid: 1,
      uid: 1000,
      sid: 1,
      pgid: 1,
      comm: 'node',
      exe: '/usr/bin/node',
      cwd: '/home/someone/project',
    };
    lines.push(JSON.stringify({ t: 'exec', ...identity, ts: i * 1e5, ...about, argv }));
    lines.push(JSON.stringify({ t: 'exit', ...identity, ts: i * 1e5 + 5e4, code: i % 3 }));
  }
  return `${lines.join('\n')}\n`;
}

function cut(text: string, length: number): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += length) pieces.push(text.slice(at, at + length));
  return pieces;
}
