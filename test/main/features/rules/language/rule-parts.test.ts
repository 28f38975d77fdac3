import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Config, configOf, parseConfig } from '../../../../../src/main/features/rules/language/config';
import { readParts, readWhole } from '../../../../../src/main/features/rules/language/rule-parts';

/** What a file says, without what is kept to read it faster. */
function meaning({ known: _, ...config }: Config) {
  return config;
}

/** As the file would be read in one piece. */
function whole(text: string) {
  const read = readWhole(text, new Map());
  return read.ok ? meaning(configOf(read, 'f')) : meaning(parseConfig(text, 'f'));
}

function check(text: string, previous?: Config): Config {
  const config = parseConfig(text, 'f', { previous });
  expect(meaning(config)).toEqual(whole(text));
  return config;
}

/** Whether the rules of a text are read one by one. */
function isSplit(text: string): boolean {
  const read = readParts(text, new Map());
  return read.ok && read.known.size > 0;
}

const lines = [
  'command = "make *"',
  'commands = [\n  "a",\n  # [[rules]]\n  "b", ]',
  'command = "[[rules]]"',
  "command = '''\n[[rules]]\ncommand = 1\n'''",
  'command = """\n[[rule]] \\""" #\n"""',
  'command = 3',
  'comand = "x"',
  'id = "a"',
  'id = "b"',
  'name = "😀 # no comment"',
  'match = "regex"',
  'not = "(("',
  'on = "exit"',
  'exit_code = [1,\n2]',
  'enabled = false # so',
  'action = { exec = "x" }',
  'action.exec = "x"',
  'action = { type = "exce" }',
  '  [rules.action]',
  '[rule.action]',
  '[[rules.actions]]',
  '[ rules . action ]',
  'type = "exec"\npath = "p"',
  'notify = true',
  '[defaults]',
  '[limits]\nruns = 2',
  '[history]\nmask = ["["]',
  '[rules]',
  '[other."[[rules]]"]',
  'rules = []',
  'x = [[1], [2]]',
  '# a comment',
  '# [[rules]]',
  '',
  '\t',
  'broken = "',
  'x = """',
  ']',
];
const header = fc.constantFrom(
  '[[rules]]',
  '[[rule]]',
  ' [[ rules ]] # one',
  '[["rules"]]',
  "[['rule']]",
  '[[rules.action]]',
);
const good = 'command = "make"\naction.exec = "x"\n';
const line = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...lines) },
  { weight: 3, arbitrary: header },
  { weight: 3, arbitrary: header.map((header) => `${header}\n${good}`) },
);
const text = fc
  .record({
    mark: fc.constantFrom('', '\uFEFF'),
    parts: fc.array(line, { maxLength: 14 }),
    end: fc.constantFrom('\n', '\r\n'),
  })
  .map(({ mark, parts, end }) => mark + parts.join('\n').replaceAll('\n', end));

describe('rules that are read one by one say the same, and are wrong in the same places, as the file in one piece', () => {
  test('whatever the file', () => {
    let split = 0;
    fc.assert(
      fc.property(text, (text) => {
        check(text);
        if (isSplit(text)) split++;
      }),
      { numRuns: 1_500 },
    );
    expect(split).toBeGreaterThan(150);
  });

  test('whatever was read before', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 5 }), fc.nat(), (texts, turn) => {
        const all = [...texts, texts[turn % texts.length] ?? ''];
        all.reduce<Config | undefined>((previous, text) => check(text, previous), undefined);
      }),
      { numRuns: 300 },
    );
  });
});

const rule = (id: string, lines = '') => `# About ${id}\n[[rules]]\nid = "${id}"\n${good}${lines}\n`;

describe('a rule that did not change is the same object as before', () => {
  const three = rule('a') + rule('b') + rule('c');

  test.each<[what: string, text: string, kept: string[]]>([
    ['when another rule changed', rule('a') + rule('b').replace('make', 'cargo') + rule('c'), ['a', 'c']],
    ['when a rule behind it has gone', rule('a') + rule('c'), ['a']],
    [
      'when what stands beside the rules changed',
      `${rule('a') + rule('b') + rule('c')}\n[limits]\nruns = 2`,
      ['a', 'b', 'c'],
    ],
    ['but for other defaults', `${rule('a') + rule('b') + rule('c')}\n[defaults]\nstop = true`, []],
  ])('%s', (_, text, kept) => {
    const previous = parseConfig(three, 'f');
    const { rules } = parseConfig(text, 'f', { previous });
    expect(rules.filter((rule) => previous.rules.includes(rule)).map(({ id }) => id)).toEqual(kept);
  });

  test('also after a text with a mistake', () => {
    const first = parseConfig(three, 'f');
    const broken = parseConfig(`${rule('a')}[[rules`, 'f', { previous: first });
    expect(broken.problems).toHaveLength(1);
    expect(parseConfig(rule('a'), 'f', { previous: broken }).rules[0]).toBe(first.rules[0]);
  });
});
