import { describe, expect, test } from 'vitest';
import { type Applied, applyChange, type RuleChange } from '../../../../../src/main/features/rules/editing/changes';
import { parseConfig } from '../../../../../src/main/features/rules/language/config';
import { rulesIn } from '../../../../../src/main/features/rules/language/source';
import { renderRule } from '../../../../../src/main/features/rules/toml/render';
import type { RuleDraft } from '../../../../../src/shared/vocabulary';

function change(text: string, what: RuleChange): Applied {
  return applyChange(text, what, { rules: rulesIn(text), defaults: parseConfig(text, 'f').defaults });
}

function check(text: string, what: RuleChange, expected: string, at?: number): void {
  expect(change(text, what)).toEqual({ ok: true, text: expected, at });
}

const rule = (id: string) => `# about ${id}\n[[rules]]\nid = "${id}"\ncommand = "${id}"\naction.exec = "x"\n`;
const unnamed = (command: string, more = '') => `[[rules]]\ncommand = "${command}"\naction.exec = "x"\n${more}`;
const head = '# head\n\n[defaults]\ntimeout = "1m"\n\n';
const three = `${head}${rule('a')}\n${rule('b')}\n\n# free\n\n${rule('c')}`;
const draft: RuleDraft = { command: ['d *'], action: [{ type: 'exec', path: 'y' }] };
const rendered = (id: string) => renderRule({ id, ...draft }, 'rules', '\n');

describe('a rule is added', () => {
  test('at the end, with a blank line before it, and with an id', () => {
    check(three, { do: 'add', rule: draft }, `${three}\n${rendered('d')}`, 3);
    check('', { do: 'add', rule: draft }, rendered('d'), 0);
    check('\uFEFF', { do: 'add', rule: draft }, `\uFEFF${rendered('d')}`, 0);
    check('# no rules yet', { do: 'add', rule: draft }, `# no rules yet\n\n${rendered('d')}`, 0);
    check(
      `${unnamed('d *')}[[rules]]`.slice(0, -9),
      { do: 'add', rule: draft },
      `${unnamed('d *')}\n${rendered('d-2')}`,
      1,
    );
  });

  test('behind another one', () => {
    check(
      three,
      { do: 'add', rule: draft, after: 'b' },
      three.replace('\n\n# free', `\n${rendered('d')}\n\n# free`),
      2,
    );
    check(
      `${rule('a')}${rule('b')}`,
      { do: 'add', rule: draft, after: 'a' },
      `${rule('a')}\n${rendered('d')}\n${rule('b')}`,
      1,
    );
  });

  test('with the line ends and the header of the file', () => {
    check(
      '[[rule]]\r\ncommand = "a"\r\naction.log = "x"\r\n',
      { do: 'add', rule: draft },
      `[[rule]]\r\ncommand = "a"\r\naction.log = "x"\r\n\r\n${renderRule({ id: 'd', ...draft }, 'rule', '\r\n')}`,
      1,
    );
  });
});

describe('a rule is edited', () => {
  test('and gets an id when it has none, so that it stays the same', () => {
    check(
      unnamed('a *'),
      { do: 'edit', id: 'a', rule: { ...draft, action: [{ type: 'exec', path: 'x' }] } },
      '[[rules]]\nid = "a"\ncommand = "d *"\naction.exec = "x"\n',
      0,
    );
  });

  test('only as it was seen', () => {
    const was = rule('b').replace('"x"', '"z"');
    const applied = change(three, { do: 'edit', id: 'b', rule: { ...draft, id: 'b' }, was });
    expect(applied).toMatchObject({ ok: false, error: 'conflict', theirs: rule('b') });
    expect(applied).toHaveProperty('mine', was.replace('command = "b"', 'command = "d *"').replace('"z"', '"y"'));
    expect(change(three, { do: 'edit', id: 'b', rule: draft, was: rule('b') })).toMatchObject({ ok: true, at: 1 });
    expect(change(three, { do: 'remove', id: 'b', was })).toEqual({
      ok: false,
      error: 'conflict',
      theirs: rule('b'),
      mine: '',
    });
    expect(change(three, { do: 'source', id: 'b', source: '', was })).toMatchObject({ error: 'conflict' });
  });

  test('as a source', () => {
    check(three, { do: 'source', id: 'b', source: rule('x').trimEnd() }, three.replace(rule('b'), rule('x')), 1);
    check(three, { do: 'source', id: 'b', source: '\n' }, three.replace(`${rule('b')}\n\n`, ''));
    check('[[rules]]\r\ncommand = "a"\r\n', { do: 'source', id: 'a', source: 'a\nb\r\n' }, 'a\r\nb\r\n', 0);
  });
});

