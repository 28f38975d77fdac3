import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createProbes, type Probes, probesHandlers } from '../../../../src/main/features/probes';
import { createGateway } from '../../../../src/main/gateway';
import type { Client } from '../../../../src/shared/contract';
import { createConnection } from '../../../../src/shared/link';
import { fail, ok } from '../../../../src/shared/result';
import { createScope, type Scope } from '../../../../src/shared/scope';
import type { Fact, FullCapture } from '../../../../src/shared/vocabulary';
import { createFakeClock, type FakeClock, settle } from '../../../fixtures/fake-clock';
import { createFakeInstaller, type FakeInstaller, installedPath } from '../../../fixtures/fake-installer';
import { silentLog } from '../../../fixtures/silent-log';
import { transports } from '../../gateway/transports';
import { createFakeFiles } from '../rules/fakes';
import { createFakeHost, type FakeHost } from './fake-host';
import { exec, exit, snap, snapend } from './messages';

let scope: Scope;
let clock: FakeClock;
let host: FakeHost;
let installer: FakeInstaller;
let disk: ReturnType<typeof createFakeFiles>;

beforeEach(() => {
  scope = createScope();
  clock = createFakeClock();
  host = createFakeHost();
  installer = createFakeInstaller();
  disk = createFakeFiles();
});
afterEach(async () => {
  await scope.close();
  expect(clock.pending, 'timers left behind').toBe(0);
});

const withoutRights = { src: 'netlink', why: 'netlink: all execs; eBPF needs cap_bpf and cap_perfmon' };
const withRights = { src: 'ebpf', why: 'eBPF: every command' };

function create(): Probes {
  return createProbes({ host, installer, files: disk.files, home: '/home', clock, log: silentLog }, scope);
}

/** Probes whose first helper has greeted. */
async function start(hello = withoutRights): Promise<Probes & { readonly seen: Fact[]; full(): FullCapture }> {
  const probes = create();
  const seen: Fact[] = [];
  probes.facts.on((fact) => seen.push(fact));
  await settle();
  host.latest.greets(hello);
  host.latest.says(snapend(0));
  return { ...probes, seen, full: () => probes.status.value.full };
}

const installed = (state: 'current' | 'outdated' | 'unusable', why?: string) => {
  installer.installation = { path: installedPath, state, allUsers: false, canAsk: true, ...(why && { why }) };
};

describe('what is told about full capture', () => {
  test('off with the reason, and offered, as long as it can be installed', async () => {
    const { full } = await start();
    expect(full()).toEqual({
      ...{ state: 'off', why: 'needs cap_bpf', offered: true, changing: false, canAsk: true, path: installedPath },
      installed: undefined,
    });
  });

  test('on when the helper says so, installed or not', async () => {
    const { full } = await start(withRights);
    expect(full()).toMatchObject({ state: 'on', offered: false, installed: undefined });
  });

  test.each<['outdated' | 'unusable', string | undefined, string, boolean]>([
    ['outdated', undefined, 'needs cap_bpf; the installed helper is of another build of VibeRot', true],
    ['unusable', '/x is not a file that only root can write.', 'needs cap_bpf; /x is not a file that only', false],
  ])('an %s installation is not started, and said to be so', async (state, why, expected, offered) => {
    installed(state, why);
    const { full } = await start();
    expect(host.latest.path).toBe('/probe');
    expect(full()).toMatchObject({ state: 'off', offered, why: expect.stringContaining(expected) });
    expect(full().installed).toEqual({ allUsers: false, current: false });
  });

  test.each([
    ['the kernel cannot do it', () => {}, 'eBPF: this kernel has no BTF', 'eBPF: this kernel has no BTF'],
    ['the system has no such thing', () => (installer.installation = undefined), 'kqueue', 'It is for Linux.'],
    [
      'root was refused',
      () => (installer.inspect = async () => fail('not-needed', 'Root needs none.')),
      'eBPF needs cap_bpf',
      'eBPF needs cap_bpf',
    ],
  ])('when %s, it is unavailable, and nothing is offered', async (_, prepare, why, told) => {
    prepare();
    const { full } = await start({ src: 'netlink', why });
    expect(full()).toMatchObject({ state: 'unavailable', why: told, offered: false });
  });

  test('nothing is claimed while nothing is watched', async () => {
    host.found = { path: undefined, reason: 'No compiler.' };
    const probes = create();
    expect(probes.status.value.full).toMatchObject({ state: 'off', why: 'the probe is just starting', offered: false });
    await settle();
    expect(probes.status.value.full).toMatchObject({ state: 'unavailable', offered: false });
  });
});

