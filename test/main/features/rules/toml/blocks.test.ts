import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitRules } from '../../../../../src/main/features/rules/toml/blocks';

/** The sources of the rules, one after the other. */
function check(text: string, ...expected: string[]): void {
  const blocks = splitRules(text);
  expect(blocks.map(({ start, end }) => text.slice(start, end))).toEqual(expected);
  for (const { start, header, end, list } of blocks) {
    expect(text.slice(header, end)).toMatch(/^\[\[/);
    expect(start).toBeLessThanOrEqual(header);
    expect(['rules', 'rule']).toContain(list);
  }
}

describe('a rule', () => {
  test('goes from its header to its last line', () => {
    check(
      'a = 1\n[[rules]]\ncommand = "x"\n\n\n[[rules]]\ncommand = "y"',
      '[[rules]]\ncommand = "x"\n',
      '[[rules]]\ncommand = "y"',
    );
  });

  test('has the tables below it', () => {
    const rule = '[[rules]]\ncommand = "x"\n\n[rules.action]\ntype = "exec"\n\n[rules.action.headers]\na = "b"\n';
    check(`${rule}\n[defaults]\ntimeout = "2s"\n[rules]\n`, rule);
    const list = '[[rules]]\n[[rules.action]]\ntype = "log"\n[[rules.action]]\ntype = "log"\n';
    check(`${list}[[rules]]\n`, list, '[[rules]]\n');
  });

  test('ends at a table of another list, and at one of its own list there', () => {
    check('[[rules]]\na = 1\n[rule.action]\n', '[[rules]]\na = 1\n');
    check('[[rules]]\n[[rule]]\n[rules.action]\n', '[[rules]]\n', '[[rule]]\n');
  });

  test.each(['[["rules"]]', "[[ 'rules' ]]", '  [[rules]]  # mine', '[[\trule ]]', '[["r\\u0075les"]]'])(
    'may begin with %s',
    (header) => check(`${header}\na = 1\n`, `${header}\na = 1\n`),
  );

  test.each(['[rules]', '[[rules.action]]', '[[rulez]]', '[["rules.x"]]', '[["ru"les]]', '#[[rules]]', '[['])(
    'does not begin with %s',
    (header) => check(`${header}\na = 1\n`),
  );
});

describe('comments', () => {
  test('right above a header belong to its rule, others above it to nobody', () => {
    check('# head\n\n# one\n  # two\n[[rules]]\na = 1\n', '# one\n  # two\n[[rules]]\na = 1\n');
  });

  test('right below a rule belong to it, unless they stand right above another header', () => {
    check('[[rules]]\na = 1\n# b = 2\n\n# free\n\n[[rules]]\n', '[[rules]]\na = 1\n# b = 2\n', '[[rules]]\n');
    check('[[rules]]\na = 1\n# next\n[[rules]]\n', '[[rules]]\na = 1\n', '# next\n[[rules]]\n');
    check('[[rules]]\na = 1\n# other\n[other]\n', '[[rules]]\na = 1\n');
    check('[[rules]]\na = 1\n# last', '[[rules]]\na = 1\n# last');
  });

  test('within a rule belong to it', () => {
    check('[[rules]]\na = 1\n\n# why\n\nb = 2\n', '[[rules]]\na = 1\n\n# why\n\nb = 2\n');
  });
});

describe('a header is not seen', () => {
  test.each([
    'a = """\n[[rules]]\n"""',
    'a = """\\"""\n[[rules]]\n"""""',
    "a = '''\n[[rules]]\n'''''",
    "a = '''\\'''",
    'a = [ # "\n [\n[[rules]], # ]\n "]" ]]',
    'a = { b = "}",\n [[rules]]\n}',
    '"[[rules]]" = 1',
    'a = "\\"[[rules]]" # """',
    "a = '\\' # '''",
  ])('in %j', (value) => {
    check(`${value}\n`);
    check(`[[rules]]\n${value}\n[[rules]]\n`, `[[rules]]\n${value}\n`, '[[rules]]\n');
  });
});

test('a byte order mark and Windows line ends are fine', () => {
  check('\uFEFF[[rules]]\r\na = 1\r\n\r\n# b\r\n[[rules]]\r\n', '[[rules]]\r\na = 1\r\n', '# b\r\n[[rules]]\r\n');
});

test('broken text is taken as far as it makes sense', () => {
  check('[[rules]]\na = "open\n[[rules]]\n', '[[rules]]\na = "open\n', '[[rules]]\n');
  check("[[rules\na = 'x\n[[rules]]", "[[rules\na = 'x\n", '[[rules]]');
  check('[[rules]]\na = """open\n[[rules]]\n', '[[rules]]\na = """open\n[[rules]]\n');
  check('[[rules]]\na = ]]]\n[[rules]]\n=\n', '[[rules]]\na = ]]]\n', '[[rules]]\n=\n');
  check('');
});

test('whatever the text, the parts are in order and do not overlap', () => {
  const pieces = [
    '[[rules]]',
    '[rules.action]',
    '[[rule]]',
    '\n',
    '\r\n',
    ' ',
    '#',
    '"',
    "'",
    '"""',
    "'''",
    '\\',
    'a = ',
    '[',
    ']',
    '{',
    '}',
    '\uFEFF',
  ];
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3 }))), (parts) => {
      const text = parts.join('');
      let end = 0;
      for (const block of splitRules(text)) {
        expect(block.start).toBeGreaterThanOrEqual(end);
        expect(block.header).toBeGreaterThanOrEqual(block.start);
        expect(block.end).toBeGreaterThan(block.header);
        end = block.end;
      }
      expect(end).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 2_000 },
  );
});