test('a rule is switched on and off by one line, and not at all when it is so already', () => {
  check(three, { do: 'enable', id: 'b', enabled: true }, three, 1);
  check(
    three,
    { do: 'enable', id: 'b', enabled: false },
    three.replace('id = "b"\n', 'id = "b"\nenabled = false\n'),
    1,
  );
  const off = `[defaults]\nenabled = false\n\n${unnamed('a')}`;
  check(off, { do: 'enable', id: 'a', enabled: false }, off, 0);
  check(off, { do: 'enable', id: 'a', enabled: true }, off.replace('[[rules]]\n', '[[rules]]\nenabled = true\n'), 0);
  check(
    unnamed('a', 'enabled = false # for now\n'),
    { do: 'enable', id: 'a', enabled: true },
    unnamed('a', 'enabled = true # for now\n'),
    0,
  );
});

test('a rule is removed with the comments above it and one side of blank lines', () => {
  check(three, { do: 'remove', id: 'a' }, three.replace(`${rule('a')}\n`, ''));
  check(three, { do: 'remove', id: 'b' }, three.replace(`${rule('b')}\n\n`, ''));
  check(three, { do: 'remove', id: 'c' }, three.replace(`\n${rule('c')}`, ''));
  check(rule('a'), { do: 'remove', id: 'a' }, '');
  check(`${rule('a')}${rule('b')}\n[limits]\n`, { do: 'remove', id: 'b' }, `${rule('a')}\n[limits]\n`);
});

test('a copy stands behind the original, with an id of its own', () => {
  const named = rule('a').replace('command', 'name = "N"\ncommand');
  check(
    named,
    { do: 'duplicate', id: 'a' },
    `${named}\n${named.replace('"a"', '"a-2"').replace('"N"', '"N (copy)"')}`,
    1,
  );
  check(
    unnamed('a'),
    { do: 'duplicate', id: 'a' },
    `${unnamed('a')}\n${unnamed('a').replace('command', 'id = "a-2"\ncommand')}`,
    1,
  );
  const two = `${rule('a-2')}\n${rule('a-3')}`;
  check(
    two,
    { do: 'duplicate', id: 'a-2' },
    two.replace('\n# about a-3', `\n${rule('a-2').replace('"a-2"', '"a-4"')}\n# about a-3`),
    1,
  );
});

describe('a rule is moved', () => {
  test('with the comments above it', () => {
    check(
      three,
      { do: 'move', id: 'c', before: 'a' },
      `${head}${rule('c')}\n${rule('a')}\n${rule('b')}\n\n# free\n`,
      0,
    );
    check(
      three,
      { do: 'move', id: 'a', before: 'c' },
      `${head}${rule('b')}\n\n# free\n\n${rule('a')}\n${rule('c')}`,
      1,
    );
    check(three, { do: 'move', id: 'a' }, `${head}${rule('b')}\n\n# free\n\n${rule('c')}\n${rule('a')}`, 2);
    check(three, { do: 'move', id: 'b', before: 'a' }, `${head}${rule('b')}\n${rule('a')}\n# free\n\n${rule('c')}`, 0);
  });

  test('to where it is already, and nothing happens', () => {
    check(three, { do: 'move', id: 'a', before: 'a' }, three, 0);
    check(three, { do: 'move', id: 'a', before: 'b' }, three, 0);
    check(three, { do: 'move', id: 'c' }, three, 2);
  });

  test('and keeps an id that was made of its command', () => {
    const two = `${unnamed('x', 'name = "1"\n')}\n${unnamed('x', 'name = "2"\n')}`;
    const moved = change(two, { do: 'move', id: 'x' });
    expect(moved.ok && rulesIn(moved.text).map(({ id, draft: { name } }) => [id, name])).toEqual([
      ['x-2', '2'],
      ['x', '1'],
    ]);
  });
});

test('rules that are not there are not changed', () => {
  for (const what of ['remove', 'duplicate', 'move'] as const)
    expect(change(three, { do: what, id: 'z' })).toEqual({ ok: false, error: 'no-rule', id: 'z' });
  expect(change(three, { do: 'move', id: 'a', before: 'z' })).toEqual({ ok: false, error: 'no-rule', id: 'z' });
  expect(change(three, { do: 'add', rule: draft, after: 'z' })).toEqual({ ok: false, error: 'no-rule', id: 'z' });
});

test('rules without a header of their own are left to the text', () => {
  const list = '# one list\nrules = [{ command = "a", action = { exec = "x" } }]\n';
  expect(change(list, { do: 'remove', id: 'a' })).toEqual({ ok: false, error: 'no-header', line: 2 });
});
