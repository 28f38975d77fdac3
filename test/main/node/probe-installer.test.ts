import { spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  copyFileSync,
  mkdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createProbeInstaller, findBuiltProbe } from '../../../src/main/node';
import type { ProbeInstallation } from '../../../src/main/ports';
import { createScope, type Scope } from '../../../src/shared/scope';
import { temporaryDirectory } from '../gateway/transports';

const project = join(import.meta.dirname, '../../..');
const nobody = 65_534;

let scope: Scope;
let root: string;
/** Where installations go. */
let directory: string;

beforeEach(() => {
  scope = createScope();
  root = temporaryDirectory(scope);
  chmodSync(root, 0o755);
  directory = join(root, 'installed');
  mkdirSync(join(root, 'bin'));
  for (const name of ['pkexec', 'sudo']) {
    copyFileSync(join(import.meta.dirname, 'fixtures/stand-in-pkexec.sh'), join(root, 'bin', name));
  }
  copyFileSync(join(project, 'resources/install-probe.sh'), join(root, 'install-probe.sh'));
  copyFileSync('/bin/true', join(root, 'helper'));
});
afterEach(() => scope.close());

interface Machine {
  readonly uid?: number;
  readonly asking?: 'screen' | 'terminal';
  readonly env?: NodeJS.ProcessEnv;
  readonly platform?: NodeJS.Platform;
}

const atScreen = { DISPLAY: ':7', SHELL: '/not/in/etc/shells' };

/** The installer of an ordinary user, whose pkexec and sudo are stand-ins. */
function installer({ uid = nobody, asking = 'screen', env = atScreen, platform = 'linux' }: Machine = {}) {
  return createProbeInstaller({
    ...{ script: join(root, 'install-probe.sh'), helper: async () => ({ path: join(root, 'helper') }) },
    ...{ asking, directory },
    process: {
      ...{ platform, getuid: () => uid, getgid: () => uid },
      env: { PATH: `${join(root, 'bin')}:/usr/bin:/bin`, ...env },
    },
  });
}

function answer(text: string): void {
  writeFileSync(join(root, 'bin/answer'), `${text}\n`);
}

async function look(machine?: Machine): Promise<ProbeInstallation> {
  const found = await installer(machine).inspect();
  if (!found.ok) throw new Error(found.message);
  return found.value;
}

describe('what the person or the system answers', () => {
  const terminal = { asking: 'terminal', env: {} } as const;
  test.each<[string, Machine, string, string]>([
    ['dismiss', {}, 'refused', 'The password was not given; nothing has changed.'],
    ['deny', {}, 'refused', 'The system did not allow it; nothing has changed.'],
    ['no-agent', {}, 'unavailable', 'run: `viberot probe enable`'],
    ['break', {}, 'failed', 'pkexec ended with exit code 5. something is broken'],
    ['wrong-password', terminal, 'refused', 'sudo did not allow it; nothing has changed.'],
    ['break', terminal, 'failed', 'sudo ended with exit code 5.'],
  ])('%s (%j) is told as %s', async (given, machine, error, message) => {
    answer(given);
    const result = await installer(machine).enable({ allUsers: false });
    expect(result).toMatchObject({ ok: false, error, message: expect.stringContaining(message) });
    expect(await look()).toMatchObject({ state: 'absent' });
  });

  test('the question is withdrawn when the hub ends', async () => {
    answer('wait');
    const ending = new AbortController();
    const asked = installer().enable({ allUsers: false }, ending.signal);
    ending.abort();
    expect(await asked).toMatchObject({ ok: false, error: 'failed' });
  });
});

describe('whether anybody can be asked', () => {
  test.each<[string, Machine, boolean]>([
    ['at a screen with pkexec', {}, true],
    ['on Wayland', { env: { WAYLAND_DISPLAY: 'wayland-0' } }, true],
    ['without a screen', { env: {} }, false],
    ['without pkexec', { env: { ...atScreen, PATH: '/nowhere' } }, false],
    ['in a terminal with sudo', { asking: 'terminal', env: {} }, true],
    ['in a terminal without sudo or pkexec', { asking: 'terminal', env: { PATH: '/nowhere' } }, false],
  ])('%s: %j', async (_, machine, canAsk) => {
    expect(await look(machine)).toMatchObject({ canAsk });
    if (canAsk) return;
    const command = machine.asking === 'terminal' ? /sudo nor pkexec/ : /viberot probe disable/;
    expect(await installer(machine).disable()).toMatchObject({
      ...{ ok: false, error: 'unavailable', message: expect.stringMatching(command) },
    });
  });

  test.each<[string, Machine, string, RegExp]>([
    ['root', { uid: 0 }, 'not-needed', /Root needs no installation/],
    ['root in a terminal', { uid: 0, asking: 'terminal' }, 'not-needed', /Root needs no installation/],
    ['macOS', { platform: 'darwin' }, 'unavailable', /macOS/],
    ['Windows', { platform: 'win32' }, 'unavailable', /Windows/],
  ])('%s is told that there is nothing to install', async (_, machine, error, message) => {
    const { inspect, enable, disable } = installer(machine);
    for (const result of [await inspect(), await enable({ allUsers: false }), await disable()]) {
      expect(result).toMatchObject({ ok: false, error, message: expect.stringMatching(message) });
    }
  });

  test('without a helper of the app’s own there is nothing to install', async () => {
    const none = createProbeInstaller({
      ...{ script: '/nowhere', helper: async () => ({ path: undefined, reason: 'No C compiler found' }) },
      ...{ asking: 'screen', directory },
      process: { platform: 'linux', getuid: () => nobody, getgid: () => nobody, env: {} },
    });
    expect(await none.inspect()).toMatchObject({ ok: false, message: 'No C compiler found' });
  });
});

