import { spawnSync } from 'node:child_process';
import { readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exitOf, folder, Held, heldArgv, hold, type Line, startProbe, token, ways } from './probe-run';

const identity = (line: Line) => [line.pid, line.start];

describe.each(ways)('$name', (way) => {
  test('introduces itself, then lists the processes that exist', async () => {
    await using held = hold('here before');
    await using probe = await startProbe(way);
    const [hello] = probe.lines.all;
    expect(hello).toMatchObject({ t: 'hello', v: 1, src: way.src, os: 'linux', token, build: '0.1.0' });
    expect(hello).toMatchObject({ pid: probe.child.pid, can: expect.arrayContaining(['argv', 'cwd']) });
    expect(hello).toMatchObject({ clock: { mono: expect.any(Number), real: expect.any(Number) } });
    expect(hello?.why).toMatch(new RegExp(`^${{ ebpf: 'eBPF', netlink: 'netlink', poll: 'polling' }[way.src]}: `));

    const snaps = probe.lines.all.filter(({ t }) => t === 'snap');
    expect(probe.lines.all.find(({ t }) => t === 'snapend')?.n).toBe(snaps.length);
    expect(snaps.some(({ comm }) => comm === 'kthreadd')).toBe(false);
    const own = snaps.find(({ pid }) => pid === held.pid);
    expect(own).toMatchObject({ ppid: process.pid, uid: process.getuid?.(), comm: 'sh' });
    expect(own).toMatchObject({ argv: heldArgv(['here before']) });
    if (way.uid === undefined)
      expect(own).toMatchObject({ cwd: process.cwd(), exe: readlinkSync(`/proc/${held.pid}/exe`) });
    const clock = hello?.clock as { mono: number };
    expect(Math.abs(clock.mono - Number(own?.ts))).toBeLessThan(60e9);

    await held.end(3);
    const exit = await probe.line('exit', held.pid);
    expect(identity(exit)).toEqual(identity(own ?? { t: '' }));
    expect(exit.code).toBe(3);
  });

  const argvs: [string, string[]][] = [
    ['spaces and quotes', ['name', 'two words', '"double"', "it's", '\\back\\slash']],
    ['lines, tabs and control characters', ['name', 'a\nb', '\t', '\u0001\u007f']],
    ['UTF-8', ['näme', '→', '日本語', '🦀']],
    ['empty arguments', ['', '', 'x', '']],
    ['100 KB', ['name', 'x'.repeat(100_000), 'end']],
  ];
  test.each(argvs)('reports exact arguments: %s', async (_, args) => {
    await using probe = await startProbe(way);
    await using held = hold(...args);
    const exec = await probe.line('exec', held.pid);
    expect(exec.argv).toEqual(heldArgv(args));
    expect(exec).not.toHaveProperty('trunc');
    expect(exec).toMatchObject({ ppid: process.pid, uid: process.getuid?.(), comm: 'sh' });
    expect(exec.start).toBeGreaterThan(0);
    const seesPaths = way.tier === 'a' || way.uid === undefined;
    if (seesPaths) expect(exec).toMatchObject({ cwd: process.cwd(), exe: readlinkSync(`/proc/${held.pid}/exe`) });
  });

  test.runIf(process.getuid?.() === 0 && spawnSync('setpriv', ['--version']).status === 0)(
    'tells who a program runs as, also one that runs as another user than the one before it',
    async () => {
      await using probe = await startProbe(way);
      const change = ['--reuid=1234', '--regid=1234', '--clear-groups'];
      await using held = new Held('setpriv', [...change, 'sh', ...heldArgv(['as another']).slice(1)]);
      const exec = await probe.lines.next(({ pid, argv }) => pid === held.pid && argv?.[0] === 'sh', 'the exec');
      expect(exec.uid).toBe(1234);
      await using child = hold('as ourselves');
      expect((await probe.line('exec', child.pid)).uid).toBe(0);
    },
  );

  test('keeps bytes that are not UTF-8', async () => {
    await using probe = await startProbe(way);
    const inner = String.raw`sh -c 'read code' name "$(printf 'a\377\303b')"; exit`;
    await using held = new Held('sh', ['-c', inner]);
    const exec = await probe.lines.next(({ t, argv }) => t === 'exec' && argv?.[3] === 'name', 'the exec');
    expect(exec.argv?.[4]).toBe('a\udcff\udcc3b');
    await held.end(0);
  });

  test('cuts arguments beyond 256 KB and says so', async () => {
    await using probe = await startProbe(way);
    await using held = hold('name', ...'abc'.split('').map((letter) => letter.repeat(100_000)));
    const exec = await probe.line('exec', held.pid);
    expect(exec.trunc).toBe(1);
    expect(exec.argv?.join('\0').length).toBe(256 * 1024);
  });

  test('reports exit codes and signals, with the identity of the exec', async () => {
    await using probe = await startProbe(way);
    for (const [ending, expected] of [
      [0, { code: 0 }],
      [41, { code: 41 }],
      ['SIGTERM', { sig: 15 }],
      ['SIGKILL', { sig: 9 }],
    ] as const) {
      await using held = hold('ending', String(ending));
      const exec = await probe.line('exec', held.pid);
      if (typeof ending === 'number') await held.end(ending);
      else held.child.kill(ending);
      const exit = await probe.line('exit', held.pid);
      expect(exit).toMatchObject(expected);
      expect(identity(exit)).toEqual(identity(exec));
      expect(Number(exit.ts)).toBeGreaterThan(Number(exec.ts));
    }
  });

  test('sees an exec in the same process, then one exit', async () => {
    await using probe = await startProbe(way);
    await using held = new Held('sh', ['-c', 'read go; exec sleep 1234']);
    const first = await probe.line('exec', held.pid);
    held.child.stdin.write('go\n');
    const second = await probe.lines.next(({ pid, argv }) => pid === held.pid && argv?.[0] === 'sleep', 'sleep');
    expect(second).toMatchObject({ t: 'exec', comm: 'sleep', argv: ['sleep', '1234'] });
    expect(identity(second)).toEqual(identity(first));
    held.child.kill('SIGTERM');
    const exit = await probe.line('exit', held.pid);
    expect(identity(exit)).toEqual(identity(first));
    expect(probe.lines.all.filter(({ t, pid }) => t === 'exit' && pid === held.pid)).toHaveLength(1);
  });

  test('knows the terminal of a process', async () => {
    await using probe = await startProbe(way);
    await using held = new Held('script', ['-qec', 'sleep 0.3', '/dev/null']);
    const inside = ({ t, argv, tty }: Line) => t === 'exec' && argv?.[0] === 'sleep' && tty !== undefined;
    const exec = await probe.lines.next(inside, 'sleep in a terminal');
    expect(exec.tty).toMatch(/^pts\/\d+$/);
    await exitOf(held.child);
  });

  test('waits for the last thread when the main thread ends first', async () => {
    const source = join(folder, 'threads.c');
    const program = join(folder, `threads-${way.tier}-${way.uid ?? 'self'}`);
    writeFileSync(source, threads);
    const compiled = spawnSync('cc', ['-pthread', '-o', program, source], { encoding: 'utf8' });
    expect(compiled.stderr).toBe('');
    await using probe = await startProbe(way);
    await using held = new Held(program, []);
    const exec = await probe.line('exec', held.pid);
    await using marker = hold('after');
    await probe.line('exec', marker.pid);
    await marker.end(0);
    await probe.line('exit', marker.pid);
    expect(probe.lines.all.some(({ t, pid }) => t === 'exit' && pid === held.pid)).toBe(false);
    await held.end(9);
    const exit = await probe.line('exit', held.pid);
    expect(exit.code).toBe(9);
    expect(identity(exit)).toEqual(identity(exec));
  });
});

/** The main thread ends at once; another one ends the process with the code it reads. */
const threads = `
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
static void *wait_for_code(void *unused) {
  int code = 1;
  if (scanf("%d", &code) != 1) code = 1;
  (void)unused;
  exit(code);
}
int main(void) {
  pthread_t thread;
  pthread_create(&thread, NULL, wait_for_code, NULL);
  pthread_exit(NULL);
}
`;
