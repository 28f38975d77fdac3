// What the probe for Windows reads from Windows: its parsers, compiled for this machine with checks of memory.
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Line } from './probe-run';
import { encode, type Payload } from './windows/payload';
import { hex, randomCommandLines, splits } from './windows/samples';
import { cleanUp, compileHere, hostCompiler, parserSources } from './windows/wine';

if (!hostCompiler) console.log('The parsers of the probe for Windows are not tested: there is no cc here.');

describe.skipIf(!hostCompiler)('the parsers', () => {
  let program: string;
  beforeAll(async () => {
    program = await compileHere('parsers', parserSources);
  });
  afterAll(cleanUp);

  /** Each input gives one line; an access to foreign memory ends the program instead. */
  function run(inputs: string[]): Line[] {
    const input = inputs.map((line) => `${line}\n`).join('');
    const { status, stdout, stderr } = spawnSync(program, { input, encoding: 'utf8', maxBuffer: 64 << 20 });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const lines: Line[] = stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(inputs.length);
    return lines;
  }

  test.each(splits)('splits %j as documented', (text, argv) => {
    const [line] = run([`split ${hex(text)}`]);
    expect(line).toEqual({ t: 'split', cmdline: text, argv });
  });

  test('splits anything within its memory', () => {
    const texts = [...randomCommandLines(3000), '"'.repeat(32_000), ' \\'.repeat(16_000), ' a'.repeat(16_000)];
    for (const [at, line] of run(texts.map((text) => `split ${hex(text)}`)).entries()) {
      expect(line.cmdline).toBe(texts[at]);
      expect(line.argv?.[0]).toMatch(/^[p"]?/);
    }
  });

  const sample: Payload = {
    ...{ version: 4, pointerBytes: 8, pid: 4242, ppid: 99, status: 0, authorities: 5 },
    ...{ name: 'cmd.exe', commandLine: 'cmd.exe /c "echo 日本"' },
  };
  const event = (payload: Payload, bytes = encode(payload)) =>
    `event ${payload.version} ${payload.pointerBytes} ${bytes.toString('hex')}`;

  const kinds: [string, Partial<Payload>][] = [
    ['of Windows 10', {}],
    ['of Windows 7', { version: 3 }],
    ['of Windows Vista', { version: 2 }],
    ['of a later Windows', { version: 5 }],
    ['of 32 bits', { pointerBytes: 4 }],
    ['without a user', { authorities: undefined }],
    ['of the longest user id', { authorities: 15 }],
    ['of a crash', { status: 0xc0000005 }],
    ['of a process without a name', { name: '' }],
    ['with the longest command line', { commandLine: 'x'.repeat(32_000) }],
  ];
  test.each(kinds)('reads an event %s', (_, kind) => {
    const payload = { ...sample, ...kind };
    const { pid, ppid, status, name, commandLine } = payload;
    expect(run([event(payload)])).toEqual([{ t: 'event', pid, ppid, status, name, cmdline: commandLine }]);
  });

  test('an event without a command line has none', () => {
    expect(run([event({ ...sample, commandLine: '' })])[0]).not.toHaveProperty('cmdline');
  });

  const nonsense: [string, string][] = [
    ['nothing', 'event 4 8 '],
    ['an old version', event({ ...sample, version: 1 })],
    ['pointers of another size', event({ ...sample, pointerBytes: 8 }).replace('event 4 8', 'event 4 16')],
    ['a user id that is too long', event({ ...sample, authorities: 16 })],
    ['a name without an end', event(sample, encode(sample).subarray(0, 36 + 16 + 28 + 4))],
  ];
  test.each(nonsense)('refuses %s', (_, input) => {
    expect(run([input])).toEqual([{ t: 'refused' }]);
  });

  test('an event cut anywhere is refused, or has lost only the end of its command line', () => {
    for (const payload of [sample, { ...sample, version: 2, pointerBytes: 4 }]) {
      const whole = encode(payload);
      const cuts = Array.from({ length: whole.length }, (_, length) => event(payload, whole.subarray(0, length)));
      for (const line of run(cuts)) {
        if (line.t === 'refused') continue;
        expect(line).toMatchObject({ pid: 4242, ppid: 99, name: 'cmd.exe' });
        expect(payload.commandLine.startsWith(String(line.cmdline ?? ''))).toBe(true);
      }
    }
  });

  test('a damaged event is never read beyond its end', () => {
    const whole = encode(sample);
    const damaged = Array.from({ length: whole.length * 4 }, (_, at) => {
      const copy = Buffer.from(whole);
      copy[at >> 2] = [0, 1, 127, 255][at & 3] ?? 0;
      return event(sample, copy.subarray(0, whole.length - (at % 7)));
    });
    run(damaged);
  });
});
