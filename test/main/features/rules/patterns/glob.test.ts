import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileGlob } from '../../../../../src/main/features/rules/patterns/glob';

function matches(glob: string, text: string): boolean {
  const compiled = compileGlob(glob);
  if (!compiled.ok) throw new Error(compiled.message);
  return compiled.value.matches(text);
}

describe('a glob matches the whole text and nothing less', () => {
  test.each<[glob: string, yes: string[], no: string[]]>([
    ['npm install', ['npm install'], ['npm install x', 'xnpm install', 'npm', '']],
    ['npm *', ['npm install', 'npm ', 'npm run a/b c'], ['npm', 'pnpm install']],
    ['*install', ['install', 'npm install'], ['install x']],
    ['*', ['', 'a', 'a b/c\nd'], []],
    ['a**b', ['ab', 'a / b'], ['a', 'b', 'aba']],
    ['a*a', ['aa', 'aba'], ['a']],
    ['*ab*ab', ['abab', 'ab ab', 'xabyab'], ['ab', 'aab']],
    ['a?c', ['abc', 'a c', 'a/c', 'a😀c'], ['ac', 'abbc']],
    ['*?', ['a', '😀', 'ab'], ['']],
    ['??', ['😀😀', 'é!'], ['😀']],
    ['*?x?*', ['axb', '😀x😀', 'aaxbb'], ['xb', 'ax']],
    ['[abc]', ['a', 'c'], ['d', 'ab', '']],
    ['[a-cx-z]1', ['b1', 'y1'], ['d1', '-1']],
    ['[!a-c]', ['d', ' ', '😀'], ['a', 'b', '']],
    ['[^a]', ['b'], ['a']],
    ['[]a]', [']', 'a'], ['b']],
    ['[a-]', ['a', '-'], ['b']],
    [String.raw`[\]\-]`, [']', '-'], ['\\']],
    ['[😀-😎]', ['😃'], ['😐']],
    ['{npm,pnpm} i', ['npm i', 'pnpm i'], ['yarn i', '{npm,pnpm} i']],
    ['{a,b{c,d*}}e', ['ae', 'bce', 'bd--e'], ['be', 'bc']],
    ['x{,y}', ['x', 'xy'], ['x,']],
    ['{[,],x}', [',', 'x'], ['[']],
    ['find . -exec rm {} ;', ['find . -exec rm {} ;'], ['find . -exec rm  ;']],
    ['awk {print}', ['awk {print}'], ['awk print']],
    ['{a{b,c}}', ['{ab}', '{ac}'], ['ab']],
    ['a,b}', ['a,b}'], ['a']],
    [String.raw`\*\?\[\{\\`, ['*?[{\\'], ['a?[{\\']],
    [String.raw`{a\,b,c}`, ['a,b', 'c'], ['a']],
    ['', [''], ['a']],
  ])('%j', (glob, yes, no) => {
    expect(yes.filter((text) => !matches(glob, text))).toEqual([]);
    expect(no.filter((text) => matches(glob, text))).toEqual([]);
  });
});

describe('a malformed glob is refused with what to do', () => {
  test.each([
    ['[abc', 'has a "[" that is not closed'],
    ['[]', 'has a "[" that is not closed'],
    ['[a\\', 'has a "[" that is not closed; add "]"', 'ends with'],
    ['{a,b', 'has a "{" that is not closed'],
    ['{a,{b}', 'has a "{" that is not closed'],
    ['a\\', 'ends with "\\"'],
    ['[z-a]', 'runs backwards; write "a-z"'],
    ['{a,b}'.repeat(10), 'more than 1000 alternatives'],
    ['{a,b}'.repeat(800), 'more than 1000 alternatives'],
    ['{a,'.repeat(1001) + '}'.repeat(1001), 'more than 1000 alternatives'],
    ['x'.repeat(4097), 'longer than 4096 characters'],
    ['*a'.repeat(50_000), 'longer than 4096 characters'],
  ])('%#', (glob, ...messages) => {
    const compiled = compileGlob(glob);
    expect(messages.some((message) => !compiled.ok && compiled.message.includes(message))).toBe(true);
  });
});

test('a thousand alternatives are allowed', () => {
  expect(matches('{0,1,2,3,4,5,6,7,8,9}'.repeat(3), '407')).toBe(true);
});

