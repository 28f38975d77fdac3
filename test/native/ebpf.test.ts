import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exitOf, folder, Held, heldArgv, hold, type Line, startProbe, ways } from './probe-run';

const full = ways.filter(({ tier }) => tier === 'a');
const [way] = full.filter(({ uid }) => uid === undefined);
const identity = ({ pid, start }: Line) => [pid, start];

function compile(name: string, source: string): string {
  const program = join(folder, name);
  writeFileSync(`${program}.c`, source);
  const compiled = spawnSync('cc', ['-static', '-pthread', '-o', program, `${program}.c`], { encoding: 'utf8' });
  expect(compiled.stderr).toBe('');
  return program;
}

describe.each(full)('$name', (way) => {
  test('has given up all capabilities when it says hello', async () => {
    await using probe = await startProbe(way);
    const sets = ['CapInh', 'CapPrm', 'CapEff', 'CapAmb', ...(way.uid === undefined ? ['CapBnd'] : [])];
    for (const set of sets) expect([set, Number(`0x${probe.status(set)}`)]).toEqual([set, 0]);
    expect(probe.status('NoNewPrivs')).toBe('1');
  });

  test('reports every one of 2,000 short commands with its arguments and its code', async () => {
    await using probe = await startProbe(way);
    const loop = 'i=0; while [ $i -lt 2000 ]; do sh -c \'exit "$1"\' short $((i % 256)) "→ $i"; i=$((i + 1)); done';
    await using storm = new Held('sh', ['-c', loop]);
    await probe.line('exec', storm.pid);
    await exitOf(storm.child);
    await probe.line('exit', storm.pid);
    expect(probe.lines.all.filter(({ t, lost }) => t === 'drop' || lost)).toEqual([]);
    const execs = probe.lines.all.filter(({ t, argv }) => t === 'exec' && argv?.[3] === 'short');
    const exits = new Map(probe.lines.all.filter(({ t }) => t === 'exit').map((line) => [identity(line).join(), line]));
    const told = execs.map((line) => [line.argv?.slice(4), exits.get(identity(line).join())?.code]);
    expect(told).toEqual(Array.from({ length: 2000 }, (_, i) => [[String(i % 256), `→ ${i}`], i % 256]));
  });

  test('of long arguments of a command that is over, tells the first 16 KiB at least', async () => {
    await using probe = await startProbe(way);
    await using held = new Held('true', ['x'.repeat(100_000)]);
    const { argv, trunc } = await probe.line('exec', held.pid);
    expect(argv?.[0]).toBe('true');
    expect(argv?.[1]).toMatch(/^x+$/);
    expect(argv?.[1]?.length).toBe(trunc ? 16 * 1024 - 'true\0'.length : 100_000);
  });

  test('a script is known by its interpreter and its own name', async () => {
    const script = join(folder, `script-${way.uid ?? 'self'}`);
    writeFileSync(script, '#!/bin/sh -u\nread code; exit "$code"\n', { mode: 0o755 });
    await using probe = await startProbe(way);
    await using held = new Held(script, ['one']);
    const exec = await probe.line('exec', held.pid);
    expect(exec.argv).toEqual(['/bin/sh', '-u', script, 'one']);
    expect(exec.exe).toBe(readlinkSync('/bin/sh').replace(/^(?!\/)/, '/usr/bin/'));
    expect(exec.comm).toBe(readFileSync(`/proc/${held.pid}/comm`, 'utf8').trim());
    await held.end(0);
  });
});