const missing = process.getuid?.() === 0 && isProgram('/usr/sbin/setcap') ? undefined : 'it needs root and setcap.';
if (missing) console.warn(`Skipped, installations by way of pkexec and sudo are not tested: ${missing}`);

describe.skipIf(missing !== undefined)('an installation', () => {
  const path = () => join(directory, String(nobody), 'viberot-probe');

  test.each<[string, Machine]>([
    ['pkexec', {}],
    ['sudo in a terminal', { asking: 'terminal', env: {} }],
    ['sudo before the command', { uid: 0, asking: 'terminal', env: { SUDO_UID: '65534', SUDO_GID: '65534' } }],
  ])('by way of %s is there afterwards, and gone after it was undone', async (_, machine) => {
    answer('yes');
    const { enable, disable } = installer(machine);
    expect(await enable({ allUsers: true })).toMatchObject({ ok: true });
    expect(await look(machine)).toEqual({ path: path(), state: 'current', allUsers: true, canAsk: true });
    expect(statSync(path())).toMatchObject({ uid: 0, gid: nobody });
    expect(await enable({ allUsers: false })).toMatchObject({ ok: true });
    expect(await look(machine)).toMatchObject({ state: 'current', allUsers: false });
    expect(await disable()).toMatchObject({ ok: true });
    expect(await look(machine)).toMatchObject({ state: 'absent', allUsers: false });
    expect(await disable()).toMatchObject({ ok: true });
  });

  test('whoever changes the script or the helper while the password is typed changes nothing', async () => {
    const honest = spawnSync('sha256sum', [join(root, 'helper')], { encoding: 'utf8' }).stdout.slice(0, 64);
    answer('tamper');
    expect(await installer().enable({ allUsers: false })).toMatchObject({ ok: true });
    expect(spawnSync('sha256sum', [path()], { encoding: 'utf8' }).stdout).toContain(honest);
  });

  test('of another build than the app’s own helper is told apart', async () => {
    answer('yes');
    await installer().enable({ allUsers: false });
    copyFileSync('/bin/false', join(root, 'helper'));
    expect(await look()).toMatchObject({ state: 'outdated' });
  });

  test.each<[string, () => void]>([
    ['a file of somebody else', () => chownSync(path(), nobody, nobody)],
    ['a file that others can write', () => chmodSync(path(), 0o777)],
    ['a directory that others can write', () => chmodSync(join(directory, String(nobody)), 0o777)],
    ['no file', () => rmSync(path()) ?? mkdirSync(path())],
    ['not executable', () => chmodSync(path(), 0o640)],
  ])('that is %s is not used, and it is said why', async (_, spoil) => {
    answer('yes');
    await installer().enable({ allUsers: false });
    spoil();
    expect(await look()).toMatchObject({ state: 'unusable', why: expect.stringContaining(path()) });
  });

  test('a mark that root did not set does not count', async () => {
    answer('yes');
    await installer().enable({ allUsers: true });
    chownSync(join(directory, String(nobody), 'all-users'), nobody, nobody);
    expect(await look()).toMatchObject({ allUsers: false });
  });

  test('a failure of the script is told with its own words, which a terminal has shown already', async () => {
    answer('yes');
    mkdirSync(join(directory, String(nobody)), { recursive: true, mode: 0o777 });
    chmodSync(join(directory, String(nobody)), 0o777);
    expect(await installer().enable({ allUsers: false })).toEqual({
      ...{ ok: false, error: 'failed' },
      message: `Nothing has changed: ${join(directory, String(nobody))} must belong to root, and only root may write there.`,
    });
    const inTerminal = await installer({ asking: 'terminal', env: {} }).enable({ allUsers: false });
    expect(inTerminal).toMatchObject({ error: 'failed', message: 'Nothing has changed: the reason is above.' });
  });

  test('of the real helper can be run by the person it is for', async ({ skip }) => {
    const built = await findBuiltProbe(join(project, 'out'));
    if (built.path === undefined) return skip(`the native probe is not there: ${built.reason}`);
    copyFileSync(built.path, join(root, 'helper'));
    answer('yes');
    await installer().enable({ allUsers: false });
    const { status, stdout } = spawnSync(path(), ['--version'], { uid: nobody, gid: nobody, encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^viberot-probe \d/)]);
  });
});

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
