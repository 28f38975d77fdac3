import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createProbes } from '../../../src/main/features/probes';
import { createClock } from '../../../src/main/node/clock';
import { createFiles } from '../../../src/main/node/files';
import { createProbeHost } from '../../../src/main/node/probe-host';
import type { ProbeHost, ProbeProcess } from '../../../src/main/ports';
import type { Observable } from '../../../src/shared/event';
import { createScope, type Scope } from '../../../src/shared/scope';
import { commandLine, type Exit, type Fact } from '../../../src/shared/vocabulary';
import { createFakeInstaller } from '../../fixtures/fake-installer';
import { silentLog } from '../../fixtures/silent-log';
import { temporaryDirectory } from '../gateway/transports';

const outOfProject = resolve(import.meta.dirname, '../../../out');

let scope: Scope;
let home: string;
/** Where sockets are made. */
let run: string;
let host: ProbeHost;

beforeEach(() => {
  scope = createScope();
  home = temporaryDirectory(scope);
  run = join(home, 'run');
  host = createProbeHost({ directory: run, outDirectory: join(home, 'out') });
});
afterEach(() => scope.close());

/** Installs the fixture as `home/behaviour`. */
function install(behaviour: string): string {
  const path = join(home, behaviour);
  copyFileSync(join(import.meta.dirname, 'fixtures/stand-in-probe.mjs'), `${path}`);
  chmodSync(path, 0o755);
  return path;
}

async function start(behaviour: string, token = 'secret'): Promise<ProbeProcess & { readonly text: () => string }> {
  const started = await host.start(install(behaviour), token);
  if (!started.ok) throw new Error(started.message);
  scope.use(started.value);
  let text = '';
  started.value.data.on((chunk) => {
    text += chunk;
  });
  return { ...started.value, text: () => text };
}

function received(helper: { data: ProbeProcess['data']; text: () => string }, part: string): Promise<void> {
  return new Promise((done) => {
    const look = () => void (helper.text().includes(part) && done());
    helper.data.on(look);
    look();
  });
}

