import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scope } from '../../../src/shared/scope';

/** What runs in the terminals of the benchmark. */
export interface Programs {
  /** Waits for Enter, writes so many megabytes as fast as it can, and then {@link floodEnd}. */
  flood(megabytes: number): readonly string[];
  /** Writes for as long as anybody reads, once all are shown. */
  readonly endless: readonly string[];
  /** Echoes each key. */
  readonly echo: readonly string[];
  /** Writes a megabyte each second. */
  readonly paced: readonly string[];
  readonly idle: readonly string[];
  /** Writes so many numbered lines, but not before it can have been given its size. */
  lines(count: number): readonly string[];
  /** Writes {@link greeting}. */
  readonly hello: readonly string[];
}

/** The last line of a flood. */
export const floodEnd = 'the flood is over';
export const greeting = 'here I am';

export function buildPrograms(root: string, scope: Scope): Programs {
  const folder = mkdtempSync(join(tmpdir(), 'viberot-bench-terminal-'));
  scope.defer(() => rmSync(folder, { recursive: true, force: true }));
  const text = join(folder, 'megabyte.txt');
  writeFileSync(text, mixedText());
  const paced = join(folder, 'paced_output');
  const source = join(root, 'test', 'bench', 'terminal', 'paced_output.c');
  const { status, stderr, error } = spawnSync(
    process.env.CC ?? 'cc',
    ['-O2', '-Wall', '-Wextra', '-o', paced, source],
    {
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`${source} does not compile: ${error?.message ?? stderr}`);
  const shell = (script: string) => ['sh', '-c', script];
  return {
    flood: (megabytes) =>
      shell(`read x; for i in $(seq ${megabytes}); do cat ${text}; done; echo; echo ${floodEnd}; sleep 1000`),
    endless: shell(`sleep 3; while :; do cat ${text}; done`),
    echo: shell(`stty raw -echo; exec cat`),
    paced: [paced, text, '1000000'],
    idle: ['sleep', '1000'],
    lines: (count) => shell(`sleep 0.3; seq -f 'line %g of the past of this terminal' ${count}; sleep 1000`),
    hello: shell(`printf '${greeting}'; sleep 1000`),
  };
}

const words = 'the quick brown fox jumps over src/lib/index.ts node_modules error warning test passed in ms'.split(' ');
const signs = ['終端模擬器開發', '日本語テスト', '한국어터미널', '✅', 'é', 'Ж', '→', '─', '█'];

/** A megabyte of lines as programs write them: plain words, colours, other scripts; always the same. */
function mixedText(): string {
  let seed = 42;
  const below = (limit: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * limit);
  };
  const word = () => words[below(words.length)] ?? '';
  const parts = [
    word,
    () => `\x1b[${30 + below(8)}m${word()}\x1b[0m`,
    () => `\x1b[38;5;${below(256)}m${word()}\x1b[0m`,
    () => signs[below(signs.length)] ?? '',
  ];
  let text = '';
  while (text.length < 1_000_000) {
    const kind = below(3);
    const part = () => (kind === 0 ? word() : (parts[below(kind === 1 ? 3 : 4)] ?? word)());
    text += `${Array.from({ length: 4 + below(12) }, part).join(' ')}\n`;
  }
  return text;
}
