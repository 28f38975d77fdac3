import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exitOf, folder, hold, inTime, Lines, probePath, startProbe, token, ways } from './probe-run';

describe.each(ways)('$name', (way) => {
  test('tells its token to the app only', async () => {
    await using probe = await startProbe(way);
    expect(probe.lines.all[0]?.token).toBe(token);
    expect(readFileSync(`/proc/${probe.child.pid}/cmdline`, 'latin1')).not.toContain(token);
    const snap = probe.lines.all.find(({ t, pid }) => t === 'snap' && pid === probe.child.pid);
    expect(snap?.argv).not.toContain(token);
  });

  test('ends when the app closes the socket', async () => {
    await using probe = await startProbe(way);
    probe.socket.destroy();
    expect(await exitOf(probe.child)).toEqual({ code: 0, signal: null });
  });

  test('ends when its stdin ends', async () => {
    await using probe = await startProbe(way);
    probe.child.stdin.end();
    expect(await exitOf(probe.child)).toEqual({ code: 0, signal: null });
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('says bye at %s', async (signal) => {
    await using probe = await startProbe(way);
    probe.child.kill(signal);
    await probe.line('bye');
    expect(probe.lines.all.at(-1)).toMatchObject({
      t: 'bye',
      dropped: expect.any(Number),
      maxrss_kb: expect.any(Number),
    });
    expect(await exitOf(probe.child)).toEqual({ code: 0, signal: null });
  });

  test('ends when the reader is killed', async () => {
    const path = join(folder, `reader-${way.tier}-${way.uid ?? 'self'}.sock`);
    const program = `require('net').createServer((s) => s.once('data', () => console.log('reading'))).listen(${JSON.stringify(path)},
      () => { require('fs').chmodSync(${JSON.stringify(path)}, 0o777); console.log('listening'); })`;
    const reader = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    await inTime(once(reader.stdout, 'data'), () => 'the reader to listen');
    const identity = way.uid === undefined ? {} : { uid: way.uid, gid: way.uid };
    const probe = spawn(way.path, ['--socket', path, '--tier', way.tier], {
      stdio: ['pipe', 'ignore', 'inherit'],
      ...identity,
    });
    probe.stdin.write(`${token}\n`);
    await inTime(once(reader.stdout, 'data'), () => 'the reader to read');
    reader.kill('SIGKILL');
    expect(await exitOf(probe)).toEqual({ code: 0, signal: null });
  });
});

// All at once, as each of them mostly waits.
test.concurrent.each(ways)('$name: shows a sign of life every five seconds', async (way) => {
  await using probe = await startProbe(way);
  const heartbeat = await probe.line('hb');
  expect(heartbeat).toMatchObject({
    events: expect.any(Number),
    lost: expect.any(Number),
    dropped: expect.any(Number),
  });
});

describe.runIf(probePath)('the command line', () => {
  // Command lines on this machine may be long.
  const maxBuffer = 256 << 20;
  const run = (args: string[], input = '') => spawnSync(probePath ?? '', args, { encoding: 'utf8', input, maxBuffer });

  test.each(['auto', 'c'])('--once lists all processes on stdout and ends: tier %s', (tier) => {
    const { status, stdout } = run(['--stdout', '--once', '--tier', tier]);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(status).toBe(0);
    expect(lines[0]).toMatchObject({ t: 'hello' });
    expect(lines[0]).not.toHaveProperty('token');
    expect(lines.slice(1, -2).every(({ t }) => t === 'snap' || t === 'exec' || t === 'exit')).toBe(true);
    expect(lines.at(-2)).toMatchObject({ t: 'snapend' });
    expect(lines.at(-1)).toMatchObject({ t: 'bye' });
    expect(lines.find(({ pid }) => pid === process.pid)?.argv).toBeDefined();
  });

  test('--stdout goes on after the end of stdin', async () => {
    const child = spawn(probePath ?? '', ['--stdout'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = new Lines();
    lines.read(child.stdout);
    await lines.next(({ t }) => t === 'snapend', 'the list');
    await using held = hold('later');
    await lines.next(({ t, pid }) => t === 'exec' && pid === held.pid, 'an exec');
    child.kill('SIGTERM');
    await lines.next(({ t }) => t === 'bye', 'bye');
    expect(await exitOf(child)).toEqual({ code: 0, signal: null });
  });

  test('--version and --help', () => {
    expect(run(['--version'])).toMatchObject({ status: 0, stdout: 'viberot-probe 0.1.0\n' });
    expect(run(['--help'])).toMatchObject({ status: 0, stdout: expect.stringContaining('--socket PATH') });
  });

  test.each([
    [[], 'one of --socket PATH and --stdout is needed'],
    [['--socket'], '--socket needs a value'],
    [['--socket', 'a', '--stdout'], 'exclude each other'],
    [['--stdout', '--tier', 'z'], 'unknown tier "z"'],
    [['--nonsense'], 'unknown option --nonsense'],
    [['--stdout', 'more'], 'unexpected argument more'],
  ])('a usage error ends with 2: %j', (args, message) => {
    expect(run(args)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(message) });
  });

  test('says what is wrong with the token or the socket', () => {
    const nowhere = join(folder, 'nowhere.sock');
    expect(existsSync(nowhere)).toBe(false);
    expect(run(['--socket', nowhere])).toMatchObject({ status: 1, stderr: expect.stringContaining('no token') });
    const refused = run(['--socket', nowhere], `${token}\n`);
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining('No such file') });
    expect(run(['--socket', 'x'.repeat(200)], 'x\n').stderr).toContain('too long');
  });

  test.runIf(process.getuid?.() === 0)('polls, and says why, where the kernel refuses netlink', () => {
    const args = ['--net', 'setpriv', '--bounding-set=-all', probePath ?? '', '--stdout', '--once'];
    const { stdout, status } = spawnSync('unshare', args, { encoding: 'utf8', maxBuffer });
    expect(status).toBe(0);
    const why =
      'polling: netlink refused (Connection refused): not in the initial network namespace; eBPF: needs cap_bpf';
    expect(JSON.parse(stdout.split('\n')[0] ?? '')).toMatchObject({ src: 'poll', why: expect.stringContaining(why) });
  });
});
