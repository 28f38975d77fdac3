import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, readlinkSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  copyWithCapabilities,
  Held,
  hold,
  type Line,
  nobody,
  probePath,
  startProbe,
  type Way,
  ways,
} from './probe-run';

const works = ways.some(({ tier, uid }) => tier === 'a' && uid === undefined);
const borrowed = ways.some(({ tier, uid }) => tier === 'a' && uid !== undefined);
const maxBuffer = 256 << 20;

/** The first line of a probe that only lists what exists, or its complaint. */
function hello(command: string, args: string[], uid?: number): Line | string {
  const user = uid === undefined ? {} : { uid, gid: uid };
  const run = spawnSync(command, [...args, '--stdout', '--once'], { encoding: 'utf8', maxBuffer, ...user });
  return run.status === 0 ? (JSON.parse(run.stdout.split('\n')[0] ?? '') as Line) : run.stderr;
}

describe.runIf(borrowed)('for a user with a capable program file', () => {
  const limited = (): Way => ({
    name: '',
    tier: 'a',
    src: 'ebpf',
    uid: nobody,
    path: copyWithCapabilities(false),
  });

  test('reports what this user starts, and of others only the ends of what anybody could see before', async () => {
    await using foreignBefore = hold('foreign');
    await using ownBefore = new Held('sh', ['-c', 'read code'], { uid: nobody });
    await using probe = await startProbe(limited());
    await using foreign = hold('foreign');
    await foreign.end(0);
    await using own = new Held('sh', ['-c', 'read code; exit 4'], { uid: nobody });
    expect(await probe.line('exec', own.pid)).toMatchObject({ uid: nobody });
    await own.end(4);
    expect(await probe.line('exit', own.pid)).toMatchObject({ code: 4 });
    await foreignBefore.end(5);
    expect(await probe.line('exit', foreignBefore.pid)).toMatchObject({ code: 5 });
    const snaps = probe.lines.all.filter(({ t }) => t === 'snap').map(({ pid }) => pid);
    expect(snaps).toEqual(expect.arrayContaining([ownBefore.pid, foreignBefore.pid]));
    expect(probe.lines.all.filter(({ pid }) => pid === foreign.pid)).toEqual([]);
    expect(probe.lines.all.filter(({ t, uid }) => t === 'exec' && uid !== nobody)).toEqual([]);
    expect(probe.lines.all[0]?.why).toContain('your own user');
  });

  test('a snapshot and an exec tell the same of a process', async () => {
    await using held = new Held('sh', ['-c', 'read code'], { uid: nobody });
    await using probe = await startProbe(limited());
    await using later = new Held('sh', ['-c', 'read code'], { uid: nobody });
    const snap = probe.lines.all.find(({ t, pid }) => t === 'snap' && pid === held.pid);
    const exec = await probe.line('exec', later.pid);
    expect(exec).toMatchObject({ cwd: process.cwd(), exe: readlinkSync(`/proc/${later.pid}/exe`), uid: nobody });
    expect({ ...exec, t: 'snap', pid: 0, start: 0, ts: 0 }).toEqual({ ...snap, pid: 0, start: 0, ts: 0 });
    // To the tick, or the two would be two processes.
    const stat = readFileSync(`/proc/${later.pid}/stat`, 'utf8');
    expect(exec.start).toBe(Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]));
  });

  test('follows a process that changes its user to its end', async () => {
    await using probe = await startProbe(limited());
    const becomesRoot = ['--ruid=0', 'sh', '-c', 'read code; exit "$code"'];
    await using held = new Held('setpriv', [`--ruid=${nobody}`, 'setpriv', ...becomesRoot]);
    const exec = await probe.line('exec', held.pid);
    expect(exec.argv).toEqual(['setpriv', ...becomesRoot]);
    await held.end(5);
    expect(await probe.line('exit', held.pid)).toMatchObject({ code: 5, start: exec.start });
    expect(probe.lines.all.filter(({ t, pid }) => t === 'exec' && pid === held.pid)).toHaveLength(1);
  });

  const all = 'eBPF: every exec is reported with its arguments';
  const own = 'eBPF: every exec of your own user is reported with its arguments';
  test.each<[string, string, (home: string, marker: string) => void]>([
    ['root’s own', all, () => {}],
    ['writable by its group', own, (_, marker) => chmodSync(marker, 0o664)],
    ['another user’s', own, (_, marker) => chownSync(marker, nobody, 0)],
    ['in a folder that others can write to', own, (home) => chmodSync(home, 0o777)],
    ['a folder', own, (_, marker) => becomeFolder(marker)],
    ['missing', own, (_, marker) => rmSync(marker)],
  ])('a file "all-users" opens everybody’s processes only when it is surely root’s: %s', (_, why, change) => {
    const path = copyWithCapabilities(true);
    const home = join(path, '..');
    change(home, join(home, 'all-users'));
    try {
      expect(hello(path, ['--tier', 'a'], nobody)).toMatchObject({ why });
    } finally {
      chmodSync(home, 0o755);
      rmSync(join(home, 'all-users'), { recursive: true, force: true });
      copyWithCapabilities(true);
    }
  });

  test('a file "all-users" is for the user alone whose folder it is in, not for others of the same group', () => {
    const path = copyWithCapabilities(true);
    const [home, elsewhere] = [join(path, '..'), join(path, '../../65533')];
    renameSync(home, elsewhere);
    try {
      expect(hello(join(elsewhere, 'viberot-probe'), ['--tier', 'a'], nobody)).toMatchObject({ why: own });
      expect(hello(join(elsewhere, 'viberot-probe'), ['--tier', 'a'], 65_533)).toMatchObject({ why: all });
    } finally {
      renameSync(elsewhere, home);
    }
  });

  test('capabilities that are not needed are given up, too', () => {
    const path = copyWithCapabilities(false);
    expect(hello(path, ['--tier', 'c'], nobody)).toMatchObject({ src: 'poll' });
    expect(hello(path, ['--tier', 'b'], nobody)).toMatchObject({ why: expect.stringContaining('not tried') });
  });
});

describe.runIf(probePath && works)('where it is not possible', () => {
  const path = probePath ?? '';
  test.each<[string, string[], number | undefined, string]>([
    ['as a user without capabilities', [], nobody, 'needs cap_bpf and cap_perfmon'],
    ['as root without capabilities', ['setpriv', '--bounding-set=-all'], undefined, 'needs cap_bpf and cap_perfmon'],
    [
      'in a pid namespace',
      ['unshare', '--pid', '--fork', '--mount-proc'],
      undefined,
      'not in the initial pid namespace',
    ],
    ['in a user namespace', ['unshare', '--user', '--map-root-user'], undefined, 'not in the initial user namespace'],
  ])('says why, and looks another way unless it is told not to: %s', (_, wrapper, uid, reason) => {
    const [command = '', ...args] = [...wrapper, path];
    const why = expect.stringMatching(new RegExp(`^(netlink|polling): .*; eBPF: .*${reason}`));
    expect(hello(command, args, uid)).toMatchObject({ src: expect.stringMatching(/netlink|poll/), why });
    expect(hello(command, [...args, '--tier', 'a'], uid)).toMatch(`tier a does not work here: `);
    expect(hello(command, [...args, '--tier', 'a'], uid)).toContain(reason);
  });
});

function becomeFolder(path: string): void {
  rmSync(path);
  mkdirSync(path);
}