describe('turning it on and off', () => {
  /** Lets the change go on until the next helper has been started, which greets then. */
  async function helperGreets(hello: typeof withRights): Promise<void> {
    await settle();
    host.latest.greets(hello);
  }

  test('uses the installed helper at once; what was known of the processes stays, without a fact twice', async () => {
    const { capture, full, seen, status } = await start();
    host.latest.says(exec(5, 10, 'ends-meanwhile') + exec(6, 11, 'stays'));
    seen.length = 0;
    const enabled = capture.enable({ allUsers: true });
    expect(full()).toMatchObject({ changing: true });
    await helperGreets(withRights);
    host.latest.says(snap(6, 11, 'stays') + snap(7, 12, 'began-meanwhile') + snapend(2) + exit(6, 11));
    expect(await enabled).toMatchObject({ outcome: 'done', full: { state: 'on', changing: false } });
    expect(full().installed).toEqual({ allUsers: true, current: true });
    expect(host.started.map(({ path, closed }) => [path, closed])).toEqual([
      ['/probe', true],
      [installedPath, false],
    ]);
    expect(seen).toMatchObject([
      { type: 'process.started', process: { pid: 7 }, existing: true },
      { type: 'process.exited', key: '5:10', exit: { unknown: true } },
      { type: 'process.exited', key: '6:11', exit: { code: 0 } },
    ]);
    expect(status.value.restarts).toBe(0);
  });

  test('off again means the app’s own helper at once, and no further offer', async () => {
    installed('current');
    const { capture, full } = await start(withRights);
    const disabled = capture.disable();
    await helperGreets(withoutRights);
    expect(await disabled).toMatchObject({ outcome: 'done', full: { state: 'off', offered: false } });
    expect(host.latest.path).toBe('/probe');
    expect(full().installed).toBeUndefined();
  });

  test('installed, but without effect: the answer says why', async () => {
    const { capture } = await start();
    const enabled = capture.enable({ allUsers: false });
    await helperGreets(withoutRights);
    expect(await enabled).toMatchObject({
      outcome: 'done',
      message: expect.stringContaining('full capture is off: needs cap_bpf; the system gave the installed helper no'),
    });
  });

  test.each([
    ['refused', 'refused', false],
    ['failed', 'failed', true],
    ['unavailable', 'unavailable', true],
  ] as const)('%s: the helper goes on as it was', async (error, outcome, offered) => {
    const { capture, full } = await start();
    installer.answer = fail(error, 'The reason.');
    expect(await capture.enable({ allUsers: false })).toMatchObject({ outcome, message: 'The reason.' });
    expect(host.started).toHaveLength(1);
    expect(full()).toMatchObject({ state: 'off', changing: false, offered });
  });

  test('two people cannot do it at the same time', async () => {
    const { capture } = await start();
    const [first, second] = [capture.enable({ allUsers: false }), capture.disable()];
    expect(await second).toMatchObject({ outcome: 'failed', message: expect.stringContaining('just being turned') });
    await helperGreets(withRights);
    expect(await first).toMatchObject({ outcome: 'done' });
    expect(installer.asked).toEqual(['enable']);
  });
});

