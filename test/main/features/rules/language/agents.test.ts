import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../../../src/main/features/rules/language/config';
import { usualSettings } from '../../../../../src/shared/vocabulary';

const agentsOf = (text: string) => {
  const { settings, problems } = parseConfig(text, 'config.toml');
  expect(problems).toEqual([]);
  return settings.agents;
};
const problemsOf = (text: string) =>
  parseConfig(text, 'config.toml').problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

test('a profile may say everything', () => {
  const text = `
[[profiles]]
id = "opus"
name = "Opus"
tool = "claude"
command = "claude --model 'opus 4'"
args = ["--verbose"]
env = { A = "b" }
cwd = "~/code"
color = "orange"
icon = "sparkles"
status = [{ pattern = '^Proceed\\?', status = "needs-input" }]
auto_restart = "on-failure"
resume = "--resume {id}"
transcript = true
stuck_after = "2m"
`;
  expect(agentsOf(text).profiles).toEqual([
    {
      ...{ id: 'opus', name: 'Opus', origin: 'file', tool: 'claude' },
      command: ['claude', '--model', 'opus 4', '--verbose'],
      ...{ env: { A: 'b' }, cwd: '~/code', color: 'orange', icon: 'sparkles' },
      statusRules: [{ pattern: '^Proceed\\?', status: 'needs-input' }],
      ...{ autoRestart: 'on-failure', resume: ['--resume', '{id}'], transcript: true, stuckAfterMs: 120_000 },
    },
  ]);
});

test.each<[string, object]>([
  ['id = "dev"\ncommand = ["npm", "run", "dev"]', { name: 'dev', command: ['npm', 'run', 'dev'], icon: 'terminal' }],
  ['id = "mine"\ncommand = "/opt/bin/codex -x"', { tool: 'codex', icon: 'bot', command: ['/opt/bin/codex', '-x'] }],
  ['id = "mine"\ntool = "aider"', { tool: 'aider', command: ['aider'], autoRestart: 'never', transcript: false }],
  [
    'id = "a"\ncommand = "a"\nstatus = { pattern = "x", status = "failed" }',
    { statusRules: [{ pattern: 'x', status: 'failed' }] },
  ],
])('what a profile leaves out is as usual: %j', (lines, profile) => {
  expect(agentsOf(`[[profiles]]\n${lines}`).profiles[0]).toMatchObject(profile);
});

test('what is common to agents may be said, and is else as usual', () => {
  expect(agentsOf('')).toEqual(usualSettings.agents);
  const text = `
[agents]
notify = "failed"
scrollback = 500
[agents.worktrees]
directory = "~/w"
setup = "npm install"
copy = [".env", "certs/*"]
`;
  expect(agentsOf(text)).toEqual({
    ...{ profiles: [], notify: ['failed'], scrollback: 500 },
    worktrees: { directory: '~/w', setup: 'npm install', copy: ['.env', 'certs/*'] },
  });
  expect(agentsOf('[agents]\nnotify = []').notify).toEqual([]);
});

describe('what is wrong is told at its place', () => {
  const profile = (lines: string) => `[[profiles]]\nid = "a"\n${lines}\n`;
  test.each<[string, string]>([
    ['[[profiles]]\ncommand = "x"', '1:1 id is missing; add id = "claude-opus"'],
    [profile(''), '1:1 command is missing; add command = "claude"'],
    [profile('command = []'), '3:11 command must not be empty; write command = "claude --model opus"'],
    [profile('comand = "x"'), '3:1 unknown key "comand"; did you mean "command"?'],
    [
      profile('command = "x"\nexit_code = 1'),
      '4:1 unknown key "exit_code"; it belongs under [[rules]], above [rules.action]',
    ],
    [
      profile('command = "x"\ncolor = "purple"'),
      '4:9 color must be one of "gray", "red", "orange", "yellow", "green", "teal", "blue", "violet", "pink", found "purple"',
    ],
    [
      profile('command = "x"\nstatus = [{ pattern = "(", status = "failed" }]'),
      '4:23 pattern is a regular expression that has a "(" that is not closed; add ")", or write "\\(" for the character itself',
    ],
    [
      profile('command = "x"\nstatus = [{ patern = "x", status = "failed" }]'),
      '4:13 unknown key "patern"; did you mean "pattern"?',
    ],
    [profile('command = "x"') + profile('command = "y"'), '5:6 id "a" is taken by another profile; choose another'],
    ['[[profiles]]\nid = "A b"\ncommand = "x"', '2:6 id must be of small letters, digits, ".", "_" and "-"'],
    ['[profiles]\nid = "a"', '1:1 profiles must be a list of tables, each begun with [[profiles]], found a table'],
    [
      '[agents]\nnotify = ["working"]',
      '2:11 notify (entry 1) must be one of "needs-input", "finished", "failed", "stuck", "exited", found "working"',
    ],
    ['[agents]\nscrolback = 1', '2:1 unknown key "scrolback"; did you mean "scrollback"?'],
    ['[agents.worktrees]\nscrollback = 1', '2:1 unknown key "scrollback"; it belongs under [agents]'],
    ['scrollback = 1', '1:1 unknown key "scrollback"; it belongs under [agents]'],
    ['[agents]\nscrollback = 1000000', '2:14 scrollback must be a whole number from 0 to 100000'],
  ])('%j', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });
});
