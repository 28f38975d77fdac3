// Fuzzes what the probes parse, with libFuzzer and its sanitizers: https://llvm.org/docs/LibFuzzer.html
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const sources = join(import.meta.dirname, 'fuzz');
/** The time of all targets together; more by FUZZ_SECONDS=600. */
const totalSeconds = Number(process.env.FUZZ_SECONDS ?? 10);
const flags = ['-std=gnu11', '-g', '-O1', '-fsanitize=fuzzer,address,undefined', '-fno-sanitize-recover=undefined'];

const targets = readdirSync(sources)
  .filter((name) => name.endsWith('.c'))
  .map((name) => basename(name, '.c'));

const folder = mkdtempSync(join(tmpdir(), 'viberot-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const missing = whatIsMissing();
if (missing) console.log(`The probes are not fuzzed: ${missing}.`);

function whatIsMissing(): string | undefined {
  const trial = spawnSync('clang', [...flags, '-x', 'c', '-', '-o', join(folder, 'trial')], {
    input: 'int LLVMFuzzerTestOneInput(const char *data, unsigned long size) { return data && size > 4096; }',
    encoding: 'utf8',
  });
  if (trial.error) return 'clang is missing';
  return trial.status === 0
    ? undefined
    : `clang cannot build a fuzzer here (${trial.stderr.trim().split('\n').at(-1)})`;
}

describe.skipIf(missing !== undefined)('whatever a probe is given to read', () => {
  test.concurrent.each(targets)('%s', { timeout: 120_000 + totalSeconds * 1000 }, async (target) => {
    const file = join(sources, `${target}.c`);
    const needed = /^\/\* sources: (.*) \*\/$/m.exec(readFileSync(file, 'utf8'))?.[1]?.split(' ');
    expect(needed, `${target}.c names its sources`).toBeDefined();
    const program = join(folder, target);
    const built = await run('clang', [...flags, '-Wall', '-o', program, file, ...(needed ?? [])], root);
    expect(built.code, built.output).toBe(0);

    const corpus = join(folder, `${target}.corpus`);
    mkdirSync(corpus);
    cpSync(join(sources, 'corpus', target), corpus, { recursive: true });
    const seconds = Math.max(1, Math.floor(totalSeconds / targets.length));
    const fuzzed = await run(program, [`-max_total_time=${seconds}`, '-print_final_stats=1', corpus], folder);
    expect(fuzzed.code, fuzzed.output.slice(-4000)).toBe(0);
    expect(Number(/number_of_executed_units: (\d+)/.exec(fuzzed.output)?.[1])).toBeGreaterThan(0);
  });
});

async function run(command: string, args: string[], cwd: string): Promise<{ code: number | null; output: string }> {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [code] = await once(child, 'close');
  return { code, output };
}
