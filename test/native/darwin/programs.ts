// Runs the portable part of the macOS probe, compiled by the compiler of this machine.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';

export interface Line {
  t: string;
  pid: number;
  start: number;
  argv?: string[];
  lost?: 1;
  code?: number | null;
  sig?: number;
  [field: string]: unknown;
}

const folder = mkdtempSync(join(tmpdir(), 'viberot-darwin-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const core = ['line', 'messages', 'outbox'].map((name) => `native/core/${name}.c`);
const logic = ['capture', 'fingerprint', 'report', 'table', 'wait'].map((name) => `native/darwin/${name}.c`);
const programs = {
  world: ['world', 'kqueue', 'script']
    .map((name) => `test/native/darwin/${name}.c`)
    .concat(logic, core, ['native/posix/session.c', 'native/posix/sink.c']),
  args: ['test/native/darwin/args.c', 'native/darwin/procargs.c', 'native/core/line.c'],
};

/** Compiles one of them, with the sanitizers where they work; undefined when there is no C compiler. */
export function compile(name: keyof typeof programs): string | undefined {
  const path = join(folder, name);
  const flags = ['-std=gnu11', '-g', '-Wall', '-Wextra', '-Werror', '-o', path, ...programs[name]];
  const sanitizers = ['-fsanitize=address,undefined', '-fno-sanitize-recover=all'];
  const first = spawnSync('cc', [...sanitizers, ...flags]);
  if (first.status === 0) return path;
  if (first.error) return undefined;
  console.log(`${name} is tested without sanitizers: they do not work here.`);
  const { status, stderr } = spawnSync('cc', flags, { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return path;
}

/** The lines of the probe in a world where this happens: commands of script.c, separated by semicolons or newlines. */
export function run(world: string | undefined, script: string, tier = 'b'): Line[] {
  const path = join(folder, 'script');
  writeFileSync(path, `${script.trim().replace(/ *[;\n] */g, '\n')}\n`);
  const { stdout, stderr, status } = spawnSync(world ?? '', [path, tier], { encoding: 'utf8', timeout: 20_000 });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** A line in a few words. */
export const story = ({ t, pid, argv, lost, code, sig }: Line) =>
  t === 'exit' ? `exit ${pid} ${sig ? `signal ${sig}` : code}` : `${t} ${pid} ${lost ? 'lost' : argv?.join(' ')}`;

/** Mulberry32: the same worlds in every run. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}
