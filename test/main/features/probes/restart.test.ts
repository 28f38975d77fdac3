import { afterEach, beforeEach, expect, test } from 'vitest';
import { createProbes, type Probes } from '../../../../src/main/features/probes';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { createFakeClock, type FakeClock, settle } from '../../../fixtures/fake-clock';
import { createFakeInstaller } from '../../../fixtures/fake-installer';
import { silentLog } from '../../../fixtures/silent-log';
import { createFakeFiles } from '../rules/fakes';
import { createFakeHost, type FakeHost } from './fake-host';

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

test.each(['while it runs', 'before it greets', 'while waiting for the next try', 'after it was given up'])(
  'a restart %s leads to one new helper at once',
  async (when) => {
    if (when === 'after it was given up') host.found = { path: undefined, reason: 'No compiler.' };
    const probes = create();
    await settle();
    if (when === 'while it runs') host.latest.greets();
    if (when === 'while waiting for the next try') host.latest.ends({ code: 1 });
    await settle();
    const before = host.started.length;
    host.found = { path: '/probe' };
    const restarted = probes.restart();
    expect(probes.status.value.state).toBe('starting');
    await settle();
    expect(host.started).toHaveLength(before + 1);
    expect(host.started.slice(0, -1).every(({ closed }) => closed || when === 'while waiting for the next try')).toBe(
      true,
    );
    host.latest.greets();
    await restarted;
    expect(probes.status.value.state).toBe('running');
  },
);

test('a restart answers when there is no helper, too, and when the hub ends meanwhile', async () => {
  const { restart, status } = create();
  await settle();
  host.latest.greets();
  host.found = { path: undefined, reason: 'Removed.' };
  await restart();
  expect(status.value).toMatchObject({ state: 'unavailable', why: 'Removed.' });
  host.found = { path: '/probe' };
  const restarted = restart();
  await scope.close();
  await restarted;
  await restart();
});

test('two restarts at once lead to one helper that stays', async () => {
  const { restart, status } = create();
  await settle();
  host.latest.greets();
  const both = Promise.all([restart(), restart()]);
  await settle();
  host.latest.greets();
  await both;
  expect(status.value.state).toBe('running');
  expect(host.started.filter(({ closed }) => !closed)).toHaveLength(1);
});
