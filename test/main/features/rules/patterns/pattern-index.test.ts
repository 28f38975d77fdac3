import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formsOf } from '../../../../../src/main/features/rules/patterns/forms';
import { createPatternIndex } from '../../../../../src/main/features/rules/patterns/pattern-index';
import { compilePattern, type Pattern } from '../../../../../src/main/features/rules/patterns/patterns';
import type { MatchKind } from '../../../../../src/shared/vocabulary';

function compiled(kind: MatchKind, text: string): Pattern {
  const pattern = compilePattern(kind, text);
  if (!pattern.ok) throw new Error(`${text} ${pattern.message}`);
  return pattern.value;
}

function matching(patterns: readonly Pattern[], ids: Iterable<number>, argv: readonly string[]): number[] {
  const forms = formsOf(argv);
  return [...ids].filter((id) => forms.some(({ text }) => patterns[id]?.matches(text)));
}

const all = (patterns: readonly Pattern[]) => patterns.keys();

const piece = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('npm', 'run', ' ', 'git', '/', 'a', 'b', 'test', '--watch', '.js', '-', 'é', '😀'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) },
);
const plain = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(''));
const word = fc.oneof(
  { weight: 3, arbitrary: plain },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...[
        '',
        '/usr/bin/npm',
        'C:\\bin\\GIT.exe',
        '-bash',
        'node',
        '/opt/npm-cli.js',
        'env',
        'A=1',
        '-S',
        'python3',
        '-m',
      ],
      ...['-mpip', 'bash', '-c', 'a.sh', '/x/', 'npm.exe', 'env.exe', 'node a.js'],
    ),
  },
);
const commandLine = fc.array(word, { maxLength: 6 });

const globPiece = fc.oneof(
  { weight: 3, arbitrary: plain.map((text) => text.replace(/[*?[\]{}\\,!^]/g, '\\$&')) },
  { weight: 2, arbitrary: fc.constantFrom('*', '?', '[a-z]', '[!x]', '{npm,git}', '{a,}', '{run *,test}') },
);
const glob = fc.array(globPiece, { maxLength: 5 }).map((pieces) => pieces.join(''));
const regexPiece = fc.oneof(
  { weight: 3, arbitrary: plain.map((text) => text.replace(/[.*+?()[\]{}\\|^$]/g, '\\$&')) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...['.*', 'npm?', '(run|test)', '(?:a|b)+', '[a-z]+', 'a{0,2}', '^', '$', '\\d', '\\s', '\\.', '|', 'x*', 'b+'],
      ...[
        '(?i:NPM)',
        '[]a]',
        '[^/]*',
        '\\bgit\\b',
        '\\x61',
        '\\Qa.b\\E',
        '()',
        '(?P<name>test)',
        '{',
        'a{b',
        '[[:alpha:]]',
      ],
    ),
  },
);
const regex = fc.array(regexPiece, { maxLength: 5 }).map((pieces) => pieces.join(''));
const pattern = fc
  .oneof(
    fc.tuple(fc.constant<MatchKind>('glob'), glob),
    fc.tuple(fc.constant<MatchKind>('regex'), regex),
    fc.tuple(
      fc.constant<MatchKind>('exact'),
      fc.oneof(
        plain,
        commandLine.map((words) => words.join(' ')),
      ),
    ),
  )
  .map(([kind, text]) => compilePattern(kind, text))
  .filter((read) => read.ok)
  .map((read) => read.value);

/** Patterns that have something to do with the command line, as random ones seldom match. */
const near = commandLine.chain((argv) => {
  const texts = formsOf(argv).map(({ text }) => text);
  const part = fc
    .tuple(fc.constantFrom(...texts, ''), fc.nat(30), fc.nat(30))
    .map(([text, from, length]) => text.slice(from % (text.length + 1)).slice(0, length));
  const around = part.map((text) => compiled('glob', `*${text.replace(/[*?[\]{}\\,]/g, '\\$&')}*`));
  const start = part.map((text) => compiled('glob', `${text.replace(/[*?[\]{}\\,]/g, '\\$&')}*`));
  const exact = fc.constantFrom(...texts, '').map((text) => compiled('exact', text));
  return fc.tuple(fc.constant(argv), fc.array(fc.oneof(pattern, around, start, exact), { maxLength: 12 }));
});

test('the index leaves out no pattern that matches, whatever the patterns and the command line', () => {
  let matched = 0;
  let left = 0;
  fc.assert(
    fc.property(near, fc.array(commandLine, { maxLength: 3 }), ([argv, patterns], others) => {
      const index = createPatternIndex(patterns);
      for (const line of [argv, ...others, argv]) {
        const candidates = [...index.candidates(line)];
        expect(candidates).toEqual([...new Set(candidates)].sort((a, b) => a - b));
        const expected = matching(patterns, all(patterns), line);
        expect(matching(patterns, candidates, line)).toEqual(expected);
        matched += expected.length;
        left += patterns.length - candidates.length;
      }
    }),
    { numRuns: 4_000 },
  );
  expect(matched).toBeGreaterThan(2_000);
  expect(left).toBeGreaterThan(2_000);
});

test('the index finds what stands across arguments, at the end of a long line and behind what is cut off a program', () => {
  const long = 'x'.repeat(300_000);
  const found = (kind: MatchKind, text: string, argv: string[]) =>
    createPatternIndex([compiled('exact', 'other'), compiled(kind, text)]).candidates(argv).length;
  expect(found('glob', '*b c*', ['a b', 'c d'])).toBe(1);
  expect(found('glob', '*needle', [long, 'y', 'needle'])).toBe(1);
  expect(found('glob', 'git status*', ['C:\\git.EXE', 'status'])).toBe(1);
  expect(found('glob', 'npm install*', ['node', '/x/npm-cli.js', 'install'])).toBe(1);
  expect(found('glob', 'tool a', ['env', '-S', 'node tool.mjs', 'a'])).toBe(1);
  expect(found('exact', '', [''])).toBe(1);
  expect(found('glob', '*b c*', [])).toBe(0);
  expect(found('glob', 'b*', ['a b'])).toBe(0);
});

test('of a thousand patterns only those are asked that are about the command', () => {
  const patterns = Array.from({ length: 1_000 }, (_, i) => compiled('glob', `npm run task-${i} *`));
  expect(createPatternIndex(patterns).candidates(['npm', 'run', 'task-512', '--x'])).toEqual([512]);
  expect(createPatternIndex(patterns).candidates(['npm', 'run', 'other'])).toEqual([]);
});
