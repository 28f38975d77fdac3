import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CliHost, runCli } from '../../../src/main/cli';
import { createGateway, implementer } from '../../../src/main/gateway';
import { fail } from '../../../src/shared/result';
import { createScope, type Scope } from '../../../src/shared/scope';
import type { FullCapture, HubStatus } from '../../../src/shared/vocabulary';
import { captureOff, installedPath } from '../../fixtures/fake-installer';
import { statusOf } from '../../fixtures/hub-status';
import { silentLog } from '../../fixtures/silent-log';
import { transports } from '../gateway/transports';
import { createRig, type Rig } from './rig';

let scope: Scope;
let rig: Rig;

beforeEach(() => {
  scope = createScope();
  rig = createRig(scope);
});
afterEach(() => scope.close());

const captureOn: FullCapture = {
  ...{ state: 'on', offered: false, changing: false, canAsk: true, path: installedPath },
  installed: { allUsers: false, current: true },
};

/** A host whose hub notes what it is told, and then says `full`. */
async function hubHost(full: FullCapture): Promise<CliHost & { readonly told: string[] }> {
  const told: string[] = [];
  const note = (what: string) => () => {
    told.push(what);
    return full;
  };
  const probe: HubStatus['probe'] = {
    ...{ state: 'running', tier: 'netlink', why: 'eBPF needs cap_bpf', can: [], full },
    ...{ restarts: 0, events: 0, lostArguments: 0, lostEvents: 0, malformedLines: 0 },
  };
  const status = statusOf({ probe });
  const router = {
    hub: { status: implementer.hub.status.handler(() => status) },
    probe: {
      refresh: implementer.probe.refresh.handler(note('refresh')),
      dismissOffer: implementer.probe.dismissOffer.handler(note('dismissOffer')),
    },
  };
  const transport = await transports['message port']?.(createGateway(router, silentLog, scope), scope);
  if (!transport) throw new Error('There is no such transport');
  return { ...rig.host, told, openHub: () => () => transport.connect() };
}

function is(state: 'current' | 'outdated' | 'unusable'): void {
  const why = state === 'unusable' ? { why: 'It is broken.' } : {};
  rig.installer.installation = { path: installedPath, state, allUsers: true, canAsk: true, ...why };
}

describe('viberot probe enable', () => {
  test('says what it installs, and works without a hub', async () => {
    expect(await rig.run('probe', 'enable')).toBe(0);
    expect(rig.installer.asked).toEqual(['enable']);
    expect(rig.out).toEqual([
      `This installs ${installedPath} with the capabilities cap_bpf and cap_perfmon, for your own processes.`,
      'Undo it with: viberot probe disable',
      'The helper is installed.',
      'VibeRot uses it from its next start.',
    ]);
  });

  test('--all-users is passed on', async () => {
    await rig.run('probe', 'enable', '--all-users');
    expect(rig.installer.asked).toEqual(['enable for all users']);
    expect(rig.out[0]).toContain('for the processes of all users');
  });

  test('tells a running hub, and what has become of full capture there', async () => {
    const host = await hubHost(captureOn);
    expect(await runCli(['probe', 'enable'], host)).toBe(0);
    expect(host.told).toEqual(['refresh']);
    expect(rig.out.at(-1)).toBe('full capture: on, for your own processes');
  });

  test.each([
    ['refused', 'sudo did not allow it; nothing has changed.', ['dismissOffer']],
    ['failed', 'Nothing has changed: the program setcap is missing.', []],
  ] as const)('%s is one sentence and exit code 1; a no is remembered by the hub', async (error, message, told) => {
    const host = await hubHost(captureOff);
    rig.installer.answer = fail(error, message);
    expect(await runCli(['probe', 'enable'], host)).toBe(1);
    expect(rig.errors).toEqual([message]);
    expect(host.told).toEqual(told);
    rig.out.length = 0;
    expect(await runCli(['probe', 'enable', '--json'], host)).toBe(1);
    expect(rig.out.map((line) => JSON.parse(line))).toEqual([{ outcome: error, message }]);
  });

  test('root, who needs no installation, is told so, and all is well', async () => {
    rig.installer.answer = fail('not-needed', 'Root needs no installation.');
    expect(await rig.run('probe', 'enable')).toBe(0);
    expect(rig.out.at(-1)).toBe('Root needs no installation.');
    expect(rig.errors).toEqual([]);
  });

  test('--json is one object', async () => {
    await rig.run('probe', 'enable', '--json');
    expect(rig.out.map((line) => JSON.parse(line))).toEqual([{ outcome: 'done' }]);
  });
});

