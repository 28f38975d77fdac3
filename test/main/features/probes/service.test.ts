import { afterEach, beforeEach, expect, test } from 'vitest';
import { createProbes, type Probes } from '../../../../src/main/features/probes';
import { createScope, type Scope } from '../../../../src/shared/scope';
import type { Fact, ProbeStatus } from '../../../../src/shared/vocabulary';
import { createFakeClock, type FakeClock, settle } from '../../../fixtures/fake-clock';
import { createFakeInstaller } from '../../../fixtures/fake-installer';
import { silentLog } from '../../../fixtures/silent-log';
import { createFakeFiles } from '../rules/fakes';
import { createFakeHost, type FakeHost } from './fake-host';
import { exec, exit, heartbeat, snap, snapend } from './messages';

let scope: Scope;
let clock: FakeClock;
let host: FakeHost;

beforeEach(() => {
  scope = createScope();
  clock = createFakeClock();
  host = createFakeHost();
});

afterEach(async () => {
  await scope.close();
  expect(clock.pending, 'timers left behind').toBe(0);
});

function create(): Probes {
  const { files } = createFakeFiles();
  return createProbes({ host, installer: createFakeInstaller(), files, home: '/home', clock, log: silentLog }, scope);
}

async function start(): Promise<Probes & { readonly seen: Fact[]; readonly statuses: ProbeStatus[] }> {
  const probes = create();
  const seen: Fact[] = [];
  const statuses: ProbeStatus[] = [];
  probes.facts.on((fact) => seen.push(fact));
  probes.status.on((status) => statuses.push(status));
  await settle();
  return { ...probes, seen, statuses };
}

/** Lets time pass with a helper that sends its heartbeats. */
async function passHealthily(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 5_000) {
    host.latest.says(heartbeat());
    await clock.advance(5_000);
  }
}

test('a helper that greets is running, and the status says how it looks and why', async () => {
  const { status } = await start();
  expect(status.value).toMatchObject({ state: 'starting' });
  host.latest.greets({ src: 'netlink', why: 'no right to load eBPF' });
  expect(status.value).toMatchObject({
    ...{ state: 'running', tier: 'netlink', why: 'no right to load eBPF', pid: 100, can: ['argv', 'code'] },
    ...{ build: '0.1.0', restarts: 0 },
  });
  expect(status.value.remedy).toBeUndefined();
});

test.each([
  ['linux', /Linux 6\.6/],
  ['windows', /as administrator/],
  ['darwin', undefined],
])('a helper that only looks again and again on %s says what would be better there', async (os, remedy) => {
  const { status } = await start();
  host.latest.greets({ src: 'poll', os });
  expect(status.value.remedy).toEqual(remedy && expect.stringMatching(remedy));
});

test('polling comes with advice for better capture', async () => {
  const { status } = await start();
  host.latest.greets({ src: 'poll' });
  expect(status.value).toMatchObject({ tier: 'poll', remedy: expect.stringContaining('Linux 6.6') });
});

test('facts are delivered in order before the text has been taken in', async () => {
  const { seen } = await start();
  host.latest.greets();
  host.latest.says(snap(1, 1, 'init') + snapend(1) + exec(5, 10, 'ls') + exit(5, 10));
  expect(seen.map(({ type }) => type)).toEqual(['process.started', 'process.started', 'process.exited']);
});

test('a listener that fails keeps no fact from the others', async () => {
  const probes = create();
  const seen: Fact[] = [];
  probes.facts.on(() => {
    throw new Error('a bug');
  });
  probes.facts.on((fact) => seen.push(fact));
  await settle();
  host.latest.greets();
  host.latest.says(exec(5, 10, 'ls') + exit(5, 10));
  expect(seen.length).toBe(2);
});

test('without a helper the status says why and what to do, and nothing is tried again', async () => {
  host.found = { path: undefined, reason: 'There is no C compiler.', remedy: 'Install gcc.' };
  const { status } = await start();
  const expected = { state: 'unavailable', why: 'There is no C compiler.', remedy: 'Install gcc.' };
  expect(status.value).toMatchObject(expected);
  host.found = { path: '/probe' };
  await clock.advance(60_000);
  expect(status.value).toMatchObject(expected);
  expect(host.started).toEqual([]);
});

test('a helper of another version is ended for good, with the advice to build it again', async () => {
  const { status } = await start();
  host.latest.greets({ v: 2 });
  await settle();
  expect(host.latest.closed).toBe(true);
  expect(status.value).toMatchObject({
    ...{ state: 'unavailable', why: 'The probe speaks version 2 of the protocol, not 1.' },
    remedy: expect.stringContaining('npm run build'),
  });
  await clock.advance(60_000);
  expect(host.started.length).toBe(1);
});

test('whoever does not know the token is not believed, and another helper is started', async () => {
  const { status, seen } = await start();
  const intruder = host.latest;
  intruder.greets({ token: 'guess' });
  intruder.says(exec(5, 10, 'forged'));
  await settle();
  expect(intruder.closed).toBe(true);
  expect(seen).toEqual([]);
  expect(status.value).toMatchObject({ state: 'restarting', why: expect.stringContaining('token') });
  await clock.advance(250);
  expect(host.started.length).toBe(2);
  expect(host.latest.token).not.toBe(intruder.token);
  host.latest.greets();
  expect(status.value).toMatchObject({ state: 'running', restarts: 1 });
});

