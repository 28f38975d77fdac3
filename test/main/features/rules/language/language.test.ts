import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../../../src/main/features/rules/language/config';
import { type Action, type Rule, type Settings, usualSettings } from '../../../../../src/shared/vocabulary';
import { execOf, ruleOf } from '../../../../fixtures/rules';

function read(text: string) {
  return parseConfig(text, 'config.toml', { userHome: '/home/[ann]' });
}

function problemsOf(text: string): string[] {
  return read(text).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

/** What a rule with some lines says beside what rules say that have none. */
function check(lines: string, expected: Partial<Rule>, before = '') {
  const { rules, problems } = read(`${before}[[rules]]\nid = "a"\ncommand = "a"\naction.exec = "notify"\n${lines}`);
  expect(problems).toEqual([]);
  expect(rules).toEqual([ruleOf('a', { commands: ['a'], line: before.split('\n').length, ...expected })]);
}

describe('every key of a rule is understood', () => {
  test.each<[lines: string, expected: Partial<Rule>]>([
    ['name = "A name"', { name: 'A name' }],
    ['enabled = false', { enabled: false }],
    ['match = "regex"\nnot = "^a+$"', { match: 'regex', not: ['^a+$'] }],
    ['match = "exact"\nnot = ["[", "{"]', { match: 'exact', not: ['[', '{'] }],
    ['cwd = "/srv/**"', { cwd: ['/srv/**'] }],
    ['cwd = ["~", "~/code", "~other"]', { cwd: ['/home/\\[ann\\]', '/home/\\[ann\\]/code', '~other'] }],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as the file has it
    ['cwd = "${HOME}/code/*"', { cwd: ['/home/\\[ann\\]/code/*'] }],
    ['user = "root"', { user: ['root'] }],
    ['user = ["ann", 1000]', { user: ['ann', '1000'] }],
    ['parent = "make*"', { parent: ['make*'] }],
    ['agent = ["claude", "codex"]', { agent: ['claude', 'codex'] }],
    ['on = "exit"\nexit_code = 2', { on: 'exit', exitCodes: [2] }],
    ['on = "failure"\nexit_code = [1, 130, -1]', { on: 'failure', exitCodes: [1, 130, -1] }],
    ['min_duration = "1m30s"', { minDurationMs: 90_000 }],
    ['min_duration = 2', { minDurationMs: 2_000 }],
    ['cooldown = "500ms"', { cooldownMs: 500 }],
    ['timeout = "1h"', { timeoutMs: 3_600_000 }],
    ['max_runs_at_once = 3', { maxRunsAtOnce: 3 }],
    ['single_instance = true', { maxRunsAtOnce: 1 }],
    ['single_instance = false', {}],
    ['single_instance = true\nmax_runs_at_once = 1', { maxRunsAtOnce: 1 }],
    ['priority = -5', { priority: -5 }],
    ['stop = true\nof_actions = true', { stop: true, ofActions: true }],
    ['active_hours = "09:00-17:30"', { activeHours: [{ from: 540, to: 1050 }] }],
    [
      'active_hours = ["22:00-6:00", "12:00 - 24:00"]',
      {
        activeHours: [
          { from: 1320, to: 360 },
          { from: 720, to: 1440 },
        ],
      },
    ],
    ['active_days = "mon-fri"', { activeDays: ['mon', 'tue', 'wed', 'thu', 'fri'] }],
    ['active_days = ["Sat-Mon", "monday"]', { activeDays: ['sat', 'sun', 'mon'] }],
  ])('%s', check);
});

describe('every action is understood, in the long form and in the short one', () => {
  const at = 'start' as const;
  const overlay = { type: 'overlay', corner: 'bottom-right', width: 360, height: 120, clickThrough: false } as const;
  const webhook = { type: 'webhook', headers: {}, at, retries: 3, allowPrivate: false } as const;
  const url = 'https://example.org/hook';
  test.each<[action: string, expected: Action]>([
    ['{ exec = "x.sh" }', execOf('x.sh')],
    [
      '{ exec = "echo $0", shell = true, args = ["a"], timeout = "5s" }',
      execOf('echo $0', { shell: true, args: ['a'], timeoutMs: 5_000 }),
    ],
    ['{ notify = true }', { type: 'notify', at, silent: false }],
    [
      '{ notify = "{command} ended", at = "end" }',
      { type: 'notify', message: '{command} ended', at: 'end', silent: false },
    ],
    [
      '{ type = "notify", title = "T", message = "M", silent = true }',
      { type: 'notify', title: 'T', message: 'M', at, silent: true },
    ],
    ['{ overlay = "progress" }', { ...overlay, content: { type: 'progress' } }],
    ['{ type = "overlay" }', { ...overlay, content: { type: 'progress' } }],
    [
      `{ overlay = "${url}", width = 400, click_through = true }`,
      { ...overlay, content: { type: 'url', url }, width: 400, clickThrough: true },
    ],
    [
      '{ overlay = "page.html", corner = "top-left" }',
      { ...overlay, content: { type: 'page', path: 'page.html' }, corner: 'top-left' },
    ],
    ['{ sound = "done" }', { type: 'sound', sound: 'done', at }],
    ['{ type = "sound", sound = "~/ping.wav", at = "both" }', { type: 'sound', sound: '~/ping.wav', at: 'both' }],
    ['{ log = "began" }', { type: 'log', message: 'began', level: 'info', at }],
    [
      '{ type = "log", message = "m", level = "warn", file = "x.log" }',
      { type: 'log', message: 'm', level: 'warn', file: 'x.log', at },
    ],
    [`{ webhook = "${url}" }`, { ...webhook, url }],
    [
      `{ type = "webhook", url = "${url}", headers = { X-Key = "k" }, retries = 0, allow_private = true }`,
      { ...webhook, url, headers: { 'X-Key': 'k' }, retries: 0, allowPrivate: true },
    ],
    [
      '{ agent = ["/opt/bin/claude", "-p"] }',
      { type: 'agent', do: 'start', name: 'claude', command: ['/opt/bin/claude', '-p'] },
    ],
    [
      `{ agent = "claude -p 'two words'", name = "n", cwd = "~", prompt = "p" }`,
      { type: 'agent', do: 'start', name: 'n', command: ['claude', '-p', 'two words'], cwd: '~', prompt: 'p' },
    ],
    [
      '{ type = "agent", name = "n", send = "text" }',
      { type: 'agent', do: 'send', name: 'n', text: 'text', enter: true },
    ],
    [
      '{ type = "agent", name = "n", send = "text", enter = false }',
      { type: 'agent', do: 'send', name: 'n', text: 'text', enter: false },
    ],
  ])('%s', (action, expected) => {
    const { rules, problems } = read(`[[rules]]\ncommand = "*"\naction = ${action}`);
    expect(problems).toEqual([]);
    expect(rules[0]?.actions).toEqual([expected]);
  });

  test('in whatever way TOML lets write them', () => {
    const ways = [
      'action.exec = "x"\naction.args = ["a"]',
      'actions = [{ exec = "x", args = ["a"] }]',
      'action = [{ type = "exec", path = "x", args = ["a"] }]',
      '[rules.action]\ntype = "exec"\npath = "x"\nargs = ["a"]',
      '[[rules.actions]]\nexec = "x"\nargs = ["a"]',
      '[[rules.action]]\nexec = "x"\nargs = ["a"]',
    ];
    for (const way of ways) {
      const { rules, problems } = read(`[[rules]]\ncommands = ["*"]\n${way}`);
      expect(problems, way).toEqual([]);
      expect(rules[0]?.actions, way).toEqual([execOf('x', { args: ['a'] })]);
    }
  });

  test('several of them keep their order', () => {
    const text = '[[rules]]\ncommand = "*"\n[[rules.actions]]\nsound = "done"\n[[rules.actions]]\nnotify = true';
    expect(read(text).rules[0]?.actions.map(({ type }) => type)).toEqual(['sound', 'notify']);
  });
});

test('[[rules]] and [[rule]] stand in one file, in its order', () => {
  const rule = (list: string, id: string) => `[[${list}]]\nid = "${id}"\ncommand = "*"\naction.exec = "x"\n`;
  const text = rule('rule', 'a') + rule('rules', 'b') + rule('rule', 'c') + rule('rules', 'd');
  expect(read(text).rules.map(({ id, line }) => `${id} ${line}`)).toEqual(['a 1', 'b 5', 'c 9', 'd 13']);
});

describe('[defaults] speak for the rules that say nothing themselves', () => {
  const defaults = (lines: string) => `[defaults]\n${lines}\n`;
  test.each<[defaults: string, lines: string, expected: Partial<Rule>]>([
    ['enabled = false\ncooldown = "1s"', '', { enabled: false, cooldownMs: 1_000 }],
    ['enabled = false', 'enabled = true', {}],
    ['cwd = ["/a", "/b"]', 'cwd = []', {}],
    ['max_runs_at_once = 4', '', { maxRunsAtOnce: 4 }],
    ['max_runs_at_once = 4', 'single_instance = true', { maxRunsAtOnce: 1 }],
    ['single_instance = true', 'single_instance = false', {}],
    ['single_instance = true', 'max_runs_at_once = 2', { maxRunsAtOnce: 2 }],
    ['on = "exit"\nexit_code = 3', '', { on: 'exit', exitCodes: [3] }],
    ['on = "exit"\nexit_code = 3', 'on = "start"', {}],
    ['on = "exit"', 'exit_code = 3', { on: 'exit', exitCodes: [3] }],
    ['match = "exact"', 'not = "["', { match: 'exact', not: ['['] }],
  ])('%s | %s', (shared, lines, expected) => check(lines, expected, defaults(shared)));

  test('and are told where they are wrong', () => {
    expect(problemsOf('[defaults]\ncommand = "x"\nstop = 1\nnot = "[a"')).toEqual([
      '2:1 unknown key "command"; it belongs under [[rules]], above [rules.action]',
      '3:8 stop must be true or false, found a number',
      '4:7 not is a glob that has a "[" that is not closed; add "]", or write "\\[" for the character itself',
    ]);
  });

  test('that do not go with the match of a rule are told at that rule', () => {
    const text = '[defaults]\nnot = "* --help"\n[[rules]]\ncommand = "a"\nmatch = "regex"\naction.exec = "x"';
    expect(problemsOf(text)).toEqual([expect.stringMatching(/^5:9 \[defaults\] not is a regular expression that /)]);
  });
});

describe('what the file says beside rules', () => {
  test.each<[text: string, history: Partial<Settings['history']>, limits?: Partial<Settings['limits']>]>([
    ['', {}],
    ['[history]\nenabled = false\nkeep_days = 7', { enabled: false, keepDays: 7 }],
    ['[history]\nmax_size = "1.5 GB"', { keepBytes: 1_500_000_000 }],
    ['[history]\nmax_size = "64MiB"\nmask_known = false', { keepBytes: 64 * 1024 ** 2, maskKnown: false }],
    ["[history]\nmask = '--pin=(\\S+)'", { mask: ['--pin=(\\S+)'] }],
    ['[limits]\nruns = 8\nwaiting = 0\ndepth = 1', {}, { runs: 8, waiting: 0, depth: 1 }],
  ])('%j', (text, history, limits = {}) => {
    expect(read(text).problems).toEqual([]);
    expect(read(text).settings).toEqual({
      history: { ...usualSettings.history, ...history },
      limits: { ...usualSettings.limits, ...limits },
      agents: usualSettings.agents,
    });
  });
});
