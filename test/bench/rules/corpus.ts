import type { MatchKind, Rule } from '../../../src/shared/vocabulary';
import { ruleOf } from '../../fixtures/rules';

/** Numbers that are the same in each run (mulberry32). */
export function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const words =
  'api app auth build cache cart cli client cloud config core data db deploy docs edge event feed form gate graph grid host hub image index job kit lab lib list load log mail map menu mesh mint note office page pay plan pool proxy queue rank relay room route sale scan search seed shop sign site sky store stream sync table task team test theme tool trace tree user vault view web wiki work zone'.split(
    ' ',
  );
const programs =
  'git npm node python3 cargo docker kubectl make go ls cat grep sed awk find tar curl ssh rsync jq vim tmux bash sh env sleep ps top df du cp mv rm mkdir chmod head tail sort uniq wc xargs diff patch gcc clang ld cmake ninja java mvn gradle php composer ruby bundle terraform ansible helm psql mysql redis-cli ffmpeg convert pandoc'.split(
    ' ',
  );
const verbs =
  'run test build install start stop status log push pull commit checkout apply get describe exec up down lint format check watch serve clean update add remove list show'.split(
    ' ',
  );

/** Command lines as shells, editors and builds start them: from one word to some hundred characters. */
export function commandLines(count: number, seed = 1): string[][] {
  const random = createRandom(seed);
  const pick = (from: readonly string[]) => from[random(from.length)] ?? '';
  const name = () => `${pick(words)}-${pick(words)}`;
  const path = () => `/home/me/${pick(words)}/${name()}/src/${pick(words)}.${pick(['ts', 'py', 'c', 'rs', 'go'])}`;
  const argument = () =>
    [
      () => `--${pick(words)}`,
      () => `--${pick(words)}=${name()}`,
      () => `-${pick(['v', 'f', 'o', 'la', 'p', 'rf'])}`,
      path,
      name,
      () => String(random(100_000)),
      () => `${name()}@${random(20)}.${random(20)}.${random(20)}`,
    ][random(7)]?.() ?? '';
  const some = (most: number) => Array.from({ length: random(most) }, argument);
  const kinds = [
    () => [pick(programs), pick(verbs), ...some(5)],
    () => [`/usr/bin/${pick(programs)}`, pick(verbs), ...some(6)],
    () => ['/usr/bin/node', `/usr/lib/node_modules/${pick(words)}/bin/${pick(words)}.js`, pick(verbs), ...some(4)],
    () => ['/bin/bash', '-c', `cd ${path()} && ${pick(programs)} ${pick(verbs)} ${some(4).join(' ')}`],
    () => ['/usr/bin/python3', '-m', pick(words), ...some(4)],
    () => [
      '/usr/lib/gcc/x86_64-linux-gnu/12/cc1',
      '-quiet',
      '-I',
      path(),
      path(),
      '-o',
      `/tmp/${name()}.s`,
      ...some(10),
    ],
    () => [pick(programs)],
  ];
  return Array.from({ length: count }, () => kinds[random(kinds.length)]?.() ?? []);
}

export interface CorpusPattern {
  readonly kind: MatchKind;
  readonly text: string;
}

/**
 * Patterns as people write them: seven of ten are globs that begin with a program, the others look for something inside
 * or at the end, name alternatives, or are exact texts and regular expressions. Few match what `commandLines` gives, as is usual.
 */
export function patterns(count: number, seed = 2): CorpusPattern[] {
  const random = createRandom(seed);
  const pick = (from: readonly string[]) => from[random(from.length)] ?? '';
  const name = () => `${pick(words)}-${pick(words)}-${random(1_000)}`;
  const glob = (text: string): CorpusPattern => ({ kind: 'glob', text });
  return Array.from({ length: count }, (_, index) => {
    switch (index % 20) {
      case 0:
        return glob(`*/${name()}/*`);
      case 1:
        return glob(`*--${name()}*`);
      case 2:
        return glob(`*.${name()}`);
      case 3:
        return glob(`{${pick(programs)},${pick(programs)}} ${pick(verbs)} ${name()}*`);
      case 4:
        return { kind: 'regex', text: `^${pick(programs)} (${pick(verbs)}|${pick(verbs)}) .*--${name()}=\\d+` };
      case 6:
        return glob(`${pick(programs)} ${pick(verbs)}*`);
      case 5:
        return { kind: 'exact', text: `${pick(programs)} ${pick(verbs)} ${name()}` };
      default:
        return glob(`${pick(programs)} ${pick(verbs)} ${name()} *`);
    }
  });
}

export function rulesOf(list: readonly CorpusPattern[]): Rule[] {
  return list.map(({ kind, text }, index) => ruleOf(`rule-${index}`, { match: kind, commands: [text] }));
}