test('a helper that says no hello within 5 s is ended and started again', async () => {
  const { status } = await start();
  await clock.advance(4_999);
  expect(host.latest.closed).toBe(false);
  await clock.advance(1);
  expect(host.latest.closed).toBe(true);
  expect(status.value).toMatchObject({ state: 'restarting', why: 'The probe did not answer within 5 s of its start.' });
  await clock.advance(250);
  expect(host.started.length).toBe(2);
});

test('a helper that hangs is ended and started again; heartbeats or events show that it lives', async () => {
  const { status } = await start();
  host.latest.greets();
  await passHealthily(60_000);
  for (let pid = 1; pid < 10; pid++) {
    host.latest.says(exec(pid, 1, 'busy'));
    await clock.advance(10_000);
  }
  expect(host.started.length).toBe(1);
  expect(status.value.state).toBe('running');
  host.latest.says(heartbeat());
  await clock.advance(14_999);
  expect(status.value.state).toBe('running');
  await clock.advance(5_001);
  expect(host.started[0]?.closed).toBe(true);
  expect(status.value).toMatchObject({ state: 'restarting', why: expect.stringContaining('hangs') });
});

test('a helper that ends again and again is started after 250 ms, doubled each time up to 10 s', async () => {
  await start();
  const delays = [250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000];
  for (const [index, delayMs] of delays.entries()) {
    expect(host.started.length).toBe(index + 1);
    host.latest.greets();
    host.latest.ends({ signal: 9 });
    await clock.advance(delayMs - 1);
    expect(host.started.length, `before ${delayMs} ms`).toBe(index + 1);
    await clock.advance(1);
  }
  expect(host.started.length).toBe(delays.length + 1);
});

test('after a minute of health the first delay is used again', async () => {
  const { status } = await start();
  for (const delayMs of [250, 500, 1_000]) {
    host.latest.ends({ code: 1 });
    await clock.advance(delayMs);
  }
  host.latest.greets();
  await passHealthily(60_000);
  host.latest.ends({ code: 1 });
  await settle();
  expect(status.value).toMatchObject({ state: 'restarting', why: 'The probe ended unexpectedly (exit code 1).' });
  await clock.advance(250);
  expect(host.started.length).toBe(5);
  expect(status.value.restarts).toBe(4);
});

test('a helper that cannot be started is tried again', async () => {
  host.failure = 'Too many open files.';
  const { status } = await start();
  expect(status.value).toMatchObject({ state: 'restarting', why: 'Too many open files.' });
  host.failure = undefined;
  await clock.advance(250);
  host.latest.greets();
  expect(status.value.state).toBe('running');
});

test('what a new helper finds is compared with what is known', async () => {
  const { seen } = await start();
  host.latest.greets();
  host.latest.says(snapend(0) + exec(5, 10, 'ended-unseen') + exec(6, 11, 'still-there'));
  host.latest.ends({ signal: 9 });
  await clock.advance(250);
  seen.length = 0;
  host.latest.greets();
  host.latest.says(snap(6, 11, 'still-there') + snap(7, 12, 'new') + snapend(2));
  expect(seen).toMatchObject([
    { type: 'process.started', existing: true, process: { pid: 7 } },
    { type: 'process.exited', key: '5:10', exit: { unknown: true } },
  ]);
});

test('counters are told at most every 250 ms, changes of state at once', async () => {
  const { statuses, status } = await start();
  host.latest.greets();
  expect(statuses.length).toBe(1);
  for (let pid = 1; pid <= 100; pid++) host.latest.says(`${exec(pid, 1, 'x')}garbage\n`);
  expect(statuses.length).toBe(1);
  await clock.advance(250);
  expect(statuses.length).toBe(2);
  expect(status.value).toMatchObject({ events: 100, malformedLines: 100 });
  host.latest.says(exec(200, 1, 'x'));
  host.latest.ends({ code: 0 });
  await settle();
  expect(statuses.at(-1)).toMatchObject({ state: 'restarting', events: 101 });
});

test('closing ends the helper, and says that nothing is watched any more', async () => {
  const { status } = await start();
  host.latest.greets();
  await scope.close();
  expect(host.latest.closed).toBe(true);
  expect(status.value.state).toBe('stopped');
  expect(host.started.length).toBe(1);
});

test.each(['before it was started', 'before it greets', 'while waiting for a restart'])(
  'closing %s leaves nothing',
  async (when) => {
    if (when === 'before it was started') {
      create();
    } else {
      await start();
      if (when === 'while waiting for a restart') host.latest.ends({ code: 1 });
      await settle();
    }
    await scope.close();
    await clock.advance(60_000);
    expect(host.started.length).toBeLessThanOrEqual(1);
    if (when !== 'while waiting for a restart') expect(host.started.every(({ closed }) => closed)).toBe(true);
  },
);
