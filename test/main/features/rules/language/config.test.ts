import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../../../src/main/features/rules/language/config';
import { usualSettings } from '../../../../../src/shared/vocabulary';
import { execOf, ruleOf } from '../../../../fixtures/rules';

function problemsOf(text: string): string[] {
  const { rules, problems } = parseConfig(text, 'config.toml');
  if (problems.length > 0) expect(rules).toEqual([]);
  return problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

const exec = '[rules.action]\ntype = "exec"\npath = "x"\n';
const rule = (lines: string) => `[[rules]]\n${lines}\n${exec}`;

describe('a file without rules is nothing wrong', () => {
  test.each(['', '\n\n', '# only a comment', '# with CRLF\r\n\r\n', '\uFEFF', 'rules = []'])('%j', (text) => {
    expect(parseConfig(text, 'f')).toMatchObject({ rules: [], problems: [], settings: usualSettings });
  });
});

test('a rule may say everything, or leave out what has a default', () => {
  const text = `\uFEFF# rules
[[rules]]
id = "all"
command = ["npm install", 'docker build *']
enabled = false
  [rules.action]
  type = "exec"
  path = "~/x.sh"
  args = ["a", ""]
  single_instance = true
  shell = true

[[rules]]
command = "make"
action = { type = "exec", path = "/bin/y" }
`;
  const { rules, problems } = parseConfig(text, 'f');
  expect(problems).toEqual([]);
  expect(rules).toEqual([
    ruleOf('all', {
      enabled: false,
      commands: ['npm install', 'docker build *'],
      maxRunsAtOnce: 1,
      actions: [execOf('~/x.sh', { args: ['a', ''], shell: true })],
      line: 2,
    }),
    ruleOf('make', { commands: ['make'], actions: [execOf('/bin/y')], line: 13 }),
  ]);
});

describe('a rule without an id is named by its first command', () => {
  test.each<[commands: string[], ids: string[]]>([
    [['npm install'], ['npm-install']],
    [['docker build *'], ['docker-build']],
    [
      ['npm install', 'npm install *', 'npm install'],
      ['npm-install', 'npm-install-2', 'npm-install-3'],
    ],
    [
      ['*', '{}', '/usr/bin/Python3.12 *', 'größe ?'],
      ['rule', 'rule-2', 'usr-bin-python3.12', 'größe'],
    ],
  ])('%j', (commands, ids) => {
    const text = commands.map((command) => rule(`command = '${command}'`)).join('');
    expect(parseConfig(text, 'f').rules.map(({ id }) => id)).toEqual(ids);
  });

  test('and never takes the id that another rule was given', () => {
    const text = rule('command = "make"') + rule('id = "make"\ncommand = "x"') + rule('id = "make-2"\ncommand = "y"');
    expect(parseConfig(text, 'f').rules.map(({ id }) => id)).toEqual(['make-3', 'make', 'make-2']);
  });
});

const needAction =
  'action is missing; add action.exec = "notify.sh", or [rules.action] with type = "exec" and path = "notify.sh"';
const ruleKeys =
  'id, name, command, commands, enabled, match, not, cwd, user, parent, agent, exit_code, on, min_duration, max_runs_at_once, single_instance, cooldown, timeout, priority, stop, of_actions, active_hours, active_days, action, actions';
const fileKeys = 'rules, rule, defaults, history, limits, agents, profiles';

describe('what is wrong with the content is told all at once, each where it stands', () => {
  test.each<[text: string, problems: string[]]>([
    [rule('comand = "x"'), ['2:1 unknown key "comand"; did you mean "command"?']],
    [rule('Commands = "x"'), ['2:1 unknown key "Commands"; did you mean "commands"?']],
    [rule('command = "x"\nfoo = 1'), [`3:1 unknown key "foo"; known here: ${ruleKeys}`]],
    [rule('command = "x"\n"a\\nb" = 1'), [`3:1 unknown key "a\\nb"; known here: ${ruleKeys}`]],
    [rule('command = "x"\npath = "y"'), ['3:1 unknown key "path"; it belongs under [rules.action]']],
    [
      `${rule('command = "x"')}enabled = true`,
      ['6:1 unknown key "enabled"; it belongs under [[rules]], above [rules.action]'],
    ],
    [
      `${rule('command = "x"')}singleInstance = true`,
      ['6:1 unknown key "singleInstance"; did you mean "single_instance"?'],
    ],
    ['command = "x"', ['1:1 unknown key "command"; it belongs under [[rules]], above [rules.action]']],
    ['[[rulez]]', ['1:3 unknown key "rulez"; did you mean "rules"?']],
    ['  [theme.dark]\nx = 1', [`1:4 unknown key "theme"; known here: ${fileKeys}`]],
    [
      '__proto__.command = 1\n[constructor.x]',
      [1, 2].map((line) => expect.stringMatching(`^${line}:\\d unknown key "`)),
    ],
    [rule('command = 3'), ['2:11 command must be a text or a list of texts, found a number']],
    [rule('command = true'), ['2:11 command must be a text or a list of texts, found true']],
    [rule('command = { a = 1 }'), ['2:11 command must be a text or a list of texts, found a table']],
    [rule('command = 2020-01-01'), ['2:11 command must be a text or a list of texts, found a date']],
    [
      rule('command = ["x",\n  1, [],\n]'),
      [
        '3:3 command (entry 2) must be a text or a list of texts, found a number',
        '3:6 command (entry 3) must be a text or a list of texts, found a list',
      ],
    ],
    [rule('command = []'), ['2:11 command must not be an empty list; write command = "npm install*"']],
    [rule('command = ""'), ['2:11 command must not be empty; write command = "npm install*"']],
    [rule(''), ['1:1 command is missing; add command = "npm install*"']],
    [rule('command = "a"\nenabled = "no"'), ['3:11 enabled must be true or false, found a text']],
    [rule('command = "a"\nid = ""'), ['3:6 id must not be empty; write id = "my-rule"']],
    [
      rule('command = "npm [a"'),
      [`2:11 command is a glob that has a "[" that is not closed; add "]", or write "\\[" for the character itself`],
    ],
    [
      rule('command = ["ok", "{a"]'),
      [
        '2:18 command (entry 2) is a glob that has a "{" that is not closed; add "}", or write "\\{" for the character itself',
      ],
    ],
    [
      `${rule('id = "a"\ncommand = "x"')}${rule('command = "y"\nid = "a"')}`,
      ['9:6 id "a" is taken by the rule in line 2; choose another'],
    ],
    ['[[rules]]\ncommand = "x"', [`1:1 ${needAction}`]],
    ['[[rules]]\ncommand = "x"\naction = "y"', ['3:10 action must be a table, found a text']],
    [
      '[[rules]]\ncommand = "x"\naction = { type = "exce", path = "" }',
      ['3:19 type must be one of "exec", "notify", "overlay", "sound", "log", "webhook", "agent", "lua", found "exce"'],
    ],
    [
      '[[rules]]\ncommand = "x"\naction = {type = "exec", args = ["a", 2, "\\u0000"] }',
      [
        '3:10 path is missing; add path = "notify.sh"',
        '3:39 args (entry 2) must be a text, found a number',
        '3:42 args (entry 3) must not contain the character U+0000; remove it',
      ],
    ],
    ['[rules]\ncommand = "x"', ['1:1 rules must be a list of tables, each begun with [[rules]], found a table']],
    [
      'rules = [1, {}]',
      [
        '1:10 rules (entry 1) must be a table, found a number',
        '1:13 command is missing; add command = "npm install*"',
        `1:13 ${needAction}`,
      ],
    ],
    [
      `${rule('comand = "x"')}\r\n${rule('command = 1\nenabled = 2')}colour = 1`,
      [
        '2:1 unknown key "comand"; did you mean "command"?',
        '8:11 command must be a text or a list of texts, found a number',
        '9:11 enabled must be true or false, found a number',
        '13:1 unknown key "colour"; known here: type, path, args, shell, single_instance, timeout',
      ],
    ],
  ])('%j', (text, problems) => expect(problemsOf(text)).toEqual(problems));
});

describe('a mistake of the syntax is told where it was made', () => {
  test.each([
    ['command = npm *', '1:11 "npm" is not expected here; texts stand in quotes: key = "text"'],
    ['a = 1\nb = "x" y', '2:9 begin a new line here: one line holds one key = value'],
    ['a = 1\n# c\na = 2', '3:1 "a" stands here for a second time; keep one of them'],
    ['[rules]\n[[rules]]', '2:3 "rules" stands here for a second time; keep one of them'],
    ['a =\nb = 1', '1:4 a value is missing; write key = value'],
    ['a = 1\r\nb = \r\n\r\n', '2:4 a value is missing; write key = value'],
    ['[[rules]\n', '1:9 a header is not closed; write [[rules]] or [rules.action]'],
    ['a = [1,\n 2\n\n', '2:3 a list is not closed; add "]" at its end'],
    ['a = "x\nb = 1', '1:7 a text is not closed; end it with the quote that it begins with'],
    ['command\n', '1:8 "=" is missing after the key; write key = value'],
    ['😀 = 1', '1:1 "😀" is not expected here; texts stand in quotes: key = "text"'],
    ['a = "😀" b', '1:10 begin a new line here: one line holds one key = value'],
    ['a = 007', '1:5 leading zeros are not allowed; https://toml.io says how it is written'],
  ])('%j', (text, problem) => expect(problemsOf(text)).toEqual([problem]));
});

describe('hostile depth is a problem like others', () => {
  const brackets = (count: number) => `${'['.repeat(count)}${']'.repeat(count)}`;
  const tooDeep = '1:1 brackets are nested too deeply somewhere in this file; take some away';
  test.each<[what: string, text: string, problems: string[]]>([
    ['a dotted key', `a${'.a'.repeat(5000)} = 1`, [`1:1 unknown key "a"; known here: ${fileKeys}`]],
    ['a dotted header', `\n[a${'.a'.repeat(5000)}]\nx = 1`, [`2:2 unknown key "a"; known here: ${fileKeys}`]],
    ['a list', `a = ${brackets(500)}`, [`1:1 unknown key "a"; known here: ${fileKeys}`]],
    ['a list beyond the stack', `a = ${brackets(20_000)}`, [tooDeep]],
  ])('%s', (_, text, problems) => expect(problemsOf(text)).toEqual(problems));
});
