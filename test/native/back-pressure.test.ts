import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { exitOf, Held, heldArgv, hold, type Line, type ProbeRun, startProbe, ways } from './probe-run';

/** One line about such a process takes 600 KB, as each of these characters needs six. */
const bulky = '\u0001'.repeat(100_000);
const queueKb = 8 << 10;

function startMany(count: number): AsyncDisposable {
  const held: Held[] = Array.from({ length: count }, () => hold('bulky', bulky));
  return { [Symbol.asyncDispose]: async () => void (await Promise.all(held.map((one) => one[Symbol.asyncDispose]()))) };
}

/** Its queue is as full as it can get once its own memory has grown by that. */
const untilFull = (probe: ProbeRun) =>
  vi.waitFor(() => expect(Number(probe.status('RssAnon'))).toBeGreaterThan(queueKb - 800), {
    timeout: 20_000,
    interval: 20,
  });

describe.each(ways)('$name', (way) => {
  test('a reader that stalls costs bounded memory and counted lines, nothing else', async () => {
    await using probe = await startProbe(way, { stalled: true });
    {
      await using _first = startMany(25);
      await untilFull(probe);
      await using _second = startMany(10);
      probe.lines.read(probe.socket);
      probe.socket.resume();
      const drop = await probe.line('drop');
      expect(drop).toMatchObject({ where: 'socket', n: expect.any(Number) });
      expect(drop.n).toBeGreaterThan(0);
      await probe.line('resync');
      const resync = probe.lines.all.findIndex(({ t }) => t === 'resync');
      await probe.lines.next((line) => line.t === 'snapend' && probe.lines.all.indexOf(line) > resync, 'snapend');
    }
    await using after = hold('flows again');
    const exec = await probe.line('exec', after.pid);
    expect(exec.argv).toEqual(heldArgv(['flows again']));
    await after.end(5);
    expect(await probe.line('exit', after.pid)).toMatchObject({ code: 5 });
    expect(Number(probe.status('VmHWM'))).toBeLessThan(queueKb + 8 * 1024);
    probe.child.kill('SIGTERM');
    const bye = await probe.line('bye');
    const reported = probe.lines.all.filter(({ t }) => t === 'drop').reduce((sum, { n }) => sum + Number(n), 0);
    expect(bye.dropped).toBe(reported);
  });
});

/** A fork and an exit take some 800 bytes each of the 4 MB that the probe asks for, or of what it gets, twice over. */
function forksToOverflow(): number {
  const limit = Number(readFileSync('/proc/sys/net/core/rmem_max', 'utf8'));
  return Math.ceil((2 * Math.min(limit, 4 << 20) * 1.5) / (2 * 800));
}

const small = ways.filter(({ tier, uid }) => tier === 'b' && (uid ?? process.getuid?.()) !== 0);

test.runIf(small.length > 0)(
  'what the kernel could not deliver is counted, and the app learns what happened',
  async () => {
    const [way] = small;
    if (!way) return;
    await using probe = await startProbe(way);
    await using ends = hold('ends meanwhile');
    const exec = await probe.line('exec', ends.pid);
    probe.child.kill('SIGSTOP');
    await using storm = new Held('sh', ['-c', `i=0; while [ $i -lt ${forksToOverflow()} ]; do (:); i=$((i+1)); done`]);
    await exitOf(storm.child);
    await using starts = hold('starts meanwhile');
    await ends.end(0);
    probe.child.kill('SIGCONT');
    expect(await probe.line('drop')).toMatchObject({ where: 'netlink', n: expect.any(Number) });
    await probe.line('resync');
    const about = ({ t, pid }: Line) => (t === 'exec' || t === 'snap') && pid === starts.pid;
    expect((await probe.lines.next(about, 'the new process')).argv).toEqual(heldArgv(['starts meanwhile']));
    expect((await probe.line('exit', ends.pid)).start).toBe(exec.start);
    await starts.end(6);
    expect(await probe.line('exit', starts.pid)).toMatchObject({ code: 6 });
  },
);