describe('the offer', () => {
  test.each(['declined', 'refused'])('once %s, it is not made again, also not after the next start', async (how) => {
    const first = await start();
    expect(first.full().offered).toBe(true);
    if (how === 'declined') {
      await first.capture.dismissOffer();
    } else {
      installer.answer = fail('refused', 'No.');
      await first.capture.enable({ allUsers: false });
    }
    expect(first.full()).toMatchObject({ state: 'off', offered: false });
    expect(disk.content).toEqual(ok('{"offerFullCapture":false}\n'));
    await scope.close();
    scope = createScope();
    expect((await start()).full()).toMatchObject({ state: 'off', why: 'needs cap_bpf', offered: false });
  });

  test('nobody is asked before somebody asks for it', async () => {
    await start();
    await clock.advance(10_000);
    expect(installer.asked).toEqual([]);
  });

  test('a home that cannot be written still holds its tongue until the next start', async () => {
    disk = createFakeFiles({ writable: false });
    const { capture, full } = await start();
    await capture.dismissOffer();
    expect(full().offered).toBe(false);
  });

  test.each(['garbage', '{}', '{"offerFullCapture":true}'])('a memory that says %s declines nothing', async (text) => {
    disk.change(ok(text));
    expect((await start()).full().offered).toBe(true);
  });
});

describe('an installed helper that does not work', () => {
  beforeEach(() => installed('current'));

  test.each<[string, () => void | Promise<void>, string]>([
    ['cannot be started', () => {}, 'EPERM'],
    ['speaks another version', () => host.latest.greets({ v: 2 }), 'version 2'],
    ['ends before it greets', () => host.latest.ends({ code: 1 }), 'exit code 1'],
    ['never greets', () => clock.advance(5_000), 'within 5 s'],
  ])('because it %s is replaced by the app’s own at once, and it is said', async (how, act, why) => {
    if (how === 'cannot be started') host.failing = { path: installedPath, why: 'EPERM' };
    const { status } = create();
    await settle();
    await act();
    await settle();
    expect(host.latest.path).toBe('/probe');
    host.latest.greets(withoutRights);
    expect(status.value).toMatchObject({ state: 'running', restarts: 0 });
    expect(status.value.full).toMatchObject({
      ...{ state: 'off', offered: false, why: expect.stringContaining('the installed helper does not work') },
      installed: { current: true },
    });
    expect(status.value.full.why).toContain(why);
  });

  test('is tried again when somebody asks for a restart', async () => {
    host.failing = { path: installedPath, why: 'EPERM' };
    const { restart, status } = create();
    await settle();
    host.failing = undefined;
    const restarted = restart();
    await settle();
    expect(host.latest.path).toBe(installedPath);
    host.latest.greets(withRights);
    await restarted;
    expect(status.value.full.state).toBe('on');
  });

  test('that worked before is started again like any other', async () => {
    await start(withRights);
    host.latest.ends({ signal: 9 });
    await clock.advance(250);
    expect(host.started.map(({ path }) => path)).toEqual([installedPath, installedPath]);
  });
});

test('the contract passes it all on', async () => {
  const probes = await start();
  const gateway = createGateway({ probe: probesHandlers(probes) }, silentLog, scope);
  const transport = await transports['message port']?.(gateway, scope);
  if (!transport) throw new Error('There is no such transport');
  const connection = createConnection({ connect: transport.connect, reconnect: false });
  scope.use(connection);
  const client: Client = connection.client;
  installer.answer = fail('failed', 'No setcap.');
  expect(await client.probe.enable({ allUsers: true })).toMatchObject({ outcome: 'failed', message: 'No setcap.' });
  expect(await client.probe.disable()).toMatchObject({ outcome: 'failed' });
  expect(await client.probe.dismissOffer()).toMatchObject({ state: 'off', offered: false });
  const refreshed = client.probe.refresh();
  while (host.started.length < 2) await settle();
  host.latest.greets(withRights);
  expect(await refreshed).toMatchObject({ state: 'on' });
});
