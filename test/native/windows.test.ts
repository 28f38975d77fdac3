// The probe for Windows, compiled across and run under wine. Two things cannot be tested here and are not: tracing (ETW),
// which wine does not have, and access across users. Of tracing, the parser and what a refusal leads to are tested.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Line } from './probe-run';
import { hex, randomCommandLines, splits } from './windows/samples';
import {
  cleanUp,
  compileHere,
  hindrance,
  hostCompiler,
  type Programs,
  parserSources,
  prepare,
  Running,
  runToEnd,
  windowsPath,
} from './windows/wine';

console.log(
  hindrance
    ? `The probe for Windows is not tested: ${hindrance}.`
    : 'The probe for Windows is tested without tracing (ETW) and without other users, which wine does not offer.',
);

describe.skipIf(hindrance)('under Windows', () => {
  let programs: Programs;
  beforeAll(async () => {
    programs = await prepare();
  }, 180_000);
  afterAll(cleanUp, 30_000);

  const probe = (...args: string[]) => runToEnd(programs.probe, args);
  const pipeName = () => `\\\\.\\pipe\\viberot-test-${randomBytes(6).toString('hex')}`;
  const app = (how: 'relay' | 'leave' | 'stranger', args: string[] = [], options = {}) =>
    new Running(programs.app, [windowsPath(programs.probe), pipeName(), how, ...args], options);
  const parse = (text: string): Line[] =>
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));

  test('the command line explains itself', () => {
    expect(probe('--version')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^viberot-probe \d+\.\d+\.\d+\n$/),
    });
    expect(probe('--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('a: tracing (ETW)') });
    for (const [args, complaint] of [
      [[], 'one of --socket PATH and --stdout is needed'],
      [['--stdout', '--tier', 'b'], 'unknown tier "b": choose auto, or a: tracing'],
      [['--sideways'], 'unknown option --sideways'],
    ] as const) {
      const { code, stderr } = probe(...args);
      expect(stderr).toContain(complaint);
      expect(code).toBe(2);
    }
  });

  test('a pipe needs a name of its kind, and a token', () => {
    const named = runToEnd(programs.probe, ['--socket', 'C:\\pipe'], 'token\n');
    expect(named).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('the name of a pipe begins with \\\\.\\pipe\\'),
    });
    expect(probe('--socket', pipeName())).toMatchObject({ code: 1, stderr: expect.stringContaining('no token') });
  });

  test('without an administrator tier a says why, and auto falls back to polling', () => {
    expect(probe('--stdout', '--once', '--tier', 'a')).toMatchObject({
      code: 1,
      stderr: 'viberot-probe: tier a does not work here: tracing takes an administrator\n',
    });
    const [hello] = parse(probe('--stdout', '--once').stdout);
    expect(hello).toMatchObject({
      src: 'poll',
      why: expect.stringMatching(/^polling: tracing takes an administrator;/),
    });
  });

  test('a single list has the probe itself, and ends with a bye', () => {
    const { code, stdout } = probe('--stdout', '--once', '--tier', 'c');
    const lines = parse(stdout);
    expect(code).toBe(0);
    expect(lines[0]).toMatchObject({
      t: 'hello',
      v: 1,
      src: 'poll',
      os: 'windows',
      can: ['argv', 'cwd', 'exe', 'code'],
    });
    expect(lines[0]).not.toHaveProperty('token');
    const snaps = lines.filter(({ t }) => t === 'snap');
    expect(lines.find(({ t }) => t === 'snapend')?.n).toBe(snaps.length);
    expect(lines.at(-1)).toMatchObject({ t: 'bye', events: 0, dropped: 0, maxrss_kb: expect.any(Number) });
    const own = snaps.find(({ pid }) => pid === lines[0]?.pid);
    const path = windowsPath(programs.probe);
    expect(own).toMatchObject({
      comm: 'viberot-probe.exe',
      exe: path,
      argv: [path, '--stdout', '--once', '--tier', 'c'],
    });
    expect(own?.cmdline).toMatch(/ --stdout --once --tier c$/);
    expect(own?.cwd).toMatch(/[^\\]$/);
    for (const { start } of snaps) expect(Number.isSafeInteger(start)).toBe(true);
    expect(Math.abs(Number(own?.start) / 1000 - Date.now())).toBeLessThan(60_000);
  });

  describe('connected to its app', () => {
    let running: Running;
    beforeAll(async () => {
      running = app('relay');
      await running.line('snapend');
    });
    afterAll(() => running?.[Symbol.asyncDispose]());

    test('only the user and the system may use its pipe, and only one of them at a time', async () => {
      const { access, user, second } = await running.line('pipe');
      expect(access).toBe(`O:${user}D:P(A;;GA;;;${user})(A;;GA;;;SY)`);
      const busy = 231;
      expect(second).toBe(busy);
    });

    test('the token is in its hello, and nowhere else', async () => {
      expect((await running.line('hello')).token).toBe('open sesame');
      expect(JSON.stringify(running.lines.all.filter(({ t }) => t === 'snap'))).not.toContain('sesame');
    });

    const codes = [0, 7, 255, 259, 3_221_225_477, 4_294_967_295];
    const commandLines: [string, string[]][] = [
      [' plain words', ['plain', 'words']],
      [String.raw` "two words" it's a\\b d"e f"g h`, ['two words', "it's", 'a\\\\b', 'de fg', 'h']],
      [' "" x "" ', ['', 'x', '']],
      [' ünïcödé 日本語 🦀 \u007f\u0001', ['ünïcödé', '日本語', '🦀', '\u007f\u0001']],
      [' \ud83d \udc00\ud83d', ['\ud83d', '\udc00\ud83d']],
      [` ${'x'.repeat(30_000)} end`, ['x'.repeat(30_000), 'end']],
    ];
    test('command lines and exit codes are exact', async () => {
      await using launcher = new Running(programs.launch, [], { stalled: true });
      launcher.child.stdout.resume();
      const self = `"${windowsPath(programs.launch)}"`;
      for (const [at, [text, args]] of commandLines.entries()) {
        launcher.child.stdin.write(`start ${codes[at]} ${hex(text)}\n`);
        const what = `exec of ${JSON.stringify(text.slice(0, 40))}`;
        const exec = await running.lines.next(({ t, cmdline }) => t === 'exec' && cmdline === self + text, what);
        expect(exec).toMatchObject({ argv: [windowsPath(programs.launch), ...args], comm: 'launch.exe' });
        expect(exec).not.toHaveProperty('lost');
        launcher.child.stdin.write('end\n');
        const exit = await running.line('exit', exec.pid);
        expect(exit).toMatchObject({ start: exec.start, code: codes[at] });
        expect(exit.ts).toBeGreaterThan(Number(exec.ts));
      }
      launcher.child.stdin.end();
      await launcher.ended();
    });

    test('children know their parent', async () => {
      const { code } = runToEnd('cmd', ['/c', 'cmd /c exit 7']);
      expect(code).toBe(7);
      const inner = ({ t, argv }: Line) => t === 'exec' && argv?.slice(1).join(' ') === '/c exit 7';
      const exec = await running.lines.next(inner, 'the inner cmd');
      expect(await running.line('exit', exec.pid)).toMatchObject({ code: 7 });
      const parent = await running.lines.next(({ t, pid }) => t === 'exec' && pid === exec.ppid, 'the outer cmd');
      expect(await running.line('exit', parent.pid)).toMatchObject({ code: 7, start: parent.start });
    });

    test('it shows a sign of life, then says bye when its stdin ends', async () => {
      await running.line('hb');
      running.child.stdin.end();
      expect(await running.line('bye')).toMatchObject({ events: expect.any(Number), dropped: 0 });
      expect(await running.line('ended')).toMatchObject({ code: 0 });
      await running.ended();
    });
  });

  test.skipIf(!hostCompiler)('command lines are split as by Windows itself', async () => {
    const own = await compileHere('parsers', parserSources);
    const texts = [...splits.map(([text]) => text).filter(Boolean), ...randomCommandLines(2000)];
    const input = texts.map((text) => `split ${hex(text)}\n`).join('');
    const { stdout } = spawnSync(own, { input, encoding: 'utf8', maxBuffer: 16 << 20 });
    expect(parse(runToEnd(programs.parsers, [], input).stdout)).toEqual(parse(stdout));
  });

  test('what a trace would tell is reported once, exactly, and completed by lists', () => {
    const { code, stdout } = runToEnd(programs.events, []);
    expect(code).toBe(0);
    const lines = parse(stdout);
    const about = (name: string) => {
      const pid = lines.find((line) => line.t === 'case' && line.name === name)?.pid;
      return lines.filter((line) => line.pid === pid && line.t !== 'case');
    };
    const created = lines.find(({ t, name }) => t === 'case' && name === 'alive')?.created;

    const alive = about('alive');
    expect(alive).toMatchObject([
      { t: 'exec', start: created, cmdline: '"as told" by the event', argv: ['as told', 'by', 'the', 'event'] },
      { t: 'exit', start: created, code: 9 },
    ]);
    const [first, firstEnd, second, secondEnd, ...rest] = about('gone');
    expect([first, firstEnd]).toMatchObject([{ t: 'exec' }, { t: 'exit', start: first?.start, code: 5 }]);
    expect([second, secondEnd]).toMatchObject([{ t: 'exec' }, { t: 'exit', start: second?.start, code: 6 }]);
    expect(second?.start).toBeGreaterThan(Number(first?.start));
    expect(rest).toEqual([]);
    expect(about('untold')).toMatchObject([{ t: 'exec', argv: [expect.stringMatching(/events\.exe$/), 'untold'] }]);
    expect(about('never ended')).toMatchObject([
      { t: 'exec', lost: 1 },
      { t: 'exit', code: null },
    ]);
  });

  test('it ends when the app goes', async () => {
    await using running = app('leave');
    expect(await running.line('ended')).toMatchObject({ code: 0 });
  });

  test('whoever did not start it is sent away, and hears nothing', async () => {
    await using running = app('stranger', ['--once']);
    expect(await running.line('stranger')).toMatchObject({ bytes: 0 });
    await running.line('bye');
    expect(await running.line('ended')).toMatchObject({ code: 0 });
  });

  test('a reader that stalls costs counted lines, and learns later what it has missed', async () => {
    // In a line each unit takes six characters, twice: 25 of them fill the 8 MB that wait for a reader.
    const bulky = ` ${'\u0001'.repeat(32_000)}`;
    const count = 30;
    await using running = app('relay', [], { stalled: true });
    await using launcher = new Running(programs.launch, [], { stalled: true });
    launcher.child.stdout.setEncoding('utf8');
    let pids = '';
    const all = new Promise<void>((done) => {
      launcher.child.stdout.on('data', (text: string) => {
        pids += text;
        if (pids.trim().split('\n').length === count) done();
      });
    });
    for (let i = 0; i < count; i++) launcher.child.stdin.write(`start ${i} ${hex(bulky)}\n`);
    await all;
    await using marker = new Running(programs.launch, [], { stalled: true });
    marker.child.stdout.resume();
    marker.child.stdin.end(`start 5 ${hex(' marker')}\n`);
    await marker.ended();
    running.lines.read(running.child.stdout);
    expect(Number((await running.line('drop')).n)).toBeGreaterThan(0);
    await running.line('resync');
    const resync = running.lines.all.findIndex(({ t }) => t === 'resync');
    const held = pids.trim().split(/\s+/).map(Number);
    const end = await running.lines.next(
      (line) => line.t === 'snapend' && running.lines.all.indexOf(line) > resync,
      'snapend',
    );
    const snapped = running.lines.all.slice(resync, running.lines.all.indexOf(end)).map(({ pid }) => pid);
    expect(snapped).toEqual(expect.arrayContaining(held));
    launcher.child.stdin.end();
    expect(await running.line('exit', held.at(-1))).toMatchObject({ code: count - 1 });
    running.child.stdin.end();
    const bye = await running.line('bye');
    const reported = running.lines.all.filter(({ t }) => t === 'drop').reduce((sum, { n }) => sum + Number(n), 0);
    expect(bye.dropped).toBe(reported);
    expect(Number(bye.maxrss_kb)).toBeLessThan(40_000);
  });
});