describe.runIf(way).each(way ? [way] : [])('what the kernel sees ($name)', (way) => {
  test.each([
    ['a root directory', () => '/'],
    ['some levels', () => nested('some', 40)],
    ['odd names', () => nested('odd', 1, 'ä "b"\n\\')],
    ['a long name', () => nested('long', 3, 'n'.repeat(255))],
  ])('knows where a command ran that is over: %s', async (_, make) => {
    const cwd = make();
    await using probe = await startProbe(way);
    await using held = new Held('true', [], { cwd });
    expect(await probe.line('exec', held.pid)).toMatchObject({ cwd, exe: '/usr/bin/true' });
  });

  const enter = 'cd "$1" || exit; [ -z "$2" ] || rmdir "$1"; exec sh -c "read code"';
  test.each([
    ['many levels', () => ['sh', '-c', enter, 'sh', nested('many', 200)]],
    ['a directory that was removed', () => ['sh', '-c', enter, 'sh', nested('removed', 2), 'remove']],
    [
      'mounts in a namespace of their own',
      () => {
        const mount = `mount --bind / "$0" && mount -t tmpfs none "$0/mnt" && mkdir "$0/mnt/in" && cd "$0/mnt/in" &&
          exec sh -c "read code"`;
        return ['unshare', '--mount', 'sh', '-c', mount, nested('mounts', 1)];
      },
    ],
    ['another root directory', () => [compile('chroot', chrootSource), nested('root', 2)]],
  ])('tells a directory as the system does: %s', async (_, make) => {
    await using probe = await startProbe(way);
    const [command = '', ...args] = make();
    await using held = new Held(command, args);
    const last = ({ t, pid, argv }: Line) => t === 'exec' && pid === held.pid && argv?.at(-1) === 'read code';
    const exec = await probe.lines.next(last, 'the last exec');
    expect(exec.cwd).toBe(readlinkSync(`/proc/${held.pid}/cwd`));
    expect(exec.exe).toBe(readlinkSync(`/proc/${held.pid}/exe`));
    await held.end(0);
  });

  test('a program that was removed is marked as the system marks it', async () => {
    await using probe = await startProbe(way);
    const source = 'cp /bin/sh "$0" && exec 3< "$0" && rm "$0" && exec /proc/self/fd/3 -c "read code"';
    await using held = new Held('sh', ['-c', source, join(folder, 'removed-program')]);
    const last = ({ t, pid, argv }: Line) => t === 'exec' && pid === held.pid && argv?.at(-1) === 'read code';
    const exec = await probe.lines.next(last, 'the exec');
    expect(exec.exe).toBe(`${join(folder, 'removed-program')} (deleted)`);
    await held.end(0);
  });

  test('an exec by a thread keeps the process, and brings one exit', async () => {
    const program = compile('thread-exec', threadExecSource);
    await using probe = await startProbe(way);
    await using held = new Held(program, []);
    const before = await probe.lines.next(
      ({ t, pid, argv }) => t === 'exec' && pid === held.pid && argv?.length === 1,
      '',
    );
    const after = await probe.lines.next(({ pid, argv }) => pid === held.pid && argv?.[0] === 'sh', 'exec by a thread');
    expect(after.argv).toEqual(heldArgv(['by a thread']));
    expect(identity(after)).toEqual(identity(before));
    await held.end(23);
    expect(await probe.line('exit', held.pid)).toMatchObject({ code: 23, start: before.start });
    expect(probe.lines.all.filter(({ t, pid }) => t === 'exit' && pid === held.pid)).toHaveLength(1);
  });

  test('knows the parent of a command that was started with vfork', async () => {
    const program = compile('vfork', vforkSource);
    await using probe = await startProbe(way);
    await using held = new Held(program, []);
    const exec = await probe.lines.next(({ argv }) => argv?.[1] === 'after vfork', 'the command');
    expect(exec.ppid).toBe(held.pid);
    expect(await probe.line('exit', exec.pid)).toMatchObject({ code: 0 });
  });

  test('what the ring had no room for is counted, and the app learns what happened', async () => {
    await using probe = await startProbe(way);
    await using ends = hold('ends meanwhile');
    const exec = await probe.line('exec', ends.pid);
    probe.child.kill('SIGSTOP');
    // Each takes 16 KiB of the 4 MiB.
    const loop = `a=$(printf '%020000d'); i=0; while [ $i -lt 400 ]; do env true "$a"; i=$((i + 1)); done`;
    await using storm = new Held('sh', ['-c', loop]);
    await exitOf(storm.child);
    await using starts = hold('starts meanwhile');
    await ends.end(0);
    probe.child.kill('SIGCONT');
    const drop = await probe.line('drop');
    expect(drop).toMatchObject({ where: 'ring', n: expect.any(Number) });
    await probe.line('resync');
    const about = ({ t, pid }: Line) => (t === 'exec' || t === 'snap') && pid === starts.pid;
    expect((await probe.lines.next(about, 'the new process')).argv).toEqual(heldArgv(['starts meanwhile']));
    expect((await probe.line('exit', ends.pid)).start).toBe(exec.start);
    await starts.end(6);
    expect(await probe.line('exit', starts.pid)).toMatchObject({ code: 6 });
    probe.child.kill('SIGTERM');
    const bye = await probe.line('bye');
    const reported = probe.lines.all.filter(({ t }) => t === 'drop').reduce((sum, { n }) => sum + Number(n), 0);
    expect(bye.dropped).toBe(reported);
  });
});

/** A directory at the end of so many. */
function nested(name: string, levels: number, step = 'level'): string {
  const path = join(folder, name, ...Array.from({ length: levels }, () => step));
  rmSync(join(folder, name), { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  return path;
}

/** Makes the directory it is given the root, and runs itself again below it. */
const chrootSource = `
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
int main(int count, char **arguments) {
  char code[16];
  if (strcmp(arguments[count - 1], "read code") == 0) return fgets(code, sizeof code, stdin) ? 0 : 1;
  int self = open("/proc/self/exe", O_RDONLY);
  if (chroot(arguments[1]) != 0 || mkdir("/inside", 0755) != 0 || chdir("/inside") != 0) return 2;
  char *next[] = {"again", "read code", NULL};
  fexecve(self, next, next + 2);
  return 3;
}
`;

const threadExecSource = `
#include <pthread.h>
#include <unistd.h>
static void *run(void *unused) {
  execlp("sh", "sh", "-c", "read code; exit \\"$code\\"", "by a thread", (char *)0);
  return unused;
}
int main(void) {
  pthread_t threads[8];
  pthread_create(&threads[0], NULL, run, NULL);
  pthread_join(threads[0], NULL);
}
`;

const vforkSource = `
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
  if (vfork() == 0) {
    execlp("true", "true", "after vfork", (char *)0);
    _exit(127);
  }
  wait(NULL);
  return 0;
}
`;
