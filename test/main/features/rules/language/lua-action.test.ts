import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../../../src/main/features/rules/language/config';
import { checkActionDraft, draftOf } from '../../../../../src/main/features/rules/language/drafts';
import { writtenIn } from '../../../../../src/main/features/rules/language/source';
import { editRule } from '../../../../../src/main/features/rules/toml/edit';
import { renderRule } from '../../../../../src/main/features/rules/toml/render';

const rulesIn = (text: string) => {
  const { rules, problems } = parseConfig(text, 'config.toml');
  expect(problems).toEqual([]);
  return rules;
};

test.each<[string, object]>([
  [`action.lua = 'x = 1'`, { from: 'code', code: 'x = 1', below: 2 }],
  [`action = { type = "lua", file = "tidy.lua" }`, { from: 'file', file: 'tidy.lua' }],
  [`[[rules.action]]\ntype = "lua"\nrun = "tidy"\ntimeout = "5s"`, { from: 'registered', name: 'tidy' }],
])('Lua is code, a file or a registered action: %j', (lines, source) => {
  const [rule] = rulesIn(`[[rules]]\ncommand = "make*"\n${lines}\n`);
  expect(rule?.actions).toMatchObject([{ type: 'lua', source }]);
  expect(rule?.actions[0]?.timeoutMs).toBe(lines.includes('timeout') ? 5_000 : undefined);
});

describe('Where code stands in the file is known:', () => {
  const lineOf = (text: string, index = 0) => {
    const lines = rulesIn(text).flatMap(({ line, actions }) =>
      actions.flatMap((action) =>
        action.type === 'lua' && action.source.from === 'code' ? [line + (action.source.below ?? 0)] : [],
      ),
    );
    return lines[index];
  };
  const head = '\n[[rules]]\ncommand = "x"\n';

  test.each<[string, string, number]>([
    ['on one line', `${head}action.lua = 'first'`, 4],
    ['behind the quotes', `${head}action.lua = '''first\nsecond'''`, 4],
    ['below the quotes', `${head}action.lua = '''\nfirst'''`, 5],
    ['below the quotes of Windows', `${head}action.lua = '''\r\nfirst'''`, 5],
    ['between double quotes', `${head}action.lua = """\nfirst"""`, 5],
    ['in a table of its own', `${head}\n[rules.action]\ntype = "lua"\n\ncode = '''\nfirst\n'''`, 9],
    ['in a table in a line', `${head}action = { type = "lua", code = 'first' }`, 4],
    ['in a list', `${head}actions = [\n  { notify = true },\n  { lua = 'first' },\n]`, 6],
    ['behind a byte order mark', `\uFEFF${head}action.lua = 'first'`, 4],
    ['in rules in one list', `rules = [\n  { command = "x", action = { lua = '''\nfirst''' } },\n]`, 3],
  ])('%s', (_, text, line) => expect(lineOf(text)).toBe(line));

  test('also when lines come before a rule that was read already', () => {
    const text = `${head}action.lua = '''\nfirst'''`;
    const previous = parseConfig(text, 'config.toml');
    const { rules } = parseConfig(`# one\n# two\n${text}`, 'config.toml', { previous });
    expect(rules[0]).toMatchObject({ line: 4, actions: [{ source: { below: 3 } }] });
  });
});

describe('A draft', () => {
  const code = 'viberot.log("it\'s on")\nviberot.on_finish(function() end)\n';

  test('with code is written so that it is read as the same', () => {
    const written = renderRule({ command: ['x'], action: [{ type: 'lua', code }] }, 'rules', '\n');
    expect(written).toContain("code = '''\nviberot.log");
    expect(rulesIn(written)[0]?.actions).toMatchObject([{ type: 'lua', source: { code } }]);
    const [rule] = writtenIn(written).rules;
    expect(rule?.draft.action).toEqual([{ type: 'lua', code }]);
  });

  test('changes the code where it stands', () => {
    const source = "[[rules]]\ncommand = \"x\" # mine\naction.lua = '''\nold\n'''\n";
    const changed = editRule(source, { command: ['x'], action: [{ type: 'lua', code: 'new()\n' }] }, '\n');
    expect(changed).toBe("[[rules]]\ncommand = \"x\" # mine\naction.lua = '''\nnew()\n'''\n");
  });

  test('may become a file, and the other way round', () => {
    const source = '[[rules]]\ncommand = "x"\n[rules.action]\ntype = "lua"\nfile = "a.lua"\n';
    const changed = editRule(source, { command: ['x'], action: [{ type: 'lua', run: 'tidy' }] }, '\n');
    expect(rulesIn(changed)[0]?.actions).toMatchObject([{ source: { from: 'registered', name: 'tidy' } }]);
  });

  test('holds what a file says, and what is wrong with it is told', () => {
    expect(draftOf({ command: 'x', action: { lua: 'x = 1' } }).action).toEqual([{ type: 'lua', code: 'x = 1' }]);
    expect(checkActionDraft({ type: 'lua' })).toMatchObject([{ path: ['code'] }]);
  });
});