describe('viberot probe disable', () => {
  test('removes it, and a running hub offers it no more', async () => {
    const host = await hubHost({ ...captureOff, offered: false });
    is('current');
    expect(await runCli(['probe', 'disable'], host)).toBe(0);
    expect(rig.installer.asked).toEqual(['disable']);
    expect(host.told).toEqual(['dismissOffer', 'refresh']);
    expect(rig.out).toEqual(['The helper with capabilities is removed.', 'full capture: off: needs cap_bpf']);
  });

  test('works without a hub', async () => {
    is('current');
    expect(await rig.run('probe', 'disable')).toBe(0);
    expect(rig.out).toEqual(['The helper with capabilities is removed.', 'Nothing of it is left.']);
  });

  test('asks for no password where nothing is installed', async () => {
    expect(await rig.run('probe', 'disable')).toBe(0);
    expect(rig.installer.asked).toEqual([]);
    expect(rig.out).toEqual(['Nothing is installed.']);
  });
});

describe('viberot probe status', () => {
  test.each<[string, () => void, string]>([
    ['absent', () => {}, `installed: no (viberot probe enable would install ${installedPath})`],
    ['current', () => is('current'), `installed: ${installedPath}, for the processes of all users`],
    ['outdated', () => is('outdated'), `installed: ${installedPath}, of another build; replace it with`],
    ['unusable', () => is('unusable'), 'installed: not usable: It is broken.'],
    ['unavailable', () => (rig.installer.installation = undefined), 'It is for Linux.'],
  ])('tells without a hub that it is %s', async (_, prepare, line) => {
    prepare();
    expect(await rig.run('probe', 'status')).toBe(0);
    expect(rig.out).toEqual(['VibeRot is not running here.', expect.stringContaining(line)]);
  });

  test('tells what a running hub watches with', async () => {
    expect(await runCli(['probe', 'status'], await hubHost(captureOff))).toBe(0);
    expect(rig.out.slice(0, 2)).toEqual(['probe: running by netlink', 'full capture: off: needs cap_bpf']);
  });

  test('tells that a hub has to be started again to use what was installed meanwhile', async () => {
    is('current');
    await runCli(['probe', 'status'], await hubHost(captureOff));
    expect(rig.out.at(-1)).toBe('The running VibeRot does not use it yet: start it again.');
  });

  test('--json tells the same', async () => {
    await runCli(['probe', 'status', '--json'], await hubHost(captureOff));
    expect(JSON.parse(rig.out.join())).toMatchObject({
      ...{ running: true, tier: 'netlink', full: { state: 'off' }, installation: { state: 'absent' } },
    });
    rig.out.length = 0;
    rig.installer.installation = undefined;
    await rig.run('probe', 'status', '--json');
    expect(JSON.parse(rig.out.join())).toEqual({
      ...{ running: false, installation: { state: 'unavailable', why: 'It is for Linux.' } },
    });
  });
});

test.each([
  [['probe', '--help'], 0],
  [['probe', 'enable', '--help'], 0],
  [['probe', 'disable', '--help'], 0],
  [['probe', 'status', '--help'], 0],
  [['probe', 'nonsense'], 2],
  [['probe', 'enable', '--nonsense'], 2],
])('viberot %j ends with %i, and asks nobody', async (argv, code) => {
  expect(await rig.run(...argv)).toBe(code);
  expect(rig.installer.asked).toEqual([]);
});