describe('what a hostile glob costs on 100 KB is bounded by its length times that of the text', () => {
  const long = 'a'.repeat(100_000);
  test.each<[glob: string, text: string, mostSteps: number]>([
    ['*a'.repeat(2000), `${long}b`, 0],
    [`${'*'.repeat(4000)}b`, long, 0],
    [`${'*?'.repeat(2000)}b`, long, 3 * 100_000],
    [`*${'?a'.repeat(50)}b*`, long, 102 * 100_000],
    [`${'*[ab]a'.repeat(600)}*b*`, long, 4 * 100_000],
    [`{${'a*?,'.repeat(900)}b}`, `b${long}`, 4 * 900],
  ])('%#', (glob, text, mostSteps) => {
    const steps = countingSteps(() => expect(matches(glob, text)).toBe(false));
    expect(steps).toBeLessThanOrEqual(mostSteps + 2 * glob.length);
  });
});

/** A step is a look at one code point; plain text is compared by the engine. */
function countingSteps(run: () => void): number {
  const original = String.prototype.codePointAt;
  let steps = 0;
  String.prototype.codePointAt = function (this: string, at: number) {
    steps++;
    return original.call(this, at);
  };
  try {
    run();
  } finally {
    String.prototype.codePointAt = original;
  }
  return steps;
}

type Part = string | { any: true } | { run: true } | { set: string[]; negated: boolean } | { options: Part[][] };

/** The simplest matcher there is: all places where the text may go on after each part. */
function reference(parts: Part[], text: string[], from: Set<number>): Set<number> {
  let places = from;
  for (const part of parts) places = new Set([...places].flatMap((at) => after(part, text, at)));
  return places;
}

function after(part: Part, text: string[], at: number): number[] {
  const character = text[at];
  if (typeof part === 'object' && 'options' in part) {
    return part.options.flatMap((option) => [...reference(option, text, new Set([at]))]);
  }
  if (typeof part === 'object' && 'run' in part) return [...Array(text.length - at + 1).keys()].map((n) => at + n);
  if (character === undefined) return [];
  if (typeof part === 'string') return part === character ? [at + 1] : [];
  return 'any' in part || part.set.includes(character) !== part.negated ? [at + 1] : [];
}

function render(parts: Part[]): string {
  return parts
    .map((part) => {
      if (typeof part === 'string') return '*?[]{},\\!^-'.includes(part) ? `\\${part}` : part;
      if ('any' in part) return '?';
      if ('run' in part) return '*';
      if ('options' in part) return `{${part.options.map(render).join(',')}}`;
      return `[${part.negated ? '!' : ''}${part.set.map((c) => (c.match(/[\w😀]/u) ? c : `\\${c}`)).join('')}]`;
    })
    .join('');
}

const character = fc.constantFrom('a', 'b', ' ', '/', '😀', '*', '-', ']', ',');
const { parts } = fc.letrec<{ parts: Part[]; part: Part }>((tie) => ({
  parts: fc.array(tie('part'), { maxLength: 6 }),
  part: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { weight: 5, arbitrary: character },
    { weight: 3, arbitrary: fc.constant<Part>({ run: true }) },
    { weight: 2, arbitrary: fc.constant<Part>({ any: true }) },
    fc.record({ set: fc.array(character, { minLength: 1, maxLength: 3 }), negated: fc.boolean() }),
    fc.record({ options: fc.array(tie('parts'), { minLength: 2, maxLength: 3 }) }),
  ),
}));

test('every glob decides as a simple matcher does', () => {
  let matched = 0;
  fc.assert(
    fc.property(parts, fc.array(character, { maxLength: 8 }), (glob, text) => {
      const expected = reference(glob, text, new Set([0])).has(text.length);
      if (expected) matched++;
      const compiled = compileGlob(render(glob));
      if (!compiled.ok) return expect(compiled.message).toContain('alternatives');
      expect(compiled.value.matches(text.join(''))).toBe(expected);
    }),
    { numRuns: 20_000 },
  );
  expect(matched).toBeGreaterThan(1000);
});

test('no text is too odd to be compiled and matched', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (glob, text) => {
      const compiled = compileGlob(glob);
      if (compiled.ok) expect(compiled.value.matches(text)).toBeTypeOf('boolean');
    }),
    { numRuns: 2000 },
  );
});
