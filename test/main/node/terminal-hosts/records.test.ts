import { spawn } from 'node:child_process';
import { chmodSync, chownSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readProcStat } from '../../../../src/main/node/proc-stat';
import { ownBuild } from '../../../../src/main/node/terminal-hosts/launch';
import type { Home } from '../../../../src/main/ports';
import { terminalMark } from '../../../../src/main/terminal-host/messages';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { silentLog } from '../../../fixtures/silent-log';
import { type BuiltTerminalHost, buildTerminalHost } from '../../../fixtures/terminal-host';
import { createHome, createHub, eventually, isAlive, kill } from './rig';

/** What a hub finds in its run directory, and did not come from a host of ours. */
let built: BuiltTerminalHost;
let scope: Scope;
let home: Home;

beforeAll(async () => {
  built = await buildTerminalHost();
});
afterAll(() => built.remove());
beforeEach(() => {
  scope = createScope();
  home = createHome(scope);
});
afterEach(() => scope.close());

const build = 'abc123';
const recordOf = (name: string) => join(home.runDirectory, `terminals-${name}.json`);

interface Process {
  readonly pid: number;
  readonly start: string;
}

/** Somebody's process, which is none of ours. */
function bystander(env: Record<string, string> = {}): Process {
  const child = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore', env: { PATH: process.env.PATH, ...env } });
  const { pid = -1 } = child;
  scope.defer(() => kill(pid, 'SIGKILL'));
  return { pid, start: readProcStat(pid)?.start ?? '' };
}

const dead: Process = { pid: 2 ** 22 - 3, start: '1' };

function leaveRecord(more: object, name = build): void {
  const record = { protocol: 1, build, ...dead, socket: '/nowhere', token: 'secret', running: [], ...more };
  writeFileSync(recordOf(name), JSON.stringify(record), { mode: 0o600 });
}

async function nextHub() {
  const hub = createHub(home, built, scope);
  await hub.hosts.ready;
  return hub;
}

describe.runIf(process.platform === 'linux')('a record of a dead host', () => {
  test('ends what bears its mark, and no other process that it names', async () => {
    const ours = bystander({ [terminalMark]: 'k3f9-2m.1' });
    const shell = bystander();
    const later = bystander({ [terminalMark]: 'k3f9-2m.2' });
    leaveRecord({
      running: [
        { id: 'k3f9-2m.1', ...ours },
        { id: 'k3f9-2m.3', ...shell },
        { id: 'k3f9-2m.4', pid: later.pid, start: '' },
      ],
    });
    await nextHub();
    await eventually(() => !isAlive(ours.pid), 'our process to end');
    expect([shell, later].map(({ pid }) => isAlive(pid))).toEqual([true, true]);
  });

  test.runIf(process.getuid?.() === 0)('is passed over if somebody else wrote it', async () => {
    const ours = bystander({ [terminalMark]: 'k3f9-2m.1' });
    leaveRecord({ running: [{ id: 'k3f9-2m.1', ...ours }] });
    chownSync(recordOf(build), 65_534, 65_534);
    await nextHub();
    expect(isAlive(ours.pid)).toBe(true);
  });

  test.each([
    ['others may write it', () => chmodSync(recordOf(build), 0o666)],
    [
      'it is a link',
      () => {
        renameSync(recordOf(build), join(home.directory, 'elsewhere'));
        symlinkSync(join(home.directory, 'elsewhere'), recordOf(build));
      },
    ],
  ])('is passed over if %s', async (_, change) => {
    const ours = bystander({ [terminalMark]: 'k3f9-2m.1' });
    leaveRecord({ running: [{ id: 'k3f9-2m.1', ...ours }] });
    change();
    await nextHub();
    expect(isAlive(ours.pid)).toBe(true);
  });
});

test('the token goes to the socket in the run directory, whatever the record says', async () => {
  const heard: string[] = [];
  const path = join(home.directory, 'other.sock');
  const server = createServer((socket) => void socket.on('data', (bytes) => heard.push(String(bytes))));
  await new Promise<void>((resolve) => server.listen(path, resolve));
  scope.defer(() => void server.close());
  leaveRecord({ ...bystander(), socket: path });
  const { open } = await nextHub();
  expect((await open('exit 0')).pid).toBeGreaterThan(0);
  expect(heard).toEqual([]);
});

test('a record of our own build that leads to nobody keeps no terminal from being opened', async () => {
  const own = ownBuild([built.program, ...built.parts], silentLog);
  leaveRecord({ ...bystander(), build: own }, own);
  const { open } = await nextHub();
  expect((await open('exit 0')).pid).toBeGreaterThan(0);
});