function becomes<T>(observable: Observable<T>, wanted: (value: T) => boolean): Promise<void> {
  return new Promise((done) => {
    const look = (value: T) => void (wanted(value) && done());
    observable.on(look);
    look(observable.value);
  });
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('a helper is told its token and its socket, and nothing else of us', async () => {
  const helper = await start('talker', 'open sesame');
  await received(helper, '"exec"');
  const [hello, exec] = helper.text().split('\n');
  expect(JSON.parse(hello ?? '')).toMatchObject({ token: 'open sesame', pid: helper.pid });
  expect(JSON.parse(exec ?? '')).toMatchObject({ argv: ['--socket', expect.stringContaining(run)], cwd: 'PATH' });
});

test('the socket is for this user only, and is removed as soon as the helper has connected', async () => {
  const helper = await start('mute');
  expect(statSync(run).mode & 0o777).toBe(0o700);
  const [name] = readdirSync(run);
  const path = join(run, name ?? '');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const stranger = createConnection(path);
  stranger.write('something');
  await received(helper, 'something');
  expect(readdirSync(run)).toEqual([]);
  const late = createConnection(path);
  await expect(once(late, 'connect')).rejects.toThrow('ENOENT');
  stranger.destroy();
});

test('characters that are cut between reads arrive whole', async () => {
  const helper = await start('cutter');
  await received(helper, '✓ é 👋');
});

test('everything that a helper sent before it was killed arrives before its end is told', async () => {
  const helper = await start('last-words');
  expect(await helper.ended).toEqual({ signal: 9 });
  expect(helper.text()).toContain('"t":"exit"');
  expect(helper.text().length).toBeGreaterThan(5_000_000);
});

test.each<[string, Exit]>([
  ['talker', { signal: 15 }],
  ['mute', { signal: 9 }],
])('closing ends a %s', async (behaviour, expected) => {
  const helper = await start(behaviour);
  if (behaviour === 'mute')
    await new Promise<void>((done) => helper.errors.on((line) => line === 'I will not go' && done()));
  else await received(helper, 'hello');
  await helper.close();
  expect(alive(helper.pid)).toBe(false);
  const exit = await helper.ended;
  // The talker may notice the end of its stdin before the signal.
  if (behaviour === 'talker') expect([expected, { code: 0 }]).toContainEqual(exit);
  else expect(exit).toEqual(expected);
  expect(readdirSync(run)).toEqual([]);
});

test('a helper that ends before it connects leaves no socket', async () => {
  const helper = await start('quitter');
  expect(await helper.ended).toEqual({ code: 3 });
  expect(readdirSync(run)).toEqual([]);
});

test('a helper leads a process group of its own, so Ctrl+C in our terminal does not end it before us', async () => {
  const helper = await start('talker');
  expect(process.kill(-helper.pid, 0)).toBe(true);
});

test('a helper that is missing or no program cannot be started, and leaves no socket', async () => {
  const text = join(home, 'text');
  writeFileSync(text, 'not executable');
  for (const path of [join(home, 'missing'), text]) {
    expect(await host.start(path, 'x')).toMatchObject({
      ok: false,
      error: 'cannot-start',
      message: expect.stringContaining(path),
    });
  }
  expect(readdirSync(run)).toEqual([]);
});

test('a directory whose path is too long for a socket is named', async () => {
  const directory = join(home, 'x'.repeat(100));
  const long = createProbeHost({ directory, outDirectory: home });
  expect(await long.start(install('talker'), 'x')).toMatchObject({
    ok: false,
    message: expect.stringContaining('longer than'),
  });
});

/** What is found when the build has left `status`, and perhaps an executable. */
async function checkHelper(status: string | undefined, executable: boolean, expected: object): Promise<void> {
  const native = join(home, 'out/native');
  mkdirSync(native, { recursive: true });
  if (status !== undefined) writeFileSync(join(native, 'status.json'), status);
  if (executable) writeFileSync(join(native, 'viberot-probe'), '', { mode: 0o755 });
  expect(await host.helper()).toMatchObject(expected);
}

const build = expect.stringContaining('npm run build');
const built = (path: string) => JSON.stringify({ status: 'built', path, version: '0.1.0' });
const missing = { path: undefined, reason: expect.stringContaining('cannot be executed'), remedy: build };

test.each<[string, string | undefined, boolean, object]>([
  [
    'nothing was built',
    undefined,
    false,
    { path: undefined, reason: expect.stringContaining('not been built'), remedy: build },
  ],
  ['the status is half-written', '{"status":', false, { reason: expect.stringContaining('understood'), remedy: build }],
  ['the helper was removed', built('viberot-probe'), false, missing],
  [
    'the helper was built',
    built('viberot-probe'),
    true,
    { path: expect.stringMatching(/out\/native\/viberot-probe$/) },
  ],
  [
    'it could not be built',
    JSON.stringify({ status: 'unavailable', path: null, reason: 'No compiler.', remedy: 'Install gcc.' }),
    false,
    { path: undefined, reason: 'No compiler.', remedy: 'Install gcc.' },
  ],
])('when %s, the answer says so and what to do', (_, status, executable, expected) =>
  checkHelper(status, executable, expected),
);

/** Probes on a host whose helper is the given one, with real time. */
function watch(path: string) {
  const probes = createProbes(
    {
      ...{ host: { ...host, helper: async () => ({ path }) }, installer: createFakeInstaller(), files: createFiles() },
      ...{ home, clock: createClock(), log: silentLog },
    },
    scope.child(),
  );
  const facts: Fact[] = [];
  probes.facts.on((fact) => facts.push(fact));
  return { ...probes, facts, listen: probes.facts.on };
}

test('the facts of a real helper arrive, and a killed one is replaced', async () => {
  const { status, facts } = watch(install('talker'));
  await becomes(status, ({ events }) => events === 1);
  expect(facts).toMatchObject([{ type: 'process.started', process: { pid: 5 }, existing: false }]);
  const first = status.value.pid ?? 0;
  process.kill(first, 'SIGKILL');
  await becomes(status, ({ state }) => state === 'restarting');
  expect(status.value.why).toContain('SIGKILL');
  await becomes(status, ({ state }) => state === 'running');
  expect(status.value).toMatchObject({ restarts: 1 });
  expect(status.value.pid).not.toBe(first);
});

const native = await createProbeHost({ directory: '/nowhere', outDirectory: outOfProject }).helper();
if (native.path === undefined)
  console.warn(`Skipped, the native probe is not there: ${native.reason} ${native.remedy}`);

test.skipIf(native.path === undefined)(
  'the native probe sees a command start and end, with its arguments and exit code',
  async () => {
    const { status, listen } = watch(native.path ?? '');
    await becomes(status, ({ state }) => state === 'running');
    const token = `0.3${process.pid}`;
    const child: ChildProcess = spawn('sleep', [token]);
    const [started, exited] = await new Promise<Fact[]>((done) => {
      const ours: Fact[] = [];
      listen((fact) => {
        if (fact.type === 'probe.lost' || fact.type === 'process.described') return;
        if ((fact.type === 'process.started' ? fact.process.pid : fact.pid) !== child.pid) return;
        ours.push(fact);
        if (fact.type === 'process.exited') done(ours);
      });
    });
    // The helper may still have been listing what it found.
    expect(started).toMatchObject({ type: 'process.started' });
    expect(started?.type === 'process.started' && commandLine(started.process)).toBe(`sleep ${token}`);
    expect(exited).toMatchObject({ type: 'process.exited', exit: { code: 0 } });
    expect(status.value.malformedLines).toBe(0);
  },
);
